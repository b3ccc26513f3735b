from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.exports import FORMATS
from core.forms import PeriodForm
from events.enums import Kind
from indicators import definitions
from indicators.counting import ADVICE, COLUMNS, PARTICIPATION, SATISFACTION, Scope
from indicators.tables import row_labels
from territory.fields import LandlordField, NeighbourhoodField


class FiguresForm(PeriodForm):
    """The period and what narrows it, as a plain GET form."""

    quartier = NeighbourhoodField(_("Neighbourhood of the venue"), _("All neighbourhoods"))
    bailleur = LandlordField(_("Landlord of the event"), _("All landlords"))
    genre = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *Kind.choices],
        error_messages={"invalid_choice": _("We do not know this kind of session. Choose one in the list.")},
    )

    def scope(self, user: User) -> Scope:
        cleaned = self.cleaned_data
        return Scope(cleaned["du"], cleaned["au"], user, cleaned["quartier"], cleaned["bailleur"], cleaned["genre"])

    def query(self) -> dict[str, str]:
        """Return the query string that gives this form again."""
        cleaned = self.cleaned_data
        query = super().query() | {
            "quartier": cleaned["quartier"] and cleaned["quartier"].slug,
            "bailleur": cleaned["bailleur"] and cleaned["bailleur"].slug,
            "genre": cleaned["genre"],
        }
        return {name: value for name, value in query.items() if value}


class SessionsForm(FiguresForm):
    """Which figure is opened: one of the totals, or one cell of a table."""

    chiffre = forms.ChoiceField(choices=[(f, definitions.LABELS[f]) for f in (*PARTICIPATION, *SATISFACTION)])
    tableau = forms.ChoiceField(choices=definitions.BREAKDOWNS.items(), required=False)
    ligne = forms.CharField(max_length=40, required=False)

    def clean(self):
        cleaned = super().clean()
        figure, breakdown, row = cleaned.get("chiffre"), cleaned.get("tableau"), cleaned.get("ligne")
        if breakdown and (figure not in COLUMNS[breakdown] or row not in row_labels(breakdown)):
            self.add_error(None, _("This figure does not exist. Choose one in the tables."))
        return cleaned


class RequestsForm(SessionsForm):
    chiffre = forms.ChoiceField(choices=[(figure, definitions.LABELS[figure]) for figure in ADVICE])


class ExportForm(FiguresForm):
    format = forms.ChoiceField(choices=[(extension, extension) for extension in FORMATS])
