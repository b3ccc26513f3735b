"""What search engines read of an event's dates: schema.org/Event, one item a date, and only what the page says."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from events.enums import Audience, SessionStatus
from events.models import Event, EventPage, Session
from territory.models import Venue

SCHEMA = "https://schema.org/"
AVAILABILITY = {
    "free": "InStock",
    "few": "LimitedAvailability",
    "full": "SoldOut",
    "open": "InStock",
    "soon": "PreOrder",
}


def data_of(page: EventPage, event: Event, organisers: list[str], sessions: list[Session], request) -> list[dict]:
    """Return an item for each session that carries what `listing.with_pages` gives."""
    common = {
        "@context": "https://schema.org", "@type": "Event", "name": page.title, "description": page.summary,
        "eventAttendanceMode": SCHEMA + "OfflineEventAttendanceMode",
        "inLanguage": ["fr", *(language.slug for language in event.spoken_languages.all())],
        "url": settings.SITE_URL + (page.get_url(request) or ""),
    }  # fmt: skip
    if event.audience != Audience.ALL:
        common["audience"] = {"@type": "Audience", "audienceType": event.get_audience_display()}
    if organisers:
        common["organizer"] = [{"@type": "Organization", "name": name} for name in organisers]
    return [common | dated(session) for session in sessions]


def dated(session: Session) -> dict:
    item = {
        "@id": f"urn:uuid:{session.uuid}", "startDate": local(session.starts_at), "endDate": local(session.ends_at),
        "eventStatus": SCHEMA + status_of(session), "location": place_of(session.venue),
    }  # fmt: skip
    if session.moved_at and session.previous_starts_at != session.starts_at:
        item["previousStartDate"] = local(session.previous_starts_at)
    if session.requires_sign_up:
        item["maximumAttendeeCapacity"] = session.capacity
        item["remainingAttendeeCapacity"] = session.seats_words.left
    if availability := AVAILABILITY.get(session.seats_words.state):
        item["offers"] = offer(session, availability)
    return item


def offer(session: Session, availability: str) -> dict:
    made = {"@type": "Offer", "availability": SCHEMA + availability}
    if session.requires_sign_up:
        made["url"] = settings.SITE_URL + reverse("sign_up", args=[session.uuid])
        if session.sign_up_opens_at:
            made["validFrom"] = local(session.sign_up_opens_at)
    return made


def status_of(session: Session) -> str:
    if session.status in {SessionStatus.CANCELLED, SessionStatus.NOT_HELD}:
        return "EventCancelled"
    moved = session.moved_at and session.previous_starts_at != session.starts_at
    return "EventRescheduled" if moved else "EventScheduled"


def place_of(venue: Venue) -> dict:
    place: dict = {"@type": "Place", "name": venue.name}
    address = {"@type": "PostalAddress", "addressCountry": "FR"}
    if venue.address:
        address["streetAddress"] = venue.address
    if venue.neighbourhood:
        address["addressLocality"] = venue.neighbourhood.commune.name
    return place | {"address": address}


def local(moment) -> str:
    return timezone.localtime(moment).isoformat()
