"""The agenda for news readers, notice boards and search engines: the same sessions, said in their ways."""

import json
from io import BytesIO
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from events import scheduling
from tests import factories as make
from tests.events.visitor import read
from tests.support import pdf_libs
from tests.support.machine import nothing_may_be_skipped

pytestmark = pytest.mark.django_db


# News


def news(client, query="", code="en"):
    response = client.get(f"/{code}/agenda/rss.xml{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/rss+xml; charset=utf-8")
    return ElementTree.fromstring(response.content).find("channel")


def test_news_are_the_next_sessions_of_the_filters(client):
    make.agenda_page("en")
    session = make.published_session(
        event=make.event(title="<b>Robinet</b> & clé"), starts_at=make.paris(2099, 3, 1, 18, 30), capacity=5
    )
    make.published_session(event=make.event(kind="outdoor"))
    channel = news(client, "?genre=workshop")
    [item] = channel.findall("item")
    assert item.findtext("title") == "Sunday 1\u00a0March 2099, 18:30 – <b>Robinet</b> & clé"
    assert item.findtext("guid") == f"urn:uuid:{session.uuid}"
    assert (
        item.findtext("link") == "http://localhost:8000" + session.event.pages.get(locale__language_code="fr").get_url()
    )
    assert item.findtext("description") == (
        f"{session.venue.name} – {session.venue.neighbourhood.name}. 5 places left"
    )  # fmt: skip
    assert channel.findtext("link") == "http://localhost:8000/en/agenda/"
    assert news(client, "?genre=nothing").findall("item") == []


def test_news_cost_the_same_queries_with_1_and_20_sessions(client, django_assert_num_queries):
    make.agenda_page("en")
    make.published_session()
    news(client)
    for count in (1, 20):
        with django_assert_num_queries(5):
            assert len(news(client).findall("item")) == count
        for _ in range(19):
            make.published_session()


# Paper


def test_wrong_month_of_the_poster_leads_to_the_agenda_that_says_so(client):
    make.agenda_page()
    response = client.get("/agenda/affiche/?mois=0000-13&quartier=x")
    assert response.url == "/agenda/?mois=0000-13&quartier=x"
    assert len(read(client.get(response.url)).select(".error-summary a")) == 2


@pytest.mark.skipif(not (pdf_libs.are_here() or nothing_may_be_skipped()), reason="Missing: libraries for PDF")
def test_poster_lists_the_month_of_a_neighbourhood_without_what_is_cancelled(client):
    make.agenda_page("en")
    place = make.venue(neighbourhood=make.neighbourhood(slug="sanitas", name="Sanitas"))
    for title, day, fields in (
        ("Robinet", 3, {}), ("Annulé", 4, {"status": "cancelled"}), ("Ailleurs", 5, {"venue": make.venue()}),
    ):  # fmt: skip
        starts_at = make.paris(2030, 3, day, 18)
        make.published_session(event=make.event(title=title), starts_at=starts_at, **{"venue": place} | fields)
    make.published_session(event=make.event(title="Avril"), venue=place, starts_at=make.paris(2030, 4, 1, 9))
    response = client.get("/en/agenda/affiche/?mois=2030-03&quartier=sanitas")
    assert response["Content-Type"] == "application/pdf"
    paper = PdfReader(BytesIO(response.content))
    text = " ".join(page.extract_text() for page in paper.pages)
    assert len(paper.pages) == 1
    for said in ("March 2030", "Sanitas", "Robinet", "18:00", "agenda/?quartier=sanitas"):
        assert said in text
    for unsaid in ("Annulé", "Ailleurs", "Avril"):
        assert unsaid not in text


# Search engines


def data(client, page) -> list[dict]:
    block = read(client.get(page.get_url())).find("script", type="application/ld+json")
    return json.loads(block.string)


def test_dates_are_told_to_search_engines_as_the_page_says_them(client):
    event = make.event(landlords=[make.landlord(name="Bailleur Bleu")], audience="families")
    session = make.session(event=event, capacity=10, starts_at=make.paris(2099, 7, 1, 18))
    make.registration(session=session, adults=3)
    page = make.event_page(event, title="</script><b>Robinet</b>", summary="On apprend & on répare.")
    [item] = data(client, page)
    assert (item["@type"], item["name"], item["description"]) == ("Event", page.title, page.summary)
    assert (item["startDate"], item["endDate"]) == ("2099-07-01T18:00:00+02:00", "2099-07-01T20:00:00+02:00")
    assert item["eventStatus"] == "https://schema.org/EventScheduled"
    assert (item["maximumAttendeeCapacity"], item["remainingAttendeeCapacity"]) == (10, 7)
    assert item["location"]["address"]["addressLocality"] == session.venue.neighbourhood.commune.name
    assert item["offers"]["availability"] == "https://schema.org/InStock"
    assert item["offers"]["url"] == f"http://localhost:8000/inscription/{session.uuid}/"
    assert item["organizer"] == [{"@type": "Organization", "name": "Bailleur Bleu"}]


def test_moved_and_cancelled_dates_are_told_as_such(client):
    session = make.published_session(starts_at=make.paris(2099, 7, 1, 18))
    page = session.event.pages.get()
    dates = scheduling.Dates(session.venue, make.paris(2099, 7, 2, 18), make.paris(2099, 7, 2, 20), 10)
    scheduling.change_session(session.pk, dates, make.staff())
    [moved] = data(client, page)
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == "2099-07-01T18:00:00+02:00"
    scheduling.cancel_session(session.pk, make.staff())
    [cancelled] = data(client, page)
    assert cancelled["eventStatus"] == "https://schema.org/EventCancelled"
    assert "offers" not in cancelled


def test_page_without_a_date_tells_search_engines_nothing(client):
    assert read(client.get(make.event_page().get_url())).find("script", type="application/ld+json") is None
