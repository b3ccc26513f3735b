"""What the home page shows beside its own words."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from core.models import Room
from events.enums import SessionStatus
from events.listing import with_pages
from events.models import Session
from guides.catalogue import card
from guides.models import GuidePage
from territory.context import Near

CARDS = SESSIONS = 4


def context(page, request) -> dict:
    return {
        "rooms": Room.objects.all(),
        "quick_links": quick_links(),
        "sessions": next_sessions(Near(request).current, request, SESSIONS),
        "cards": guide_cards(page.locale_id, request, CARDS),
    }


def quick_links() -> list[dict]:
    """Return the most pressing questions, each a search."""
    asked = [
        (_("It smells of gas"), _("smell of gas")),
        (_("Mould on the wall"), _("mould")),
        (_("It drips"), _("dripping tap")),
        (_("No heating"), _("heating")),
        (_("Who to call?"), _("who to call")),
    ]
    return [{"title": title, "url": f"{reverse('search')}?{urlencode({'q': words})}"} for title, words in asked]


def guide_cards(locale_id: int, request, count: int) -> list[dict]:
    """Return the cards of the newest guides in a language."""
    guides = GuidePage.objects.live().filter(locale=locale_id).for_cards().order_by("-first_published_at", "title")
    return [card(guide, request) for guide in guides[:count]]


def next_sessions(slug: str, request, count: int) -> list[Session]:
    """Return what comes next in a neighbourhood, or everywhere without one; cancelled sessions are left out."""
    sessions = Session.objects.published().from_today().filter(status=SessionStatus.PLANNED)
    if slug:
        sessions = sessions.filter(venue__neighbourhood__slug=slug)
    return with_pages(sessions.for_lists()[:count], request)
