"""What the page of an event shows beside its own words: its dates, their places, who may come."""

from django.core.validators import slug_re
from django.db.models import Value

from events import facts, structured
from events.listing import with_pages
from events.models import Event, EventPage, Session
from territory.models import Landlord, Partner


def context(page: EventPage, request) -> dict:
    event = Event.objects.prefetch_related("spoken_languages").get(pk=page.event_id)
    organisers = organisers_of(event)
    sessions = with_pages(Session.objects.filter(event=event).from_today().for_lists(), request)
    for session in sessions:
        session.access = facts.access_of(session.venue)
    return {
        "event": event, "sessions": sessions, "facts": facts.facts_of(event), "place": place_of(request),
        "organisers": organisers, "structured": structured.data_of(page, event, organisers, sessions, request),
    }  # fmt: skip


def organisers_of(event: Event) -> list[str]:
    """Return the names of the landlords, then of the partners, in one query."""
    landlords = Landlord.objects.filter(event=event).order_by().values_list(Value(1), "name")
    partners = Partner.objects.filter(event=event).order_by().values_list(Value(2), "name")
    return [name for _rank, name in sorted(landlords.union(partners, all=True))]


def place_of(request) -> str:
    """Return the reader's neighbourhood as the address carries it, to be carried on."""
    slug = request.GET.get("quartier", "")
    return f"?quartier={slug}" if slug_re.match(slug) else ""
