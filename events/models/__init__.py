"""The programme and its sign-ups: what is offered, when, who comes, and the page that tells it."""

from events.models.pages import EventIndexPage, EventPage
from events.models.programme import KIND_TINTS, Event, SchoolHoliday, Series, SpokenLanguage
from events.models.registrations import Registration, RegistrationQuerySet
from events.models.sessions import Session, SessionQuerySet

__all__ = [
    "KIND_TINTS",
    "Event",
    "EventIndexPage",
    "EventPage",
    "Registration",
    "RegistrationQuerySet",
    "SchoolHoliday",
    "Series",
    "Session",
    "SessionQuerySet",
    "SpokenLanguage",
]
