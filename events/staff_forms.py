"""The one form of an event and its dates: what staff type, turned into an Event and rows of Dates in Paris time."""

from datetime import datetime, time, timedelta

from django import forms
from django.forms.utils import ErrorDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from events.models import Event, Session
from events.recurrence import exists, instant
from events.scheduling import Dates
from territory.models import Venue

ROWS, MAX_ROWS = 3, 100
OLDEST, FARTHEST = timedelta(days=366), timedelta(days=3 * 366)
TYPED = ("date", "start", "end", "venue", "capacity")
LINKS = ("themes", "landlords", "partners", "spoken_languages")
SETTINGS = ("audience", "age_min", "age_max", "minors", "max_party", "spoken_languages")
OLDEST_PERSON = 120  # years
MORE = ("sign_up_opens_at", "sign_up_closes_at", "partner_seats", "partner_seats_until")


class EventForm(forms.ModelForm):
    use_required_attribute = False
    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Event
        fields = ["title", "kind", *LINKS, "tax_axis", "audience", "age_min", "age_max", "minors", "max_party"]
        widgets = {name: forms.CheckboxSelectMultiple for name in LINKS}
        help_texts = {
            "title": _("As residents read it in the agenda. Example: Repair a dripping tap."),
            "landlords": _("Whose tenants this is for. These landlords then see its sessions."),
            "tax_axis": _("Only when a landlord reports this event in its property tax agreement."),
        }
        error_messages = {
            "title": {"required": _("Write the title of the event.")},
            "kind": {"required": _("Choose what kind of event it is.")},
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("audience", "minors"):  # both have an answer before anybody gives one
            self.fields[name].required = False
        others = self.fields["spoken_languages"].queryset.exclude(slug="fr")
        self.fields["spoken_languages"].queryset = others

    def clean(self):
        cleaned = super().clean()
        for name in ("audience", "minors"):
            cleaned[name] = cleaned.get(name) or getattr(self.instance, name)
        for name in ("age_min", "age_max"):
            if (cleaned.get(name) or 0) > OLDEST_PERSON:
                self.add_error(name, _("Write an age in years."))
        if cleaned.get("age_min") and cleaned.get("age_max") and cleaned["age_max"] < cleaned["age_min"]:
            self.add_error("age_max", _("The highest age is below the lowest."))
        if cleaned.get("max_party") == 0:
            self.add_error("max_party", _("At least one person comes."))
        return cleaned

    @property
    def has_more(self) -> bool:
        """Whether the further settings say something, or something is wrong with them."""
        return self.instance.pk is not None or any(name in self.errors for name in SETTINGS)

    def settings(self):
        return [self[name] for name in SETTINGS]

    def written(self) -> dict:
        """Return the many-to-many answers, as the verbs take them."""
        return {name: self.cleaned_data[name] for name in LINKS}


def moment_field(label: str, help_text: str) -> forms.DateTimeField:
    """A day and an hour of Paris, which may stay empty."""
    return forms.DateTimeField(
        label=label, help_text=help_text, required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("This moment does not exist. Example: 25/11/2026 18:30.")},
    )  # fmt: skip


