from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from phonenumber_field.formfields import PhoneNumberField

from core import limits
from engagement import stamps
from engagement.contacts import identity_of
from engagement.enums import Housing, Need
from engagement.models import Person
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood


class StampedForm(forms.Form):
    """A public form: a hidden trap for robots, and a signed stamp that makes one submission one record.

    When its network address sends far too many, it asks the sender's device for a little work (`stamps.is_worked`).
    """

    use_required_attribute = False

    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    stamp = forms.CharField(widget=forms.HiddenInput, max_length=200, required=False)
    work = forms.CharField(widget=forms.HiddenInput, max_length=20, required=False)

    asks_work = False
    work_bits = stamps.WORK_BITS

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["stamp"].initial = stamps.new_stamp

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("website"):
            self.add_error(None, _("This could not be sent. If you are a person, empty the hidden field or call us."))
        self._read_stamp(cleaned)
        return cleaned

    def _read_stamp(self, cleaned):
        try:
            stamp = stamps.read_stamp(cleaned.get("stamp") or "")
        except stamps.StaleStamp:
            self.renew_stamp()
            self.add_error(None, _("This page was open for a long time. Check your answers and send them again."))
            return
        if stamp.age < timedelta(seconds=settings.FORM_MIN_SECONDS):
            self.add_error(None, _("That was very quick. Check your answers and send them again."))
        cleaned["submission"] = stamp.submission

    def accepts(self, request) -> bool:
        """Say whether the form was sent, is sound, and is not one too many from its address without its work."""
        if self.is_valid() and limits.is_flooded(request, type(self).__name__):
            self.asks_work = not stamps.is_worked(self.cleaned_data["stamp"], self.cleaned_data["work"])
        if self.asks_work:
            self.add_error(None, _("Many forms came from this connection. Send this one again: your device proves, "
                                   "in a few seconds, that it is not a robot. If that fails, call us."))  # fmt: skip
        return self.is_valid()

    def renew_stamp(self) -> None:
        """Give the form that is shown again a stamp of its own, beside what was typed."""
        self.data = self.data.copy()
        self.data[self.add_prefix("stamp")] = stamps.new_stamp()


class ContactFields(forms.Form):
    """Who somebody is and how to reach them: by e-mail or by telephone, one is enough."""

    name = forms.CharField(
        label=_("First name and surname"),
        max_length=120,
        strip=True,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={
            "required": _("Write your first name and surname."),
            "max_length": _("Write a shorter name: 120 characters at most."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        help_text=_("To get your confirmation and the link to change your mind."),
        error_messages={"invalid": _("This e-mail address is not complete. Example: nadia@example.org.")},
    )
    phone = PhoneNumberField(
        label=_("Telephone"),
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel", "dir": "ltr"}),
        help_text=_("If you have no e-mail address: we call you."),
        error_messages={"invalid": _("This telephone number is not complete. Example: 02 61 91 00 00.")},
    )

    def clean_email(self):
        email = self.cleaned_data["email"]
        if len(identity_of(email, "")) > Person._meta.get_field("identity").max_length:  # one letter may fold into many
            raise forms.ValidationError(self.fields["email"].error_messages["invalid"], code="invalid")
        return email

    def clean(self):
        cleaned = super().clean()
        given = cleaned.get("email") or cleaned.get("phone")
        if not given and not {"email", "phone"} & set(self.errors):
            self.add_error("email", _("Give an e-mail address or a telephone number, so that we can reach you."))
        return cleaned


class WhereFields(forms.Form):
    """The neighbourhood. "Elsewhere" and "I do not know" are answers."""

    lives_in = forms.ChoiceField(
        label=_("Your neighbourhood"), error_messages={"required": _("Choose your neighbourhood, or “I do not know”.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.neighbourhoods = {n.slug: n for n in Neighbourhood.objects.select_related("commune")}
        self.fields["lives_in"].choices = [
            ("", pgettext_lazy("empty choice", "Choose")),
            *((slug, f"{n.name} ({n.commune})") for slug, n in self.neighbourhoods.items()),
            (Whereabouts.OUTSIDE, _("Elsewhere")),
            (Whereabouts.UNKNOWN, _("I do not know")),
        ]

    def where(self) -> dict:
        """Return the two columns of a record that say where; no answer is "unknown"."""
        lives_in = self.cleaned_data["lives_in"] or Whereabouts.UNKNOWN
        neighbourhood = self.neighbourhoods.get(lives_in)
        return {
            "whereabouts": Whereabouts.INSIDE if neighbourhood else lives_in,
            "neighbourhood": neighbourhood,
        }


class HomeFields(WhereFields):
    """Where somebody lives: neighbourhood and housing."""

    lives_as = forms.ChoiceField(
        label=_("Your home"), error_messages={"required": _("Choose what your home is, or “I do not know”.")}
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.landlords = {landlord.slug: landlord for landlord in Landlord.objects.all()}
        self.fields["lives_as"].choices = [
            ("", pgettext_lazy("empty choice", "Choose")),
            (
                _("I rent from a social landlord"),
                [
                    *((f"landlord:{slug}", landlord.name) for slug, landlord in self.landlords.items()),
                    (Housing.SOCIAL_TENANT, _("Another social landlord")),
                ],
            ),
            (
                _("Other homes"),
                [
                    (Housing.PRIVATE_TENANT, Housing.PRIVATE_TENANT.label),
                    (Housing.OWNER, Housing.OWNER.label),
                    (Housing.UNKNOWN, Housing.UNKNOWN.label),
                ],
            ),
        ]

    def home(self) -> dict:
        """Return the four columns of a registration that say where somebody lives."""
        lives_as = self.cleaned_data["lives_as"]
        landlord = self.landlords.get(lives_as.removeprefix("landlord:"))
        return self.where() | {
            "housing": Housing.SOCIAL_TENANT if landlord else lives_as,
            "landlord": landlord,
        }


class NeedsFields(forms.Form):
    needs = forms.MultipleChoiceField(
        label=_("What you need to take part"),
        required=False,
        choices=Need,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Erased soon after the session."),
    )
