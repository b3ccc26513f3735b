from django import forms
from django.utils.translation import gettext_lazy as _
from phonenumber_field.formfields import PhoneNumberField


class RightsForm(forms.Form):
    """Whom a request is about: an e-mail address or a telephone; a name needs the day of a session."""

    email = forms.EmailField(label=_("E-mail address"), required=False, max_length=254)
    phone = PhoneNumberField(label=_("Telephone"), required=False)
    name = forms.CharField(
        label=_("Or a name, as on a sheet of paper"), required=False, min_length=2, max_length=120, strip=True
    )
    day = forms.DateField(
        label=_("Day of the session"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
    )  # fmt: skip

    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        if cleaned["name"] and not cleaned["day"]:
            self.add_error("day", _("Give the day of the session: a name alone would show too many people."))
        elif not (cleaned["email"] or cleaned["phone"] or cleaned["name"]):
            self.add_error("email", _("Give an e-mail address, a telephone number, or a name and a day."))
        return cleaned


class FormatForm(forms.Form):
    """Which file is asked for, in the address."""

    format = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")])


class RightsFormatForm(forms.Form):
    format = forms.ChoiceField(choices=[("json", "JSON"), ("xlsx", "XLSX")])
