from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField

from core.errors import DomainError
from core.fields import offered_languages
from engagement.enums import Origin
from engagement.forms import ContactFields, HomeFields, NeedsFields, StampedForm
from events.asked import QuestionFields
from events.enums import AgeBand, Minors
from events.models import Event, Registration, Session
from events.registration import SignUp

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
BANDS = {"under_6": AgeBand.UNDER_6, "from_6": AgeBand.FROM_6, "from_12": AgeBand.FROM_12}


class RefusableForm(forms.Form):
    use_required_attribute = False

    def refuse(self, error: DomainError) -> None:
        """Show a refusal of the domain by its field, with what was typed kept; a form not sent yet shows it too."""
        if not self.is_bound:
            self.full_clean()
            self.cleaned_data = {}
        self.add_error(error.field if error.field in self.fields else None, error.message)


class AdultsField(RefusableForm):
    adults = forms.IntegerField(
        label=_("Adults"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput(NUMBER),
        error_messages={
            "required": _("How many adults come? At least one."),
            "invalid": _("Write a number, for example 2."),
            "min_value": _("At least one adult comes."),
            "max_value": _("Write a smaller number of adults."),
        },
    )


class PartyFields(AdultsField):
    """Who comes, where nobody said the ages: adults and children."""

    children = forms.IntegerField(
        label=_("Children under 18"),
        min_value=0,
        max_value=99,
        initial=0,
        widget=forms.NumberInput(NUMBER),
        error_messages={
            "required": _("How many children come? Write 0 if none."),
            "invalid": _("Write a number, for example 0."),
            "min_value": _("Write 0 or more children."),
            "max_value": _("Write a smaller number of children."),
        },
    )


def band_field(label) -> forms.IntegerField:
    """Return the field of one band of age. Left empty it is nobody."""
    return forms.IntegerField(
        label=label, min_value=0, max_value=99, initial=0, required=False, widget=forms.NumberInput(NUMBER),
        error_messages={
            "invalid": _("Write a number, for example 0."), "min_value": _("Write 0 or more children."),
            "max_value": _("Write a smaller number of children."),
        },
    )  # fmt: skip


class AgesFields(AdultsField):
    """Who comes: adults, and children by age where the event takes them, alone where it lets them.

    `event` decides on which terms minors come; the verbs of `registration` have the last word.
    """

    under_6 = band_field(_("Children under 6"))
    from_6 = band_field(_("Children from 6 to 11"))
    from_12 = band_field(_("Young people from 12 to 17"))
    parent_agrees = forms.BooleanField(label=_("No adult comes: a parent agrees"), required=False)
    parent_phone = PhoneNumberField(
        label=_("Telephone of the parent who agrees"), required=False,
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel", "dir": "ltr"}),
        error_messages={"invalid": _("This telephone number is not complete. Example: 02 61 91 00 00.")},
    )  # fmt: skip

    def __init__(self, *args, event: Event, **kwargs):
        super().__init__(*args, **kwargs)
        self.event = event
        if event.minors == Minors.NONE:
            for name in BANDS:
                del self.fields[name]
        if event.minors == Minors.ALONE_FROM_12:
            self.fields["adults"].min_value = 0
            self.fields["adults"].validators = [v for v in self.fields["adults"].validators if v.code != "min_value"]
            self.fields["adults"].widget.attrs["min"] = 0
        else:
            del self.fields["parent_agrees"], self.fields["parent_phone"]

    @property
    def party(self) -> list[forms.BoundField]:
        return [self[name] for name in ("adults", *BANDS) if name in self.fields]

    def add_up(self, cleaned: dict) -> None:
        """Write `ages` and `children`, who are more than `ages` says where a field `children` counts the others."""
        cleaned["ages"] = {band.value: n for name, band in BANDS.items() if (n := cleaned.get(name))}
        cleaned["children"] = sum(cleaned["ages"].values()) + (cleaned.get("children") or 0)
        self._check_parent(cleaned)

    def _check_parent(self, cleaned) -> None:
        if cleaned.get("adults") is None or cleaned["adults"] > 0 or "parent_agrees" not in self.fields:
            return
        if cleaned["adults"] < 0 or not cleaned["children"]:
            self.add_error("adults", _("Who comes? Count one person at least."))
        elif not cleaned.get("parent_agrees"):
            self.add_error("parent_agrees", _("Without an adult, a parent must agree: tick the box."))
        elif not cleaned.get("parent_phone") and "parent_phone" not in self.errors:
            self.add_error("parent_phone", _("Without an adult, a parent must agree: give their telephone."))


class HouseholdFields(AgesFields):
    """The same as a household says it: at most as many people as the event takes of one."""

    def clean(self):
        cleaned = super().clean()
        self.add_up(cleaned)
        people = (cleaned.get("adults") or 0) + cleaned["children"]
        most = self.event.max_party or settings.MAX_PARTY
        if people > most and not self.errors:
            self.add_error("adults", _("At most %(count)s people a household. For a group, call us.") % {"count": most})
        return cleaned


class SignUpForm(QuestionFields, HouseholdFields, ContactFields, HomeFields, NeedsFields, StampedForm):
    language = forms.ChoiceField(
        label=_("Language of our messages"), choices=offered_languages, required=False,
        error_messages={"invalid_choice": _("Choose in the list.")},
    )  # fmt: skip
    field_order = [
        "website", "stamp", "adults", *BANDS, "parent_agrees", "parent_phone", "name", "email", "phone", "language",
        "lives_in", "lives_as", "needs",
    ]  # fmt: skip

    def __init__(self, data=None, *, session: Session):
        super().__init__(
            data, event=session.event, questions=session.event.questions.select_related("depends_on"),
            initial={"language": translation.get_language()},
        )  # fmt: skip

    def sign_up(self, origin: Origin = Origin.WEB) -> SignUp:
        data = self.cleaned_data
        return SignUp(
            name=" ".join(data["name"].split()), adults=data["adults"], children=data["children"], ages=data["ages"],
            email=data.get("email") or "", phone=str(data.get("phone") or ""), needs=data.get("needs") or [],
            language=data.get("language") or translation.get_language() or settings.LANGUAGE_CODE, origin=origin,
            parent_phone=str(data.get("parent_phone") or ""), answers=self.answers(), **self.home(),
        )  # fmt: skip


class PartyForm(HouseholdFields):
    """The change of a party on the signed page."""

    def __init__(self, data=None, *, entry: Registration):
        initial = {name: entry.ages.get(band, 0) for name, band in BANDS.items()} | {"adults": entry.adults}
        super().__init__(data, event=entry.session.event, initial=initial)
        for name in ("parent_agrees", "parent_phone"):
            self.fields.pop(name, None)


class PlainPartyForm(PartyFields):
    """The same for a household whose children’s ages were not said: nobody is put in a band by guess."""

    def __init__(self, data=None, *, entry: Registration):
        super().__init__(data, initial={"adults": entry.adults, "children": entry.children})

    @property
    def party(self) -> list[forms.BoundField]:
        return [self["adults"], self["children"]]

    def clean(self):
        return super().clean() | {"ages": None}


def party_form(entry: Registration, data=None) -> PartyForm | PlainPartyForm:
    said = sum(entry.ages.values()) == entry.children
    return (PartyForm if said else PlainPartyForm)(data, entry=entry)
