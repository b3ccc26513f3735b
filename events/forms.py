from django import forms
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from engagement.enums import Origin
from engagement.forms import ContactFields, HomeFields, NeedsFields, StampedForm
from events.registration import SignUp


class PartyFields(forms.Form):
    """Who comes. At least one adult, at most MAX_PARTY people in all."""

    use_required_attribute = False

    adults = forms.IntegerField(
        label=_("Adults"),
        min_value=1,
        max_value=99,
        initial=1,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("How many adults come? At least one."),
            "invalid": _("Write a number, for example 2."),
            "min_value": _("At least one adult comes."),
            "max_value": _("Write a smaller number of adults."),
        },
    )
    children = forms.IntegerField(
        label=_("Children under 18"),
        min_value=0,
        max_value=99,
        initial=0,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("How many children come? Write 0 if none."),
            "invalid": _("Write a number, for example 0."),
            "min_value": _("Write 0 or more children."),
            "max_value": _("Write a smaller number of children."),
        },
    )

    def clean(self):
        cleaned = super().clean()
        people = (cleaned.get("adults") or 0) + (cleaned.get("children") or 0)
        if people > settings.MAX_PARTY and not self.errors:
            self.add_error(
                "adults",
                _("At most %(count)s people a household. For a group, call us.") % {"count": settings.MAX_PARTY},
            )
        return cleaned

    def refuse(self, error: DomainError) -> None:
        """Show a refusal of the domain by its field, with what was typed kept."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class SignUpForm(PartyFields, ContactFields, HomeFields, NeedsFields, StampedForm):
    field_order = ["website", "stamp", "adults", "children", "name", "email", "phone", "lives_in", "lives_as", "needs"]

    def sign_up(self, origin: Origin = Origin.WEB) -> SignUp:
        data = self.cleaned_data
        return SignUp(
            name=" ".join(data["name"].split()), adults=data["adults"], children=data["children"],
            email=data.get("email") or "", phone=str(data.get("phone") or ""), needs=data.get("needs") or [],
            language=get_language() or settings.LANGUAGE_CODE, origin=origin, **self.home(),
        )  # fmt: skip


class PartyForm(PartyFields):
    """The change of a party on the signed page."""