class DateRow(forms.Form):
    """One date of an event, in the local time of Paris. A new row with nothing typed is ignored."""

    use_required_attribute = False

    session = forms.IntegerField(widget=forms.HiddenInput, required=False)
    date = forms.DateField(
        label=_("Date"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": _("Give the date."),
            "invalid": _("This date does not exist. Example: 25/11/2026."),
        },
    )
    start = forms.TimeField(
        label=pgettext_lazy("of a session", "Begins"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the hour."), "invalid": _("This is not an hour. Example: 18:30.")},
    )
    end = forms.TimeField(
        label=pgettext_lazy("of a session", "Ends"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Give the hour."), "invalid": _("This is not an hour. Example: 20:30.")},
    )
    venue = forms.ModelChoiceField(
        Venue.objects.none(),
        label=_("Venue"),
        empty_label=pgettext_lazy("empty choice", "Choose"),
        error_messages={"required": _("Choose the venue."), "invalid_choice": _("Choose a venue of the list.")},
    )
    capacity = forms.IntegerField(
        label=_("Places"),
        min_value=1,
        max_value=5000,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("How many people fit in?"),
            "invalid": _("Write a number, for example 12."),
            "min_value": _("At least one person fits in."),
            "max_value": _("Write a smaller number of places."),
        },
    )
    requires_sign_up = forms.BooleanField(label=_("Sign-up required"), required=False, initial=True)
    sign_up_opens_at = moment_field(_("Sign-up opens"), _("Empty: at once."))
    sign_up_closes_at = moment_field(_("Sign-up closes"), _("Empty: when the session begins."))
    partner_seats = forms.IntegerField(
        label=_("Places kept for partners"), required=False, min_value=0, max_value=5000,
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Write a number, for example 12."),
            "min_value": _("Write a number, for example 12."),
            "max_value": _("Write a smaller number of places."),
        },
    )  # fmt: skip
    partner_seats_until = moment_field(_("Kept until"), _("Then they are open to all. Empty: until it begins."))
    following = forms.BooleanField(label=_("Change the following dates of the series too"), required=False)
    remove = forms.BooleanField(label=_("Delete this date"), required=False)

    def __init__(self, *args, known: Session | None = None, venues=(), **kwargs):
        self.known = known
        if known:
            kwargs["initial"] = as_row(known)
        super().__init__(*args, **kwargs)
        self.fields["venue"].queryset = Venue.objects.select_related("neighbourhood")
        self.fields["venue"].choices = venues or self.fields["venue"].choices
        if not known:
            del self.fields["remove"]
        if not known or not known.series_id:
            del self.fields["following"]

    def has_changed(self) -> bool:
        if self.known:
            return super().has_changed()
        return any(str(self.data.get(self.add_prefix(name)) or "").strip() for name in (*TYPED, "session"))

    @property
    def is_removed(self) -> bool:
        return bool(self.known and self.cleaned_data.get("remove"))

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("session") and not self.known:
            self.add_error(None, _("Somebody deleted or closed this date meanwhile. Open the event again."))
        if self.known and (self.is_removed or not self.has_changed()):
            return cleaned
        if cleaned.get("date") and {"date", "start", "end"} & set(self.changed_data):
            self.refuse_odd_dates(cleaned)
        self.refuse_odd_sign_up(cleaned)
        return cleaned

    def refuse_odd_sign_up(self, cleaned: dict) -> None:
        opens, closes = cleaned.get("sign_up_opens_at"), cleaned.get("sign_up_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("sign_up_closes_at", _("Sign-up closes before it opens."))
        if (cleaned.get("partner_seats") or 0) > (cleaned.get("capacity") or 5000):
            self.add_error("partner_seats", _("More places are kept than there are."))

    def more(self):
        return [self[name] for name in MORE]

    @property
    def has_more(self) -> bool:
        """Whether the further settings say something, or something is wrong with them."""
        return any(self[name].value() or self[name].errors for name in MORE)

    @property
    def passes_on(self) -> bool:
        return bool(self.known and self.cleaned_data.get("following") and not self.is_removed)

    def refuse_odd_dates(self, cleaned: dict) -> None:
        today = timezone.localdate()
        if cleaned["date"] < today - OLDEST:
            self.add_error("date", _("This date is more than a year ago."))
        elif cleaned["date"] > today + FARTHEST:
            self.add_error("date", _("This date is more than three years ahead. Check the year."))
        if cleaned.get("start") and cleaned.get("end") and cleaned["end"] <= cleaned["start"]:
            self.add_error("end", _("The end comes before the beginning."))
        for name in ("start", "end"):
            if cleaned.get(name) and cleaned.get("date") and not exists(cleaned["date"], cleaned[name]):
                self.add_error(name, _("This hour does not exist on that night: the clocks go forward."))

    def dates(self) -> Dates:
        """Return the row for the verbs. What was not touched keeps its exact instant: nobody is told of a move."""
        data = self.cleaned_data
        starts_at, ends_at = instant(data["date"], data["start"]), instant(data["date"], data["end"])
        if self.known and not {"date", "start"} & set(self.changed_data):
            starts_at = self.known.starts_at
        if self.known and not {"date", "end"} & set(self.changed_data):
            ends_at = self.known.ends_at
        return Dates(
            venue=data["venue"], starts_at=starts_at, ends_at=ends_at, capacity=data["capacity"],
            requires_sign_up=data["requires_sign_up"], sign_up_opens_at=data["sign_up_opens_at"],
            sign_up_closes_at=data["sign_up_closes_at"], partner_seats=data["partner_seats"] or 0,
            partner_seats_until=data["partner_seats_until"],
        )  # fmt: skip


class DateRowSet(forms.BaseFormSet):
    """The rows of an event. A posted row names its session, so that another's change never shifts the rows."""

    extra, min_num, max_num, absolute_max = 0, 0, MAX_ROWS, MAX_ROWS
    can_order = can_delete = can_delete_extra = False
    validate_min, validate_max = False, True
    form = DateRow
    renderer = None
    edit_only = False

    def __init__(self, data=None, *, sessions=(), **kwargs):
        self.sessions = list(sessions)
        self.extra = len(self.sessions) + (0 if self.sessions else ROWS)
        super().__init__(data, prefix="dates", **kwargs)

    @cached_property
    def venues(self) -> list[tuple]:
        """The choices of every row, read once."""
        field = DateRow.base_fields["venue"]
        venues = Venue.objects.select_related("neighbourhood").order_by("neighbourhood__order", "name")
        return [("", field.empty_label), *((venue.pk, str(venue)) for venue in venues)]

    def get_form_kwargs(self, index):
        return {"known": None if index is None else self.known(index), "venues": self.venues}

    def known(self, index: int) -> Session | None:
        if not self.is_bound:
            return self.sessions[index] if index < len(self.sessions) else None
        posted = self.data.get(f"{self.prefix}-{index}-session", "")
        return next((session for session in self.sessions if str(session.pk) == posted), None)

    def written(self) -> list[DateRow]:
        """Return the rows that change something, the existing ones in the order of their ids (one order of locks)."""
        changed = [row for row in self.forms if row.has_changed()]
        return sorted(changed, key=lambda row: (row.known is None, row.known.pk if row.known else 0))

    def keep_as_typed(self, more: int) -> None:
        """Show what was typed again with more empty rows, unchecked: nothing was asked to be saved."""
        total = min(self.total_form_count() + more, MAX_ROWS)
        self.data = self.data.copy()
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(total)
        for name in ("management_form", "forms"):
            self.__dict__.pop(name, None)
        self._errors, self._non_form_errors = [], self.error_class()
        for row in self.forms:
            row._errors, row.cleaned_data = ErrorDict(), {}


def as_row(session: Session) -> dict:
    starts_at, ends_at = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return {
        "session": session.pk, "date": starts_at.date(), "start": to_minute(starts_at), "end": to_minute(ends_at),
        "venue": session.venue_id, "capacity": session.capacity, "requires_sign_up": session.requires_sign_up,
        **{name: getattr(session, name) or None for name in MORE},
    }  # fmt: skip


def to_minute(moment: datetime) -> time:
    return moment.time().replace(second=0, microsecond=0)
