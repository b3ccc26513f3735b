"""iCalendar (RFC 5545). A session's UID never changes, whatever happens to its page; its hours are those of Paris."""

from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, vDuration, vText
from icalendar import Event as CalendarEvent

from events.enums import RegistrationStatus, SessionStatus
from events.models import Registration, Session

ASK_AGAIN = timedelta(hours=4)
PARIS = ZoneInfo("Europe/Paris")


def feed(sessions: list[Session], name: str, method: str = "PUBLISH") -> bytes:
    """Return a calendar of sessions that carry `title` and `page_url`, with the VTIMEZONE that their hours need."""
    calendar = new_calendar(name, method)
    for session in sessions:
        calendar.add_component(entry(session))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def invitation(registration: Registration, title: str, url: str) -> bytes:
    """Return the calendar file of one household's places, cancelled when they are."""
    session = registration.session
    session.title, session.page_url = title, url
    cancelled = registration.status == RegistrationStatus.CANCELLED
    calendar = new_calendar(title, "CANCEL" if cancelled else "PUBLISH")
    calendar.add_component(entry(session, cancelled=cancelled))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def new_calendar(name: str, method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Habiter//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    # Not a name that icalendar knows as text: without vText a line break stops everything and commas stay bare.
    calendar.add("x-wr-calname", vText(one_line(name)))
    calendar.add("x-wr-timezone", "Europe/Paris")
    if method == "PUBLISH":  # how often a program that subscribed asks again (RFC 7986, 5.7)
        calendar.add("refresh-interval", vDuration(ASK_AGAIN), parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", vDuration(ASK_AGAIN))
    return calendar


def entry(session: Session, cancelled: bool = False) -> CalendarEvent:
    item = CalendarEvent()
    item.add("uid", f"{session.uuid}@{settings.MESSAGE_ID_DOMAIN}")
    item.add("sequence", session.sequence + cancelled)
    item.add("dtstamp", session.modified_at.astimezone(UTC))
    item.add("last-modified", session.modified_at.astimezone(UTC))
    item.add("dtstart", session.starts_at.astimezone(PARIS))
    item.add("dtend", session.ends_at.astimezone(PARIS))
    item.add("summary", one_line(session.title))
    item.add("location", ", ".join(part for part in (session.venue.name, session.venue.address) if part))
    item.add("url", session.page_url)
    cancelled = cancelled or session.status == SessionStatus.CANCELLED
    item.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    item.add("description", _("Details and sign-up: %(url)s") % {"url": session.page_url})
    return item


def one_line(text: str) -> str:
    return " ".join(text.split())
