"""What a list of sessions shows: each with the page about its event in the reader's language, in one query."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.translation import get_language

from events import facts, seats
from events.models import EventPage, Session


def with_pages(sessions: Iterable[Session], request=None) -> list[Session]:
    """Give each session what a list shows: `page`, `title` and its `language`, `page_url`, `seats_words`, `state`,
    `moved_words`. French stands in for a missing language.
    """
    sessions = list(sessions)
    pages = pages_by_event({session.event_id for session in sessions}, get_language() or settings.LANGUAGE_CODE)
    for session in sessions:
        page = pages.get(session.event_id)
        session.page = page
        session.title = page.title if page else session.event.title
        session.language = page.content_language if page else settings.LANGUAGE_CODE
        session.page_url = page.get_url(request) if page else ""
        session.seats_words = seats.describe(session)
        session.state, session.moved_words = facts.row_state(session), facts.moved_words(session)
    return sessions


def pages_by_event(event_ids: set[int], language: str) -> dict[int, EventPage]:
    codes = [settings.LANGUAGE_CODE, language]
    pages = EventPage.objects.live().filter(event__in=event_ids, locale__language_code__in=codes)
    needed = ("title", "url_path", "event_id", "locale__language_code", "alias_of__locale__language_code")
    best: dict[int, EventPage] = {}
    # What a title and an address need, and not the texts.
    for page in pages.select_related("locale", "alias_of__locale").only(*needed):
        if page.event_id not in best or page.locale.language_code == language:
            best[page.event_id] = page
    return best
