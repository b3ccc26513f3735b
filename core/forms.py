from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

FIRST_YEAR, LAST_YEAR = 2000, 2100


class ImageForm(BaseImageForm):
    """An image is saved only once its alternative text is decided: described, or said to be decorative (WCAG 1.1.1)."""

    def clean(self):
        cleaned = super().clean()
        described, decorative = bool((cleaned.get("description") or "").strip()), cleaned.get("is_decorative")
        if described == bool(decorative):
            raise forms.ValidationError(
                _("Describe what the picture shows, or tick that it is decorative: one of the two."),
                code="alternative-text",
            )
        return cleaned


class DayField(forms.DateField):
    """A day from a query string: native date field, clear refusals."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("This is not a date. Write it like this: 31/12/2026.")}

    def clean(self, value):
        day = super().clean(value)
        if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise forms.ValidationError(
                _("Choose a year between %(first)s and %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            )
        return day


class PeriodForm(forms.Form):
    """A period in the address, as a plain GET form. A missing date is the end of its calendar year."""

    du = DayField(label=_("First day"), required=False)
    au = DayField(label=_("Last day"), required=False)

    def __init__(self, data=None):
        data = data.copy() if data else {}
        year = timezone.localdate(timezone=timezone.get_default_timezone()).year
        for name, other, month, day in (("du", "au", 1, 1), ("au", "du", 12, 31)):
            if not data.get(name):
                data[name] = date(self._year_of(data.get(other)) or year, month, day).isoformat()
        super().__init__(data)

    def _year_of(self, text: str | None) -> int | None:
        try:
            return self.base_fields["du"].clean(text).year
        except (forms.ValidationError, AttributeError):
            return None

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("du") and cleaned.get("au") and cleaned["au"] < cleaned["du"]:
            self.add_error("au", _("The end is before the beginning. Choose a later date."))
        return cleaned

    def query(self) -> dict[str, str]:
        """Return the query string that gives this form again."""
        return {name: self.cleaned_data[name].isoformat() for name in ("du", "au")}
