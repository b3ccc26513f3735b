"""The rule of a series in the event form: what staff type, the dates that it gives, those left out."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from events import recurrence
from events.models import Series
from events.staff_forms import FARTHEST, OLDEST, DateRow
from territory.models import Venue

PREFIX = "series"
TYPED = ("first_on", "start", "end", "until", "count")


class SeriesForm(forms.ModelForm):
    """A rule is asked for when its first date, an hour or its end is typed; else the form is left aside."""

    use_required_attribute = False
    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20 * recurrence.MOST)

    class Meta:
        model = Series
        fields = ["frequency", "every", "first_on", "start", "end", "venue", "capacity", "requires_sign_up",
                  "until", "count", "skips_public_holidays", "skips_school_holidays"]  # fmt: skip
        widgets = {
            "first_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "until": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "start": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "end": forms.TimeInput({"type": "time"}, format="%H:%M"),
            "frequency": forms.Select(attrs={"autocomplete": "off"}),
        }
        labels = {
            "every": _("Every how many weeks or months"),
            "capacity": _("Places"),
            "count": _("How many dates"),
            "until": _("Or: until (this day included)"),
        }
        error_messages = {
            "first_on": DateRow.base_fields["date"].error_messages,
            "start": DateRow.base_fields["start"].error_messages,
            "end": DateRow.base_fields["end"].error_messages,
            "venue": DateRow.base_fields["venue"].error_messages,
            "capacity": DateRow.base_fields["capacity"].error_messages,
            "until": {"invalid": DateRow.base_fields["date"].error_messages["invalid"]},
        }

    def __init__(self, data=None, *, venues=(), **kwargs):
        super().__init__(data, prefix=PREFIX, empty_permitted=True, **kwargs)
        self.fields["venue"].queryset = Venue.objects.select_related("neighbourhood")
        self.fields["venue"].choices = venues or self.fields["venue"].choices
        for name, least, most in (("every", 1, 52), ("capacity", 1, 5000), ("count", 1, recurrence.MOST)):
            self.fields[name] = within(self.fields[name], least, most)
        self.fields["every"].required = False

    def has_changed(self) -> bool:
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in TYPED)

    @property
    def is_asked_for(self) -> bool:
        return self.is_bound and self.has_changed()

    def clean_every(self) -> int:
        return self.cleaned_data["every"] or 1

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] <= cleaned["start"]:
            self.add_error("end", _("The end comes before the beginning."))
        if "count" not in self.errors and "until" not in self.errors:
            self.refuse_no_end(cleaned)
        if cleaned.get("first_on"):
            self.refuse_odd_dates(cleaned)
        return cleaned

    def refuse_no_end(self, cleaned: dict) -> None:
        if bool(cleaned.get("count")) == bool(cleaned.get("until")):
            self.add_error("count", _("Say how many dates there are, or until when: one of the two."))

    def refuse_odd_dates(self, cleaned: dict) -> None:
        today = timezone.localdate()
        if not today - OLDEST <= cleaned["first_on"] <= today + FARTHEST:
            self.add_error("first_on", _("This date is too far away. Check the year."))
        if until := cleaned.get("until"):
            if until < cleaned["first_on"]:
                self.add_error("until", _("The series ends before its first date."))
            elif until > cleaned["first_on"] + recurrence.HORIZON:
                self.add_error("until", _("A series lasts three years at most. Check the year."))

    def _post_clean(self):
        super()._post_clean()
        if self.is_asked_for and not self.errors:
            self.instance.excluded = self.left_out()
            if not recurrence.days(self.instance, self.rest):
                self.add_error(None, _("This rule gives no date. Look at its days off and at its end."))

    def left_out(self) -> list[str]:
        """Return the dates that were shown with a tick and came back without."""
        kept = set(self.data.getlist(f"{PREFIX}-keep"))
        return sorted(day for day in self.cleaned_data["shown"].split() if is_day(day) and day not in kept)

    @cached_property
    def rest(self) -> recurrence.Rest:
        return recurrence.rest_of(self.instance)

    def preview(self) -> dict:
        """Return what the rule gives, for the form: each date with its tick, the days off, what is not known."""
        given = recurrence.held(self.instance, self.rest)
        rows = [self.preview_row(day) for day in given]
        kept = sum(row["kept"] for row in rows)
        words = ngettext("%(count)s date", "%(count)s dates", kept) % {"count": kept}
        return {
            "rows": rows, "off": recurrence.off(self.instance, self.rest), "words": words,
            "shown": " ".join(day.isoformat() for day in given), "cut": self.is_cut(given),
            "no_calendar": self.instance.skips_school_holidays and bool(given)
            and not self.rest.covers(given[0], given[-1]),
        }  # fmt: skip

    def preview_row(self, day: date) -> dict:
        starts_at, ends_at = recurrence.instants(day, self.instance.start, self.instance.end)
        kept = day.isoformat() not in self.instance.excluded
        return {"day": day, "value": day.isoformat(), "starts_at": starts_at, "ends_at": ends_at, "kept": kept}

    def is_cut(self, given: list[date]) -> bool:
        return not self.instance.count and len(given) == recurrence.MOST


class ExtendForm(forms.Form):
    """Until when a series goes on."""

    use_required_attribute = False
    until = forms.DateField(
        label=_("Add its dates until"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the date."),
            "invalid": DateRow.base_fields["date"].error_messages["invalid"],
        },
    )

    def __init__(self, data=None, *, series: Series):
        super().__init__(data, prefix=f"extend-{series.pk}")
        self.series = series

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if not self.series.first_on <= until <= self.series.first_on + recurrence.HORIZON:
            raise forms.ValidationError(_("A series lasts three years at most. Check the year."))
        return until


def within(field: forms.Field, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=field.label, required=field.required, initial=field.initial, help_text=field.help_text,
        min_value=least, max_value=most,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=DateRow.base_fields["capacity"].error_messages | {
            "min_value": _("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most},
            "max_value": _("Write a number from %(least)s to %(most)s.") % {"least": least, "most": most},
        },
    )  # fmt: skip


def is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False
