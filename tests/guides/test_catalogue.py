"""The list of guides: its filters are links that anybody can type, so anything may be in them."""

import pytest
from bs4 import BeautifulSoup

from guides.catalogue import PER_PAGE
from guides.models import GuidePage
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


def listed(client, query=""):
    response = client.get(f"/guides/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [" ".join(link.text.split()) for link in soup.select("main .card__title a")]


@pytest.fixture
def library():
    kitchen, bathroom = pages.room("kitchen"), pages.room("bathroom")
    water, air = pages.theme("water"), pages.theme("air")
    pages.guide(title="A évier", rooms=[kitchen], themes=[water])
    pages.guide(title="B hotte", rooms=[kitchen], themes=[air])
    pages.guide(title="C douche", rooms=[bathroom], themes=[water])
    pages.guide(title="D partout", rooms=[kitchen, bathroom], themes=[water, air])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "A évier, B hotte, C douche, D partout"),
        ("?room=kitchen", "A évier, B hotte, D partout"),
        ("?theme=air", "B hotte, D partout"),
        ("?room=bathroom&theme=water", "C douche, D partout"),
        ("?room=&theme=", "A évier, B hotte, C douche, D partout"),
        ("?unknown=1", "A évier, B hotte, C douche, D partout"),
    ],
)
def test_filters_combine(client, library, query, found):
    assert ", ".join(titles(listed(client, query))) == found


def test_chosen_filters_stay_chosen(client, library):
    soup = listed(client, "?room=kitchen&theme=air")
    chosen = {select["name"]: select.select_one("option[selected]")["value"] for select in soup.select("main select")}
    assert chosen == {"room": "kitchen", "theme": "air"}
    assert soup.select_one("main form")["method"] == "get"


@pytest.mark.parametrize("value", ["attic", "1", "' OR 1=1 --", "%00", "%ED%A0%80", "x" * 5000, "🌻", "%E2%80%AEx"])
@pytest.mark.parametrize("field", ["room", "theme"])
def test_unknown_value_is_a_sentence_by_its_field_and_nothing_is_listed(client, library, field, value):
    soup = listed(client, f"?{field}={value}")
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert link.text.strip() in " ".join(soup.find(id=f"id_{field}_error").text.split())
    assert soup.find(id=f"id_{field}")["aria-invalid"] == "true"
    assert titles(soup) == []


def test_combination_without_a_guide_says_so_and_keeps_the_form(client, library):
    GuidePage.objects.filter(title="D partout").first().unpublish()
    soup = listed(client, "?room=bathroom&theme=air")
    assert (titles(soup), len(soup.select(".empty h2")), soup.select(".error-summary")) == ([], 1, [])
    assert soup.find("select", id="id_room") is not None


def test_empty_list_says_so(client):
    pages.index()
    assert len(listed(client).select(".empty h2")) == 1


def test_draft_and_unpublished_guides_are_not_listed(client, library):
    GuidePage.objects.filter(title="A évier").first().unpublish()
    assert titles(listed(client)) == ["B hotte", "C douche", "D partout"]


# Pages of the list


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", 1),
        ("?page=1", 1),
        ("?page=2", 2),
        ("?page=0", 1),
        ("?page=-3", 1),
        ("?page=1000000000", 2),
        (f"?page={10**30}", 2),
        ("?page=two", 1),
        ("?page=", 1),
        ("?page=1.5", 1),
        ("?page=%00", 1),
        ("?page=%C2%B2", 1),
    ],
)
def test_page_that_does_not_exist_is_the_nearest_one_that_does(client, query, shown):
    for _ in range(PER_PAGE + 2):
        pages.guide()
    soup = listed(client, query)
    assert len(titles(soup)) == {1: PER_PAGE, 2: 2}[shown]
    assert [link["rel"] for link in soup.select("nav.pagination a")] == [["next"] if shown == 1 else ["prev"]]


def test_links_between_pages_keep_the_filter(client):
    kitchen = pages.room("kitchen")
    for _ in range(PER_PAGE + 1):
        pages.guide(rooms=[kitchen])
    pages.guide(rooms=[pages.room("bathroom")])
    first = listed(client, "?room=kitchen")
    [following] = first.select("nav.pagination a")
    assert following["href"] == "?room=kitchen&page=2"
    second = listed(client, following["href"])
    assert len(titles(second)) == 1
    assert not set(titles(first)) & set(titles(second))


# Speed


def test_list_costs_the_same_queries_with_1_and_30_guides(client, django_assert_num_queries):
    rooms = [pages.room("kitchen"), pages.room("bathroom")]
    themes = [pages.theme("water"), pages.theme("air")]
    pages.guide(rooms=rooms, themes=themes, drawing="tap-fixed")
    client.get("/guides/")  # content types are read once a process, the roots of sites once an hour
    for _ in (1, 30):
        with django_assert_num_queries(14) as queries:
            listed(client)
        assert len(queries) <= 15
        for _ in range(29):
            pages.guide(rooms=rooms, themes=themes, drawing="tap-fixed")


def test_untranslated_list_in_another_language_costs_the_same_with_1_and_30_guides(client, django_assert_num_queries):
    theme = pages.theme("water")

    def offer(count):
        for _ in range(count):
            pages.guide(themes=[theme]).copy_for_translation(make.locale("en"), copy_parents=True, alias=True)

    make.home_page("en")
    offer(1)
    client.get("/en/guides/")
    counts = []
    for count in (1, 30):
        with django_assert_num_queries(50, exact=False) as queries:
            soup = BeautifulSoup(client.get("/en/guides/").content, "html.parser")
        assert len(titles(soup)) == min(count, PER_PAGE)
        assert {link["lang"] for link in soup.select("main .card__title a")} == {"fr"}
        counts.append(len(queries))
        offer(29)
    assert counts[0] == counts[1]
