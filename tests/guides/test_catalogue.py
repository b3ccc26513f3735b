"""The list of guides: its filters are links that anybody can type, so anything may be in them."""

import pytest
from bs4 import BeautifulSoup

from guides.catalogue import PER_PAGE
from guides.models import GuidePage
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
        ("?piece=kitchen", "A évier, B hotte, D partout"),
        ("?theme=air", "B hotte, D partout"),
        ("?piece=bathroom&theme=water", "C douche, D partout"),
        ("?piece=&theme=", "A évier, B hotte, C douche, D partout"),
        ("?unknown=1", "A évier, B hotte, C douche, D partout"),
    ],
)
def test_filters_combine(client, library, query, found):
    assert ", ".join(titles(listed(client, query))) == found


def test_chosen_filters_stay_chosen(client, library):
    soup = listed(client, "?piece=kitchen&theme=air")
    selects = {select["name"]: select.select_one("option[selected]") for select in soup.select("main select")}
    chosen = {name: option["value"] for name, option in selects.items() if option and option["value"]}
    assert chosen == {"piece": "kitchen", "theme": "air"}
    assert soup.select_one("main form")["method"] == "get"


@pytest.mark.parametrize("value", ["attic", "1", "' OR 1=1 --", "%00", "%ED%A0%80", "x" * 5000, "🌻", "%E2%80%AEx"])
@pytest.mark.parametrize("field", ["piece", "theme", "niveau", "duree", "saison", "pour"])
def test_unknown_value_is_a_sentence_by_its_field_and_nothing_is_listed(client, library, field, value):
    soup = listed(client, f"?{field}={value}")
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert link.text.strip() in " ".join(soup.find(id=f"id_{field}_error").text.split())
    assert soup.find(id=f"id_{field}")["aria-invalid"] == "true"
    assert titles(soup) == []


def test_combination_without_a_guide_says_so_and_keeps_the_form(client, library):
    GuidePage.objects.filter(title="D partout").first().unpublish()
    soup = listed(client, "?piece=bathroom&theme=air")
    assert (titles(soup), len(soup.select(".empty h2")), soup.select(".error-summary")) == ([], 1, [])
    assert soup.find("select", id="id_piece") is not None


def test_empty_list_says_so(client):
    pages.index()
    assert len(listed(client).select(".empty h2")) == 1


def test_draft_and_unpublished_guides_are_not_listed(client, library):
    GuidePage.objects.filter(title="A évier").first().unpublish()
    assert titles(listed(client)) == ["B hotte", "C douche", "D partout"]


@pytest.fixture
def shelf():
    kitchen, water = pages.room("kitchen"), pages.theme("water")
    pages.guide(title="Été", rooms=[kitchen], season="summer", level="easy", minutes_max=30, tags=["canicule"])
    pages.guide(title="Hiver", themes=[water], season="winter", level="pro", minutes_max=31, for_tenant=False)
    pages.guide(title="Toute l’année", rooms=[kitchen], themes=[water], minutes_max=61, for_coowner=False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?saison=summer", "Été, Toute l’année"),
        ("?saison=autumn", "Toute l’année"),
        ("?niveau=pro", "Hiver"),
        ("?duree=short", "Été"),
        ("?duree=hour", "Hiver"),
        ("?duree=long", "Toute l’année"),
        ("?pour=tenant", "Été, Toute l’année"),
        ("?pour=coowner&niveau=easy", "Été"),
        ("?texte=ETE", "Été"),
        ("?texte=Canicule", "Été"),
        ("?texte=l'annee toute", "Toute l’année"),
        ("?texte=ete hiver", ""),
        ("?texte=hiver&piece=kitchen", ""),
    ],
)
def test_every_choice_narrows_the_list(client, shelf, query, found):
    assert ", ".join(titles(listed(client, query))) == found


def test_each_choice_says_how_many_guides_it_shows_beside_the_others(client, shelf):
    def counts(soup, name):
        return {option["value"]: option.text.split()[-1] for option in soup.select(f"#id_{name} option[value]")}

    soup = listed(client, "?piece=kitchen")
    assert counts(soup, "theme")["water"] == "(1)"
    assert counts(soup, "piece")["kitchen"] == "(2)"
    assert {counts(soup, "niveau")[each] for each in ("medium", "pro")} == {"(0)"}
    assert counts(soup, "saison")["summer"] == "(2)"


def test_too_many_words_are_refused_and_kept(client, shelf):
    soup = listed(client, f"?texte={'a' * 200}")
    assert (titles(soup), len(soup.select(".error-summary a"))) == ([], 1)
    assert soup.find(id="id_texte")["value"] == "a" * 200


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
    first = listed(client, "?piece=kitchen")
    [following] = first.select("nav.pagination a")
    assert following["href"] == "?piece=kitchen&page=2"
    second = listed(client, following["href"])
    assert len(titles(second)) == 1
    assert not set(titles(first)) & set(titles(second))
