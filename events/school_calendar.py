"""Read the official school calendar of zone B, from data.education.gouv.fr (fr-en-calendrier-scolaire) or as iCalendar.

Both name the day when school begins again as the end; the last day off is the day before.
"""

import csv
import io
from datetime import date, datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from icalendar import Calendar

from events.models import SchoolHoliday

ZONE = "Zone B"
HOLIDAYS = ("vacances", "pont")
TEACHERS = "Enseignants"
COLUMNS = {"description", "start_date", "end_date", "zones"}
LONGEST = timedelta(days=100)
Period = tuple[str, date, date]  # name, first day, last day


def load(path: Path) -> list[SchoolHoliday]:
    """Add the periods of a file that are not there yet, and return them. Raises ValueError for another kind of file."""
    periods = of_calendar(path.read_bytes()) if path.suffix.lower() == ".ics" else of_table(path.read_bytes())
    if not periods:
        raise ValueError(f"No school holidays of {ZONE} in {path.name}.")
    with transaction.atomic():
        found = [
            SchoolHoliday.objects.get_or_create(starts_on=first, ends_on=last, defaults={"name": name[:60]})
            for name, first, last in sorted(periods, key=lambda period: period[1:])
        ]
    return [holiday for holiday, created in found if created]


def of_table(content: bytes) -> set[Period]:
    text = content.decode("utf-8-sig", errors="replace")
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
    if not set(rows.fieldnames or ()) >= COLUMNS:
        raise ValueError(f"This table lacks one of the columns {', '.join(sorted(COLUMNS))}.")
    mine = [row for row in rows if row["zones"] == ZONE and row.get("population") != TEACHERS]
    return {period(row["description"], day(row["start_date"]), day(row["end_date"])) for row in mine} - {None}


def of_calendar(content: bytes) -> set[Period]:
    """Return the periods of a calendar, which the ministry gives zone by zone."""
    found = set()
    for event in Calendar.from_ical(content).events:
        if "DTSTART" in event and "DTEND" in event:
            found.add(period(str(event.get("SUMMARY", "")), local(event["DTSTART"].dt), local(event["DTEND"].dt)))
    return found - {None}


def period(name: str, first: date, again: date) -> Period | None:
    """Return what a line says of holidays; nothing for the days of return and lines without a sensible length."""
    is_holiday = name.strip().casefold().startswith(HOLIDAYS)
    return (name.strip(), first, again - timedelta(days=1)) if is_holiday and first < again <= first + LONGEST else None


def day(text: str) -> date:
    """Return the local day of "2026-10-16T22:00:00+00:00" or of "2026-10-17". Raises ValueError."""
    found = parse_datetime(text) or parse_date(text)
    if found is None:
        raise ValueError(f"This is not a date: {text[:40]}")
    return local(found)


def local(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    return timezone.localtime(moment).date() if timezone.is_aware(moment) else moment.date()
