"""With the compiled catalogues, the frame and the words of every public page are in the reader's language alone."""

import re
from functools import cache
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.utils import translation
from django.utils.translation import gettext

from events.models import Session
from tests import factories as make
from tests.events import visitor
from tests.guides import pages

pytestmark = pytest.mark.django_db

CATALOGUES = Path(__file__).resolve().parents[2] / "portal" / "locale"
DIRECTIONS = {"fr": "ltr", "ar": "rtl"}
EVERYWHERE = {
    "Go to the content", "Main menu", "Languages", "Menu", "Search", "Search the whole site",
    "What are you looking for?", "Emergencies", "Fire brigade", "Smell of gas, free, day and night", "This site",
}  # fmt: skip
# What each page must say in its own words: else an empty page would pass.
SAID = {
    "home": {"It smells of gas", "Mould on the wall", "Who to call?", "Kitchen", "Who can help me?"},
    "guides": {"Show", "Room", "All rooms", "Theme", "Easy"},
    "guides refused": {"We do not know this room. Choose one in the list.", "Clear the choices", "No guide here yet"},
    "guide": {"You are here", "Level", "Easy", "Step by step", "When to stop and call", "Learn it in a workshop"},
    "agenda": {"Show", "Neighbourhood", "All kinds", "Workshop", "Language spoken"},
    "event": {"Workshop", "Dates and places", "Sign up", "Put it in my calendar", "How places are given"},
    "sign-up": {"Sign up", "Who is coming?", "Adults", "(optional)", "Your home", "Keep our places"},
    "sign-up refused": {"Write your first name and surname.", "Choose your neighbourhood, or “I do not know”."},
    "sign-up made": {"Your place is kept", "Your session", "Keep this link", "Save the change", "Cancel my sign-up"},
    "search": {"Nothing found", "All the guides", "In danger", "What is near"},
    "search in danger": {"Somebody is in danger", "Call at once and say where you are."},
    "unknown link": {"This link opens nothing", "See the agenda"},
    "unknown page": {"This page does not exist", "Home page"},
}


@pytest.fixture(params=DIRECTIONS)
def code(request):
    with translation.override(request.param):
        assert gettext("Sign up") != "Sign up", f"{request.param} is not compiled: run `make catalogues`."
    return request.param


@pytest.fixture
def session(code, settings):
    """A session that can be joined, with its page in the language, and a guide beside it."""
    settings.FORM_MIN_SECONDS = 0
    session = make.published_session()
    pages.room("kitchen")
    guide = pages.guide(steps=[pages.step()], calls=[pages.call()], slug="joint")
    if code != "fr":
        make.event_page(session.event, code=code)
        translated = guide.copy_for_translation(make.locale(code), copy_parents=True)
        for page in (translated.get_parent(), translated):
            page.title, page.live = f"{page.title} ({code})", True
            page.save()
    return session


def test_every_public_page_speaks_the_readers_language_alone(client, session, code):
    shown = dict(visit(client, session, code))
    assert shown.keys() == SAID.keys()
    for name, soup in shown.items():
        assert (soup.html["lang"], soup.html["dir"]) == (code, DIRECTIONS[code]), name
        words = words_of(soup)
        assert words & foreign(code) == set(), f"{name} is not all in {code}"
        missing = {word for word in EVERYWHERE | SAID[name] if said_in(code, word) not in words}
        assert missing == set(), f"{name} does not say it in {code}"


def visit(client, session: Session, code: str):
    """Go through the public pages as a household does, and give each with its name."""
    prefix = "" if code == "fr" else f"/{code}"
    with translation.override(code):
        event = session.event.pages.get(locale__language_code=code).get_url()

    def get(address, status=200):
        response = client.get(address)
        assert response.status_code == status, address
        return visitor.read(response)

    yield "home", get(f"{prefix}/")
    yield "guides", get(f"{prefix}/guides/")
    yield "guides refused", get(f"{prefix}/guides/?piece=cellar")
    yield "guide", get(f"{prefix}/guides/joint/")
    yield "agenda", get(f"{prefix}/agenda/")
    yield "event", get(event)
    yield "search", get(f"{prefix}/recherche/?q=zzzz")
    yield "search in danger", get(f"{prefix}/recherche/?q=urgence")
    yield "unknown page", get(f"{prefix}/zzzz/", 404)
    yield "unknown link", get(f"{prefix}/inscription/gerer/zzzz/", 404)
    yield "sign-up", get(visitor.path(session, code))
    yield "sign-up refused", visitor.read(visitor.sign_up(client, session, code, name="", lives_in=""))
    response = visitor.sign_up(client, session, code, adults="1", from_6="0")
    assert response.status_code == 302
    yield "sign-up made", get(response["Location"])


def words_of(soup: BeautifulSoup) -> set[str]:
    """Every text that is seen or heard on the page, but the names of the languages, each in its own."""
    for each in soup.select(".languages, script, style"):
        each.decompose()
    texts = [*soup.stripped_strings]
    for attribute in ("aria-label", "placeholder", "alt", "title", "data-label", "data-fewer", "data-more"):
        texts += [tag[attribute] for tag in soup.select(f"[{attribute}]")]
    return {spaced(text) for text in texts if text}


@cache
def foreign(code: str) -> frozenset[str]:
    """The interface's words in the other languages, where they differ from the reader's."""
    found = set()
    for entry in polib.pofile(str(CATALOGUES / "fr" / "LC_MESSAGES" / "django.po")):
        if entry.msgid_plural or not re.search(r"\w", entry.msgid):
            continue
        others = {entry.msgid} if code == "fr" else {entry.msgid, entry.msgstr}
        found |= {spaced(word) for word in others}
    return frozenset(found - own_words(code))


@cache
def own_words(code: str) -> frozenset[str]:
    """Every text of the language's catalogue: a word that two languages share is foreign to neither."""
    catalogue = polib.pofile(str(CATALOGUES / code / "LC_MESSAGES" / "django.po"))
    return frozenset(spaced(entry.msgstr) for entry in catalogue)


def said_in(code: str, msgid: str) -> str:
    with translation.override(code):
        return spaced(gettext(msgid))


def spaced(text: str) -> str:
    return " ".join(text.split())
