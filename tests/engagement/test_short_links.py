"""Short addresses of posters: one a page and place, forgiving to type, counted for readers, never a dead end."""

import pytest
from bs4 import BeautifulSoup
from django.db import IntegrityError

from engagement import short_links
from engagement.models import DailyVisits, ShortLink
from engagement.references import ALPHABET
from engagement.short_links import link_to, read_code
from tests import factories as make

pytestmark = pytest.mark.django_db

BROWSER = {"User-Agent": "Mozilla/5.0 (Linux; Android 9) Chrome/120 Mobile"}


@pytest.fixture
def page():
    return make.event_page(slug="atelier")


def visits(link):
    return sum(DailyVisits.objects.filter(link=link).values_list("count", flat=True))


def test_page_and_place_have_one_code_each(page):
    here, there = make.neighbourhood(), make.neighbourhood()
    links = [
        link_to(page), link_to(page, here), link_to(page, there), link_to(page, here, "Hall du 12"),
        link_to(page, anchor="#seance-2"),
    ]  # fmt: skip
    assert len({link.code for link in links}) == 5
    again = [link_to(page), link_to(page, here, "  Hall   du 12 ")]
    assert [link.pk for link in again] == [links[0].pk, links[3].pk]


def test_code_holds_no_letter_that_is_read_for_another(page):
    code = link_to(page).code
    assert len(code) == 6
    assert set(code) <= set(ALPHABET)
    assert set("0O1IL5S8BUV") & set(ALPHABET) == set()


def test_code_taken_by_chance_is_drawn_again(page, monkeypatch):
    taken = link_to(page)
    drawn = iter([taken.code, taken.code, "ZZZZZZ"])
    monkeypatch.setattr(short_links, "new_code", lambda: next(drawn))
    assert link_to(page, place="Ailleurs").code == "ZZZZZZ"


def test_same_place_twice_is_refused_by_the_database(page):
    here = make.neighbourhood()
    link_to(page, here, "Hall")
    with pytest.raises(IntegrityError):
        ShortLink.objects.create(code="QQQQQQ", page=page, neighbourhood=here, place="Hall")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("K7MX29", "K7MX29"), ("k7mx29", "K7MX29"), (" k7m-x29 ", "K7MX29"), ("K7 MX 29", "K7MX29"), ("", ""),
     ("K7MXO0", ""), ("K7MX29é", ""), ("'; --", ""), ("ك", ""), ("🌻", "")],
)  # fmt: skip
def test_code_is_read_as_people_type_it(typed, read):
    assert read_code(typed) == read


@pytest.mark.parametrize("written", ["{}", "{}/"])
def test_short_address_leads_to_its_page_and_counts(client, page, written):
    link = link_to(page, anchor="#seance-2")
    for code in (link.code, link.code.lower()):
        answer = client.get("/q/" + written.format(code), headers=BROWSER)
        assert (answer.status_code, answer["Location"]) == (302, page.get_url() + "#seance-2")
    assert visits(link) == 2
    assert "no-store" in answer["Cache-Control"]
    assert (answer["X-Robots-Tag"], list(answer.cookies)) == ("noindex", [])


def test_robots_head_and_prefetch_are_led_there_and_not_counted(client, page):
    link = link_to(page)
    client.get(link.path, headers={"User-Agent": "Googlebot/2.1"})
    client.get(link.path, headers=BROWSER | {"Sec-Purpose": "prefetch"})
    assert client.head(link.path, headers=BROWSER).status_code == 302
    assert visits(link) == 0
    assert client.post(link.path, headers=BROWSER).status_code == 405


@pytest.mark.parametrize("code", ["ZZZZZZ", "nope", "O0O0O0", "x" * 3000, "%F0%9F%8C%BB", "';--", "<b>"])
def test_unknown_code_is_a_page_with_a_search(client, code):
    make.home_page()
    answer = client.get(f"/q/{code}", headers=BROWSER)
    soup = BeautifulSoup(answer.content, "html.parser")
    assert answer.status_code == 404
    assert soup.h1.get_text(strip=True) == "Nous ne connaissons pas ce code"
    assert soup.select_one("main form[role=search]") is not None


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_page_that_is_gone_is_said_and_its_visits_stay(client, page, leave):
    link = link_to(page)
    client.get(link.path, headers=BROWSER)
    getattr(page, leave)()
    answer = client.get(link.path, headers=BROWSER)
    assert answer.status_code == 404
    assert "La page de cette affiche n’est plus là" in answer.content.decode()
    assert visits(link) == 1


def test_page_that_moved_is_found(client, page):
    link = link_to(page)
    page.slug = "ailleurs"
    page.save()
    assert client.get(link.path, headers=BROWSER)["Location"] == page.get_url()


def test_neighbourhood_taken_away_loses_no_code(page):
    first, second = make.neighbourhood(), make.neighbourhood()
    links = [link_to(page, first), link_to(page, second), link_to(page)]
    first.delete()
    second.delete()
    assert ShortLink.objects.filter(code__in=[link.code for link in links], neighbourhood=None).count() == 3


def test_following_a_code_costs_few_queries(client, page, django_assert_num_queries):
    link = link_to(page)
    client.get(link.path, headers=BROWSER)
    with django_assert_num_queries(3):  # the link with its page, the site, one small update
        client.get(link.path, headers=BROWSER)
