"""The dates that a rule gives, and their instants. The rule counts in days and naive hours of Paris, so that 18:00
stays 18:00 when the clocks change; only then does each hour become an instant (docs/adr/0009).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

from dateutil.rrule import MONTHLY, WEEKLY, rrule, rruleset, weekday
from django.utils import timezone

from events.enums import Frequency
from events.holidays import Rest
from events.models import Series

MOST = 100  # dates that one rule may give
HORIZON = timedelta(days=3 * 366)  # from its first date
LAST = 5  # "the fifth Tuesday" is the last one: not every month has a fifth


@dataclass(frozen=True)
class Dated:
    """One date of a rule; `why` says why it is not held, if it is not."""

    day: date
    why: str = ""


def days(series: Series, rest: Rest | None = None) -> list[date]:
    """Return the dates that a rule gives. Days off do not count; dates left out by hand do, and are not given."""
    left_out = {date.fromisoformat(day) for day in series.excluded}
    return [day for day in held(series, rest or rest_of(series)) if day not in left_out]


def rest_of(series: Series) -> Rest:
    return Rest.between(series.first_on, series.until or series.first_on + HORIZON)


def held(series: Series, rest: Rest) -> list[date]:
    """Return the dates of the rule that no day off takes away, at most MOST."""
    dates = rruleset()
    dates.rrule(unbroken(series))
    for day in closed(series, rest):
        dates.exdate(at_start(series, day))
    most = min(series.count or MOST, MOST)
    return [each.date() for each in islice(dates, most)]


def off(series: Series, rest: Rest) -> list[Dated]:
    """Return the dates that the rule would give but for days off, up to its last one, with why each is not held."""
    given = held(series, rest)
    last = series.until or (given[-1] if given else series.first_on)
    off_days = closed(series, rest)
    fallen = (each.date() for each in unbroken(series) if each.date() <= last)
    return [Dated(day, off_days[day]) for day in fallen if day in off_days]


def closed(series: Series, rest: Rest) -> dict[date, str]:
    days_off = rest.school if series.skips_school_holidays else {}
    return days_off | (rest.public if series.skips_public_holidays else {})


def unbroken(series: Series) -> rrule:
    """The rule without any day off, in naive hours of Paris, to its end or its horizon."""
    end = min(series.until or date.max, series.first_on + HORIZON)
    common = {"dtstart": at_start(series, series.first_on), "interval": series.every,
              "until": datetime.combine(end, time.max)}  # fmt: skip
    if series.frequency == Frequency.WEEKLY:
        return rrule(WEEKLY, **common)
    return rrule(MONTHLY, byweekday=weekday_of_month(series.first_on), **common)


def weekday_of_month(day: date) -> weekday:
    """Return "the second Tuesday" for the 10th of a month that is a Tuesday; the fifth is the last."""
    rank = (day.day - 1) // 7 + 1
    return weekday(day.weekday(), -1 if rank == LAST else rank)


def at_start(series: Series, day: date) -> datetime:
    return datetime.combine(day, series.start)


def instants(day: date, start: time, end: time) -> tuple[datetime, datetime]:
    """Return when a session begins and ends. A skipped hour is read as before the clocks moved (RFC 5545, 3.3.5)."""
    starts_at, ends_at = instant(day, start), instant(day, end)
    if ends_at > starts_at and exists(day, start) and exists(day, end):
        return starts_at, ends_at
    return starts_at, starts_at + (datetime.combine(day, end) - datetime.combine(day, start))


def instant(day: date, hour: time) -> datetime:
    """Return the instant of a local hour of Paris; of an hour that comes twice in October, the first."""
    return datetime.combine(day, hour, tzinfo=timezone.get_default_timezone()).astimezone(UTC)


def exists(day: date, hour: time) -> bool:
    there = instant(day, hour).astimezone(timezone.get_default_timezone())
    return (there.date(), there.time()) == (day, hour)


def missing(series: Series) -> Iterator[date]:
    """Give the dates of a rule that have no session yet, whatever became of the sessions that it made."""
    made = set(series.sessions.values_list("series_on", flat=True)) if series.pk else set()
    return (day for day in days(series) if day not in made)
