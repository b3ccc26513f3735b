"""Search finds what was written for residents, in their language, whatever they type."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command

from copro.models import AdvicePage, CoproIndexPage
from home.models import PlainPage, SearchEntry
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


def search(client, words=None, code="fr", **more):
    prefix = "" if code == "fr" else f"/{code}"
    response = client.get(f"{prefix}/recherche/", ({} if words is None else {"q": words}) | more)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found(soup):
    return sorted(link.text.strip() for link in soup.select("main .results h2 a"))


@pytest.fixture
def library():
    home = make.home_page()
    french = make.locale()
    pages.guide(title="Un robinet qui fuit", summary="Changez le joint.", tags=["goutte"],
                steps=[pages.step(title="Fermez la vanne", text="Tournez le quart de tour.")])  # fmt: skip
    make.event_page(title="Atelier plomberie", summary="On répare un robinet ensemble.")
    copro = home.add_child(instance=CoproIndexPage(title="Copropriété", slug="copropriete", locale=french))
    copro.add_child(instance=AdvicePage(
        title="Voter des travaux", slug="voter", topic="works", checked_on=date(2026, 11, 22), locale=french,
        summary="La majorité qu’il faut.", body=[("text", "<p>Le syndic inscrit la résolution.</p>")],
    ))  # fmt: skip
    home.add_child(instance=PlainPage(title="Qui appeler", slug="qui-appeler", summary="Un numéro.", locale=french))
    call_command("update_index", verbosity=0)


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("robinet", ["Atelier plomberie", "Un robinet qui fuit"]),
        ("ROBINET", ["Atelier plomberie", "Un robinet qui fuit"]),
        ("vanne", ["Un robinet qui fuit"]),
        ("goutte", ["Un robinet qui fuit"]),
        ("plomberie", ["Atelier plomberie"]),
        ("syndic", ["Voter des travaux"]),
        ("numéro", ["Qui appeler"]),
        ("robinet fuit", ["Un robinet qui fuit"]),
        ("  robinet   fuit  ", ["Un robinet qui fuit"]),
        ("zzzz", []),
    ],
)
def test_guides_events_advice_and_plain_pages_are_found(client, library, words, titles):
    soup = search(client, words)
    assert found(soup) == titles
    assert len(soup.select(".empty")) == (not titles)
    for link in soup.select("main .results h2 a"):
        assert client.get(link["href"]).status_code == 200


def test_result_says_its_summary_and_the_box_keeps_the_words(client, library):
    soup = search(client, "joint")
    [result] = soup.select(".result")
    assert "Changez le joint." in result.text
    assert soup.select_one("main input[name=q]")["value"] == "joint"


def test_what_is_not_published_is_not_found(client, library):
    PlainPage.objects.get(slug="qui-appeler").unpublish()
    call_command("update_index", verbosity=0)
    assert found(search(client, "numéro")) == []


def test_each_language_finds_its_own_pages(client, library):
    make.event_page(title="Atelier français", summary="Tapotage.")
    make.event_page(make.event(title="Atelier bilingue"), code="en", title="Dripping taps", summary="We mend a tap.")
    call_command("update_index", verbosity=0)
    english = search(client, "taps", code="en")
    assert found(english) == ["Dripping taps"]
    assert english.select_one("main .results a")["href"].startswith("/en/")
    assert found(search(client, "taps")) == []


@pytest.mark.parametrize("words", [None, "", "   ", "\t\n"])
def test_empty_search_shows_the_box_and_no_verdict(client, library, words):
    soup = search(client, words)
    assert (found(soup), soup.select(".empty"), soup.select(".error-summary")) == ([], [], [])
    assert soup.select_one("main input[name=q]") is not None


@pytest.mark.parametrize("words", ["r" * 201, "robinet " * 625, "\x00", "robinet\x00"])
def test_words_that_cannot_be_searched_are_a_sentence(client, library, words):
    soup = search(client, words)
    assert len(soup.select(".error-summary li")) == 1
    assert found(soup) == []


ODD = [
    '"', '""', '"robinet', "'", "' OR 1=1 --", "*", "robi*", "%", "_", "\\", "(", ")", "((", "robinet)", "AND", "OR",
    "NOT", "robinet AND", "NEAR(robinet fuit)", "title:robinet", "-robinet", "^robinet",
    "{robinet}", "+robinet", "a:b", ":",
    ";", "!", "&", "|", "<->", "robinet & | !", "<script>alert(1)</script>", "🌻", "ماء الصنبور", "\u202etenibor",
    "é", "ﬁ", "0", "l'eau", "l’eau", "r" * 200, "a " * 100, "…", "\ufffd",
]  # fmt: skip


def test_odd_words_are_answered_and_shown_as_text(client, library):
    for words in ODD:
        soup = search(client, words)
        assert soup.select_one("main input[name=q]")["value"] == words, words
        assert soup.select(".error-summary") == [], words
        assert [tag for tag in soup.main("script") if not tag.get("src")] == [], words
        assert len(soup.select(".results")) + len(soup.select(".empty")) == 1, words


def test_broken_bytes_are_answered(client, library):
    for query in ("q=%ED%A0%80", "q=%FF%FE", "q=robinet&q=fuit", "q[]=robinet", "%00=%00"):
        assert client.get(f"/recherche/?{query}").status_code == 200


@pytest.mark.parametrize(("page", "count"), [("1", 20), ("2", 3), ("0", 20), ("1000000000", 3), ("x", 20)])
def test_many_results_are_cut_in_pages(client, page, count):
    for _ in range(23):
        pages.guide(summary="Un robinet.")
    call_command("update_index", verbosity=0)
    soup = search(client, "robinet", page=page)
    assert len(found(soup)) == count
    assert "q=robinet" in soup.select_one("nav.pagination a")["href"]


def test_search_costs_the_same_queries_with_1_and_20_results(client, django_assert_num_queries):
    pages.guide(summary="Un robinet.")
    call_command("update_index", verbosity=0)
    search(client, "robinet")
    for count in (1, 20):
        with django_assert_num_queries(10) as queries:
            assert len(found(search(client, "robinet"))) == count
        assert len(queries) <= 15
        for _ in range(19):
            pages.guide(summary="Un robinet.")
        call_command("update_index", verbosity=0)


def test_words_of_a_draft_are_not_found():
    page = make.event_page(title="Atelier de mars")
    page.summary = "Inédit"
    page.save_revision()
    assert not SearchEntry.objects.filter(summary__contains="Inédit").exists()
    page.save_revision().publish()
    assert SearchEntry.objects.filter(summary__contains="Inédit").exists()
