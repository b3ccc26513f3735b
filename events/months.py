"""A month of the agenda: the month that an address asks for, its weeks, and the grid that shows them."""

import calendar
import re
from datetime import date

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import Session

FARTHEST = 10  # years from today


class MonthField(forms.Field):
    """ "2026-12" as the first day of a month, at most FARTHEST years away."""

    widget = forms.TextInput(attrs={"type": "month", "autocomplete": "off"})
    default_error_messages = {"invalid": gettext_lazy("We cannot show this month. Example: 2026-12 for December 2026.")}

    def to_python(self, value) -> date | None:
        if value in self.empty_values:
            return None
        written = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", str(value).strip())
        if not written or abs(int(written[1]) - timezone.localdate().year) > FARTHEST:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return date(int(written[1]), int(written[2]), 1)

    def prepare_value(self, value):
        return f"{value:%Y-%m}" if isinstance(value, date) else value


def weeks_of(first: date) -> list[list[date]]:
    """Return the weeks of a month, from Monday to Sunday, with the days of its neighbours that complete them."""
    return calendar.Calendar().monthdatescalendar(first.year, first.month)


def grid(first: date, weeks: list[list[date]], sessions: dict[date, list[Session]], asked: QueryDict) -> dict:
    """Return what components/month_grid.html shows."""
    today = timezone.localdate()
    cells = [[cell(day, first, today, sessions) for day in week] for week in weeks]
    found = any(day["sessions"] for week in cells for day in week)
    return {
        "title": title(first), "weeks": cells,
        "previous": link(shift(first, -1), asked), "next": link(shift(first, 1), asked),
        "empty": "" if found else _("Nothing in this month with these choices."),
    }  # fmt: skip


def cell(day: date, first: date, today: date, sessions: dict[date, list[Session]]) -> dict:
    other = day.month != first.month
    items = [] if other else [item(session) for session in sessions.get(day, [])]
    return {"date": day, "other": other, "today": day == today, "sessions": items}


def item(session: Session) -> dict:
    state = session.state if session.state == "cancelled" else ""
    return {"url": session.page_url, "title": session.title, "starts_at": session.starts_at, "tint": session.event.tint,
            "state": state}  # fmt: skip


def title(first: date) -> str:
    return date_format(first, "F Y")


def shift(first: date, by: int) -> date:
    year, month = divmod(first.year * 12 + first.month - 1 + by, 12)
    return date(year, month + 1, 1)


def link(first: date, asked: QueryDict) -> dict | None:
    """Return the month before or after; nothing beyond what the agenda shows."""
    if abs(first.year - timezone.localdate().year) > FARTHEST:
        return None
    query = asked.copy()
    query["vue"], query["mois"] = "mois", f"{first:%Y-%m}"
    query.pop("page", None)
    return {"title": title(first), "url": f"?{query.urlencode()}"}
