"""The questions of the calculator: a plain GET form in which every answer may be missing."""

from urllib.parse import urlencode

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from copro.answers import Answers, Arrears, Period
from copro.enums import EnergyClass, Plan, Question, SyndicKind
from copro.fields import WholeNumberField

LEAST_LOTS, MOST_LOTS = 2, 10_000
EARLIEST = 1400  # the oldest houses of the old towns
UNKNOWN = ("", _("I do not know"))
YES_NO = [UNKNOWN, ("oui", pgettext_lazy("answer", "Yes")), ("non", pgettext_lazy("answer", "No"))]
ARREARS = {
    "moins-8": (Arrears(0, 8), _("less than 8 per cent")),
    "8-15": (Arrears(8, 15), _("from 8 to less than 15 per cent")),
    "15-25": (Arrears(15, 25), _("from 15 to less than 25 per cent")),
    "25-plus": (Arrears(25, 101), _("25 per cent or more")),
}


class PeriodField(forms.CharField):
    """A day, a month or a year, in the past. Cleans to a `Period`, or None."""

    default_error_messages = {
        "invalid": _("Write a year, for example 1974, or a whole date, for example 14/06/1974."),
        "too_early": _("%(year)s is too long ago: check the year."),
        "in_future": _("This date is still to come. Write a date in the past."),
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=40, **kwargs)
        self.error_messages["max_length"] = self.error_messages["invalid"]
        self.validators = [v for v in self.validators if not isinstance(v, ProhibitNullCharactersValidator)]

    def clean(self, value) -> Period | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            period = Period.parse(text)
        except ValueError:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None
        if period.first.year < EARLIEST:
            raise forms.ValidationError(self.error_messages["too_early"] % {"year": period.first.year}, code="early")
        today = timezone.localdate()
        if period.first > today:
            raise forms.ValidationError(self.error_messages["in_future"], code="future")
        return Period(period.first, min(period.last, max(today, period.first)))


def period_field(question: Question, help_text="") -> PeriodField:
    return PeriodField(label=question.label, help_text=help_text, widget=forms.TextInput({"autocomplete": "off"}))


def choice_field(question: Question, choices, help_text="") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=question.label,
        help_text=help_text,
        required=False,
        choices=choices,
        error_messages={"invalid_choice": _("Choose one of the answers in the list.")},
    )


class ObligationsForm(forms.Form):
    use_required_attribute = False

    lots = WholeNumberField(
        label=Question.LOTS.label,
        required=False,
        min_value=LEAST_LOTS,
        max_value=MOST_LOTS,
        help_text=_("Count flats, offices and shops. Not cellars, not parking places."),
        error_messages={
            "invalid": _("Write the number of lots in figures, for example 24."),
            "min_value": _("A co-ownership has at least 2 lots."),
            "max_value": _("Check the number of lots: %(limit_value)s at most."),
        },
    )
    permis = period_field(Question.PERMIT, _("A year is enough: 1974. Or the whole date: 14/06/1974."))
    reception = period_field(Question.COMPLETION, _("The year in which the building was handed over: 1976."))
    syndic = choice_field(Question.SYNDIC, [UNKNOWN, *SyndicKind.choices])
    dpe = choice_field(
        Question.ENERGY, [UNKNOWN, ("aucun", _("No collective diagnosis (DPE) was made")), *EnergyClass.choices]
    )
    dpe_date = period_field(Question.ENERGY_DATE, _("If one was made."))
    plan = choice_field(Question.PLAN, [UNKNOWN, *Plan.choices])
    plan_date = period_field(Question.PLAN_DATE, _("If one was made."))
    dtg = choice_field(Question.DTG, YES_NO)
    ag = period_field(Question.MEETING, _("The whole date if you can: 18/06/2026."))
    cloture = choice_field(Question.CLOSING, [])
    impayes = choice_field(Question.ARREARS, [UNKNOWN, *((key, label) for key, (_band, label) in ARREARS.items())],
                           _("Share of the yearly budget. Kept nowhere."))  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cloture"].choices = [UNKNOWN, *((str(number), name) for number, name in MONTHS.items())]

    @classmethod
    def asked(cls, query) -> bool:
        """Say whether an address answers any question, be it with nothing."""
        return any(name in query for name in cls.base_fields)

    def clean(self):
        cleaned = super().clean()
        permit, completion = cleaned.get("permis"), cleaned.get("reception")
        if permit and completion and completion.last < permit.first:
            self.add_error("reception", _("The works cannot end before the permit is applied for. Check both dates."))
        if cleaned.get("dpe_date") and cleaned.get("dpe", "") in ("", "aucun") and "dpe" not in self.errors:
            self.add_error("dpe", _("You give the date of a diagnosis: choose its class too."))
        if cleaned.get("plan_date") and cleaned.get("plan", "") in ("", Plan.NONE) and "plan" not in self.errors:
            self.add_error("plan", _("You give the date of a plan: say whether it is adopted."))
        return cleaned

    def answers(self) -> Answers:
        """Return what is known of the building; the form must be valid."""
        data = self.cleaned_data
        return Answers(
            lots=data["lots"], permit=data["permis"], completion=data["reception"], energy=data["dpe"],
            energy_date=data["dpe_date"], syndic=data["syndic"], meeting=data["ag"],
            closing=int(data["cloture"]) if data["cloture"] else None, plan=data["plan"],
            plan_date=data["plan_date"], dtg={"oui": True, "non": False}.get(data["dtg"]),
            arrears=ARREARS[data["impayes"]][0] if data["impayes"] else None,
        )  # fmt: skip

    def query(self) -> str:
        """Return the query string of these answers and nothing else, in a fixed order: one address a building."""
        given = ((name, str(self.data.get(name, "")).strip()) for name in self.fields)
        return urlencode([(name, value) for name, value in given if value]) or "lots="

    def told(self) -> list[dict]:
        """Return the answers as label and value, in the words of the form; no date of what does not exist."""
        rows, data = [], self.cleaned_data
        idle = {"dpe_date": data["dpe"] in ("", "aucun"), "plan_date": data["plan"] in ("", Plan.NONE)}
        for name in (name for name in self.fields if not idle.get(name)):
            value = self.data.get(name, "").strip()
            choices = dict(getattr(self.fields[name], "choices", ()))
            shown = str(choices.get(value, value)) if value else ""
            rows.append({"label": self.fields[name].label, "value": shown})
        return rows
