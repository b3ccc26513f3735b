"""Who does it, who pays: the table by room and words, and whom to call; nothing that nobody checked."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from guides.models import Repair
from territory.models import ContactPoint
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db
ADDRESS = "/guides/qui-fait-quoi/"


def opened(client, query="", prefix=""):
    make.home_page()
    response = client.get(f"{prefix}{ADDRESS}{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def equipment(soup):
    return [words(row.th.span) for row in soup.select("table.who tbody tr")]


@pytest.fixture
def table():
    kitchen, bathroom = pages.room("kitchen"), pages.room("bathroom")
    pages.repair(equipment="Évier", rooms=[kitchen], tenant="Déboucher le siphon")
    pages.repair(equipment="Douche", rooms=[bathroom], landlord="Changer le bac")
    pages.repair(equipment="Robinet", rooms=[kitchen, bathroom], status="to_confirm")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Évier", "Douche", "Robinet"]),
        ("?piece=kitchen", ["Évier", "Robinet"]),
        ("?texte=evier", ["Évier"]),
        ("?texte=DEBOUCHER", ["Évier"]),
        ("?piece=bathroom&texte=bac", ["Douche"]),
        ("?texte=toiture", []),
    ],
)
def test_rows_are_found_by_room_and_words(client, table, query, found):
    assert equipment(opened(client, query)) == found


@pytest.mark.parametrize("field", ["piece", "quartier", "bailleur"])
@pytest.mark.parametrize("value", ["grenier", "%00", "' OR 1=1", "1"])
def test_unknown_value_is_said_and_nothing_is_listed(client, table, field, value):
    soup = opened(client, f"?{field}={value}")
    assert [link["href"] for link in soup.select(".error-summary a")] == [f"#id_{field}"]
    assert equipment(soup) == []


def test_row_that_nobody_could_confirm_is_marked(client, table):
    marked = [words(row.th.span) for row in opened(client).select("table.who tr") if row.select(".badge")]
    assert marked == ["Robinet"]


def test_language_of_each_row_is_said(client, table):
    translated = Repair.objects.get(equipment="Douche").copy_for_translation(make.locale("ar"))
    translated.equipment = "الدوش"
    translated.save()
    make.home_page("ar")
    soup = opened(client, prefix="/ar")
    assert equipment(soup) == ["Évier", "الدوش", "Robinet"]
    said = [(row.td.div.get("lang"), row.td.div.get("dir")) for row in soup.select("table.who tbody tr")]
    assert said == [("fr", "ltr"), (None, None), ("fr", "ltr")]


@pytest.fixture
def landlords():
    with_number, without = make.landlord(name="Connu", slug="connu"), make.landlord(name="Muet", slug="muet")
    place = make.neighbourhood(with_number, without, slug="sanitas")
    elsewhere = make.neighbourhood(slug="ailleurs")
    checked = {"kind": "landlord", "checked_on": date(2026, 11, 22), "landlord": with_number}
    ContactPoint.objects.create(label={"fr": "Siège"}, number="02 47 11 11 11", **checked)
    near = ContactPoint.objects.create(label={"fr": "Agence du Sanitas"}, number="02 47 22 22 22", **checked)
    near.neighbourhoods.add(place)
    far = ContactPoint.objects.create(label={"fr": "Agence lointaine"}, number="02 47 33 33 33", **checked)
    far.neighbourhoods.add(elsewhere)
    ContactPoint.objects.create(
        label={"fr": "Jamais vérifié"}, number="02 47 44 44 44", kind="landlord", landlord=without
    )


@pytest.mark.parametrize(
    ("query", "names", "numbers"),
    [
        ("", [], []),
        ("?bailleur=connu&quartier=sanitas", ["Connu"], ["0247111111", "0247222222"]),
        ("?bailleur=connu", ["Connu"], ["0247111111", "0247222222", "0247333333"]),
        ("?quartier=sanitas", ["Connu", "Muet"], ["0247111111", "0247222222"]),
        ("?bailleur=muet", ["Muet"], []),
    ],
)
def test_contacts_of_my_landlord_are_those_that_somebody_checked(client, landlords, query, names, numbers):
    cards = opened(client, query).select(".contact-card")
    assert [card.h3.text for card in cards] == names
    found = [link["href"].removeprefix("tel:+33") for card in cards for link in card.select("a.button")]
    assert [f"0{number}" for number in found] == numbers
    assert all(("pas de numéro vérifié" in words(card)) == (not card.select("a")) for card in cards)


def test_neighbourhood_whose_landlords_nobody_knows_says_so(client, landlords):
    assert "avec certitude" in words(opened(client, "?quartier=ailleurs").find(id="whom").parent)


def test_row_checked_in_the_future_is_refused():
    row = pages.repair()
    row.checked_on = timezone.localdate() + timedelta(days=1)
    with pytest.raises(ValidationError) as refusal:
        row.full_clean()
    assert list(refusal.value.message_dict) == ["checked_on"]


def test_page_costs_the_same_queries_with_1_and_28_rows(client, django_assert_num_queries):
    kitchen = pages.room("kitchen")
    pages.repair(rooms=[kitchen])
    opened(client)
    for _ in (1, 28):
        with django_assert_num_queries(8):
            client.get(ADDRESS)
        for _ in range(27):
            pages.repair(rooms=[kitchen])
