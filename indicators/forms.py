from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.exports import FORMATS
from events.enums import Kind
from indicators import definitions
from indicators.figures import COLUMNS, FIGURES, Scope
from indicators.tables import row_labels
from territory.models import Landlord, Neighbourhood

FIRST_YEAR, LAST_YEAR = 2000, 2100


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


class FiguresForm(forms.Form):
    """The period and what narrows it, as a plain GET form. A missing date is the end of its calendar year."""

    du = DayField(label=_("First day"), required=False)
    au = DayField(label=_("Last day"), required=False)
    quartier = forms.ModelChoiceField(
        label=_("Neighbourhood of the venue"),
        queryset=Neighbourhood.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All neighbourhoods"),
        error_messages={"invalid_choice": _("We do not know this neighbourhood. Choose one in the list.")},
    )
    bailleur = forms.ModelChoiceField(
        label=_("Landlord of the event"),
        queryset=Landlord.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All landlords"),
        error_messages={"invalid_choice": _("We do not know this landlord. Choose one in the list.")},
    )
    genre = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *Kind.choices],
        error_messages={"invalid_choice": _("We do not know this kind of session. Choose one in the list.")},
    )

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

    def scope(self, user: User) -> Scope:
        cleaned = self.cleaned_data
        return Scope(cleaned["du"], cleaned["au"], user, cleaned["quartier"], cleaned["bailleur"], cleaned["genre"])

    def query(self) -> dict[str, str]:
        """Return the query string that gives this form again."""
        cleaned = self.cleaned_data
        query = {
            "du": cleaned["du"].isoformat(),
            "au": cleaned["au"].isoformat(),
            "quartier": cleaned["quartier"] and cleaned["quartier"].slug,
            "bailleur": cleaned["bailleur"] and cleaned["bailleur"].slug,
            "genre": cleaned["genre"],
        }
        return {name: value for name, value in query.items() if value}


class SessionsForm(FiguresForm):
    """Which figure is opened: one of the totals, or one cell of a table."""

    chiffre = forms.ChoiceField(choices=[(figure, definitions.LABELS[figure]) for figure in FIGURES])
    tableau = forms.ChoiceField(choices=definitions.BREAKDOWNS.items(), required=False)
    ligne = forms.CharField(max_length=40, required=False)

    def clean(self):
        cleaned = super().clean()
        figure, breakdown, row = cleaned.get("chiffre"), cleaned.get("tableau"), cleaned.get("ligne")
        if breakdown and (figure not in COLUMNS[breakdown] or row not in row_labels(breakdown)):
            self.add_error(None, _("This figure does not exist. Choose one in the tables."))
        return cleaned


class ExportForm(FiguresForm):
    format = forms.ChoiceField(choices=[(extension, extension) for extension in FORMATS])
