"""What residents type finds the page that they need among the first three, on both databases alike."""

import tomllib
from pathlib import Path

import pytest
from wagtail.models import Page

from guides.models import GuidePage
from home import search
from home.models import SearchEntry
from home.site_files import FILES
from tests.home.site import run, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid")]

TABLE = tomllib.loads(Path(__file__).with_name("queries.toml").read_text(encoding="utf-8"))
QUERIES = [(code, words, slug) for code, rows in TABLE.items() for words, slug in rows.items()]
FIRST = 3


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        run("setup_site")
        run("load_texts")
        yield


def test_table_names_every_guide_and_sixty_queries():
    assert len(QUERIES) >= 60
    named = {slug for _, _, slug in QUERIES}
    assert {path.stem for path in (FILES / "guides").glob("*.toml")} - named == set()
    there = set(Page.objects.filter(live=True).values_list("slug", flat=True))
    assert named - there == set(), "The table names pages that are not there."


@pytest.mark.parametrize(("code", "words", "slug"), QUERIES, ids=[f"{code}: {words}" for code, words, _ in QUERIES])
def test_page_comes_in_the_first_three(code, words, slug):
    found = [pk for pk, _ in search.find(words, code).ranked[:FIRST]]
    entries = SearchEntry.objects.select_related("page").in_bulk(found)
    assert slug in [entries[pk].page.slug if entries[pk].page else entries[pk].title for pk in found]


def test_guides_are_found_by_their_own_titles():
    for guide in GuidePage.objects.filter(locale__language_code="fr", live=True):
        first, _ = search.find(guide.title, "fr").ranked[0]
        assert SearchEntry.objects.get(pk=first).title == guide.title
