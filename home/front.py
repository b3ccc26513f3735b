"""What the home page shows beside its own words."""

from core.models import Room
from guides.catalogue import card
from guides.models import GuidePage

CARDS = 4


def context(page, request) -> dict:
    guides = GuidePage.objects.live().filter(locale=page.locale_id).for_cards().order_by("-first_published_at", "title")
    return {
        "rooms": Room.objects.all(),
        "cards": [card(guide, request) for guide in guides[:CARDS]],
    }
