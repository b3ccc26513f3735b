"""Reminders of a building's duties as iCalendar: whole days, one stable identifier a duty and building."""

from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, vText
from icalendar import Event as CalendarEvent

from copro.enums import Clock, State
from copro.obligations import Duty

WARNINGS = (timedelta(days=-30), timedelta(days=-7))
PRESSING = (State.LATE, State.THIS_YEAR)
REMINDED = (*PRESSING, State.LATER, State.DONE, State.RECURRING)


def reminders(duties: list[Duty], query: str, today: date) -> bytes:
    """Return a calendar of the duties that have a day to come. What presses and whose day is over is put on today."""
    calendar = Calendar()
    calendar.add("prodid", "-//Habiter//Copropriete//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(_("Duties of my co-ownership")))
    building = sha256(query.encode()).hexdigest()[:16]
    for duty in duties:
        if duty.due and duty.state in REMINDED and (duty.due >= today or duty.state in PRESSING):
            calendar.add_component(entry(duty, building, query, today))
    return calendar.to_ical()


def entry(duty: Duty, building: str, query: str, today: date) -> CalendarEvent:
    day = max(duty.due, today)
    item = CalendarEvent()
    item.add("uid", f"{duty.rule.key}-{building}@{settings.MESSAGE_ID_DOMAIN}")
    item.add("dtstamp", timezone.now())
    item.add("dtstart", day)
    item.add("dtend", day + timedelta(days=1))
    late = _("Late: %(duty)s") % {"duty": duty.rule.title}
    item.add("summary", late if duty.state == State.LATE else duty.rule.title)
    item.add("description", f"{duty.rule.what}\n{duty.rule.who}\n{duty.rule.legal_basis}")
    item.add("url", f"{settings.SITE_URL}{address(query)}")
    item.add("transp", "TRANSPARENT")
    if duty.rule.clock == Clock.QUARTERLY:
        item.add("rrule", {"freq": "monthly", "interval": 3})
    for before in WARNINGS if duty.due >= today else ():
        item.add_component(alarm(duty, before))
    return item


def alarm(duty: Duty, before: timedelta) -> Alarm:
    reminder = Alarm()
    reminder.add("action", "DISPLAY")
    reminder.add("description", duty.rule.title)
    reminder.add("trigger", before)
    return reminder


def address(query: str) -> str:
    return f"{reverse('copro_obligations')}?{query}"
