"""What the page of an event shows beside its own words: its dates, their places, who may come."""

from events import facts
from events.listing import with_pages
from events.models import Event, EventPage, Session

WITH = ("landlords", "partners", "spoken_languages")


def context(page: EventPage, request) -> dict:
    event = Event.objects.prefetch_related(*WITH).get(pk=page.event_id)
    sessions = with_pages(Session.objects.filter(event=event).from_today().for_lists(), request)
    for session in sessions:
        session.access = facts.access_of(session.venue)
    return {"event": event, "sessions": sessions, "facts": facts.facts_of(event)}
