"""The programme and its sign-ups: what is offered, when, who comes, and the page that tells it."""

from events.models.attendance import DoorTap, HeadCount, SessionPhoto
from events.models.pages import EventIndexPage, EventPage
from events.models.programme import KIND_TINTS, Event, SchoolHoliday, Series, SpokenLanguage
from events.models.questions import Answer, Question
from events.models.registrations import Offer, Registration, RegistrationQuerySet
from events.models.reminders import ReminderRule
from events.models.sessions import Session, SessionQuerySet
from events.models.survey import SurveyAnswer, SurveyQuestion, SurveyReply, SurveyTicket

__all__ = [
    "KIND_TINTS",
    "Answer",
    "DoorTap",
    "Event",
    "EventIndexPage",
    "EventPage",
    "HeadCount",
    "Offer",
    "Question",
    "Registration",
    "RegistrationQuerySet",
    "ReminderRule",
    "SchoolHoliday",
    "Series",
    "Session",
    "SessionPhoto",
    "SessionQuerySet",
    "SpokenLanguage",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyReply",
    "SurveyTicket",
]
