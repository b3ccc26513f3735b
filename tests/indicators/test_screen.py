"""The screens of figures: who may see them, what they say, and that a wrong address is explained."""

import csv
import io
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from engagement.enums import Housing
from indicators.counting import ADVICE, SATISFACTION
from tests import factories as make
from tests.indicators.screens import YEAR, read, signed_in

pytestmark = pytest.mark.django_db


def held(**fields):
    return make.held_session(**{"starts_at": make.paris(2026, 3, 10)} | fields)


@pytest.mark.parametrize("name", ["figures", "figures_sessions", "figures_export"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.FACILITATOR, Role.ARTEMIS])
def test_figures_are_closed_to_other_roles(client, name, role):
    signed_in(client, role)
    response = client.get(reverse(name), YEAR | {"format": "csv", "chiffre": "present"})
    assert response.status_code == 302
    assert response["Location"] == reverse("wagtailadmin_home")


@pytest.mark.parametrize("name", ["figures", "figures_sessions", "figures_export"])
def test_figures_are_closed_to_visitors(client, name):
    assert client.get(reverse(name))["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize("name", ["figures", "figures_sessions", "figures_export"])
def test_figures_cannot_be_posted(client, name):
    signed_in(client)
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("role", [Role.LEAD, Role.LANDLORD])
def test_menu_shows_figures_to_those_who_may_see_them(client, role):
    signed_in(client, role)
    assert reverse("figures") in client.get(reverse("wagtailadmin_home")).content.decode()
    signed_in(client, Role.EDITOR)
    assert reverse("figures") not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_default_period_is_this_calendar_year(client):
    signed_in(client)
    form = read(client, "figures")[0].context["form"]
    year = timezone.localdate().year
    assert (form.cleaned_data["du"], form.cleaned_data["au"]) == (date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    "given, period",
    [
        ({"du": "2025-03-01"}, (date(2025, 3, 1), date(2025, 12, 31))),
        ({"au": "2025-03-01"}, (date(2025, 1, 1), date(2025, 3, 1))),
        ({"du": "01/02/2026", "au": "28/02/2026"}, (date(2026, 2, 1), date(2026, 2, 28))),
    ],
)
def test_missing_date_is_the_end_of_its_year(client, given, period):
    signed_in(client)
    cleaned = read(client, "figures", **given)[0].context["form"].cleaned_data
    assert (cleaned["du"], cleaned["au"]) == period


def test_period_without_sessions_says_so(client):
    signed_in(client)
    held(starts_at=make.paris(2025, 3, 10))
    response, found = read(client, "figures", **YEAR)
    assert [section.is_empty for section in response.context["sections"]] == [True, True, True]
    assert found.tables == {}


WRONG = [
    ({"du": "2026-02-31"}, "du"), ({"du": "hier"}, "du"), ({"du": "0001-01-01"}, "du"), ({"au": "9999-12-31"}, "au"),
    ({"du": "2026-02-02", "au": "2026-02-01"}, "au"), ({"quartier": "nowhere"}, "quartier"),
    ({"quartier": "\x00"}, "quartier"), ({"bailleur": "😀" * 500}, "bailleur"), ({"genre": "' OR 1=1"}, "genre"),
]  # fmt: skip


@pytest.mark.parametrize("query, field", WRONG)
def test_wrong_value_is_a_sentence_by_its_field(client, query, field):
    signed_in(client)
    response, found = read(client, "figures", **query)
    form = response.context["form"]
    assert list(form.errors) == [field]
    assert str(form.errors[field][0]) in response.content.decode().replace("&#x27;", "'")
    assert found.tables == {}
    assert client.get(reverse("figures_export"), query | {"format": "csv"}).status_code == 302
    assert read(client, "figures_sessions", chiffre="present", **query)[1].tables == {}


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"chiffre": "everything"},
        {"chiffre": "present", "tableau": "moon"},
        {"chiffre": "present", "tableau": "neighbourhood", "ligne": "999999"},
        {"chiffre": "present", "tableau": "neighbourhood"},
        {"chiffre": "sessions", "tableau": "landlord", "ligne": "unknown"},
        {"chiffre": "distinct", "tableau": "kind", "ligne": "workshop"},
        {"chiffre": "present", "tableau": "kind", "ligne": "\x00"},
    ],
)
def test_address_of_no_figure_is_explained(client, query):
    signed_in(client)
    held(headcount_adults=3)
    response, found = read(client, "figures_sessions", **YEAR, **query)
    assert found.tables == {}
    assert response.context["form"].errors


def test_tables_show_every_figure_and_lead_to_its_sessions(client, english):
    signed_in(client, Role.LEAD)
    place = make.neighbourhood(name="Sanitas")
    session = held(venue=make.venue(neighbourhood=place), headcount_adults=2)
    make.present(2, 1, session=session, neighbourhood=place)
    make.registration(adults=4, session=session, whereabouts="outside")
    _response, found = read(client, "figures", **YEAR)
    rows = found.tables["By neighbourhood"]
    assert rows == {
        "": ["Sessions held", "Households signed up", "People signed up", "People present",
             "of whom counted without a name", "Distinct people"],
        "Sanitas": ["1", "1", "3", "3", "0", "3"],
        "Elsewhere": ["0", "1", "4", "0", "0", "0"],
        "Unknown": ["0", "0", "0", "2", "2", "0"],
        "Total": ["1", "2", "7", "5", "2", "3"],
    }  # fmt: skip
    link = urlsplit(found.links[("Elsewhere",), 3])
    assert link.path == reverse("figures_sessions")
    assert parse_qs(link.query) == {
        "du": ["2026-01-01"], "au": ["2026-12-31"], "chiffre": ["seats"], "tableau": ["neighbourhood"],
        "ligne": ["outside"],
    }  # fmt: skip


def test_sessions_of_a_figure_add_up_and_lead_to_their_screens(client, english):
    signed_in(client, Role.LEAD)
    sessions = [held(event=make.event(title=title), headcount_adults=heads) for title, heads in [("A", 2), ("B", 5)]]
    held(event=make.event(title="C"))
    response, found = read(client, "figures_sessions", **YEAR, chiffre="present")
    rows = found.tables["Sessions, the oldest first"]
    assert {title: row[0] for title, row in rows.items()} == {
        "Session": "People present", "A": "2", "B": "5", "Total": "7",
    }  # fmt: skip
    assert found.links[(), 0] == sessions[1].get_admin_url()
    assert response.context["cell"].value == 7


def test_sessions_of_distinct_people_have_no_total_and_say_why(client, english):
    signed_in(client, Role.LEAD)
    nadia = make.person()
    for title in "AB":
        make.present(2, person=nadia, session=held(event=make.event(title=title)))
    response, found = read(client, "figures_sessions", **YEAR, chiffre="distinct")
    rows = found.tables["Sessions, the oldest first"]
    assert {title: row[0] for title, row in rows.items()} == {"Session": "People who came", "A": "2", "B": "2"}
    assert response.context["cell"].text == "2"
    assert "one distinct person" in response.content.decode()


def test_long_list_of_sessions_is_paged_and_keeps_its_total(client, english):
    signed_in(client)
    event, venue = make.event(), make.venue()
    for _ in range(101):
        held(event=event, venue=venue, headcount_adults=1)
    response, _found = read(client, "figures_sessions", **YEAR, chiffre="nameless", page="2")
    assert len(response.context["page_obj"].object_list) == 1
    assert response.context["cell"].text == "101"
    assert "page=1" in response.content.decode()


def test_download_holds_the_tables_of_the_screen(client, english):
    signed_in(client, Role.LEAD)
    place = make.neighbourhood(name="=Sanitas")
    make.present(2, session=held(venue=make.venue(neighbourhood=place)), neighbourhood=place)
    response = client.get(reverse("figures_export"), YEAR | {"format": "csv"})
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    period = ["2026-01-01", "2026-12-31", "All neighbourhoods", "All landlords", "All kinds"]
    nothing = ["0"] * len((*SATISFACTION, *ADVICE))
    assert rows[1] == [*period, "Total", "", "1", "1", "2", "2", "0", "2", *nothing]
    not_there = [""] * len(nothing)
    assert rows[2] == [*period, "By neighbourhood", "'=Sanitas", "1", "1", "2", "2", "0", "2", *not_there]
    assert [row[12] for row in rows if row[5] == "By kind of session"] == [""] * 5
    assert 'filename="habiter-chiffres-2026-01-01-2026-12-31.csv"' in response["Content-Disposition"]


def test_workbook_holds_numbers_and_their_definitions(client, english):
    signed_in(client, Role.LEAD)
    held(headcount_adults=1200)
    response = client.get(reverse("figures_export"), YEAR | {"format": "xlsx"})
    book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    assert book.sheetnames == ["Figures", "Definitions"]
    assert book["Figures"]["K2"].value == 1200
    assert [row[0].value for row in book["Definitions"].iter_rows()][1] == "Sessions held"


def test_unknown_format_shows_the_screen(client):
    signed_in(client)
    response = client.get(reverse("figures_export"), YEAR | {"format": "exe"})
    assert response["Location"] == f"{reverse('figures')}?du=2026-01-01&au=2026-12-31&format=exe"


def partner_with_small_numbers(client):
    landlord, places = make.landlord(name="Val"), [make.neighbourhood(name=name) for name in ("Nord", "Sud", "Est")]
    signed_in(client, Role.LANDLORD, landlord=landlord)
    venue = make.venue(neighbourhood=None)
    session = held(event=make.event(title="A", landlords=[landlord]), venue=venue, capacity=100)
    for place, people in zip(places, (3, 9, 40), strict=True):
        make.present(people, session=session, neighbourhood=place, landlord=landlord, housing=Housing.SOCIAL_TENANT)
    return places


def test_partner_does_not_see_small_numbers_nor_work_them_out(client, english):
    partner_with_small_numbers(client)
    _response, found = read(client, "figures", **YEAR)
    rows = {name: row[3] for name, row in found.tables["By neighbourhood"].items()}
    assert rows == {
        "": "People present", "Nord": "<\u00a05", "Sud": "hidden", "Est": "40", "Elsewhere": "0", "Unknown": "0",
        "Total": "52",
    }  # fmt: skip
    assert not {("Nord",), ("Sud",)} & {row for (row, column) in found.links if column == 4}
    export = client.get(reverse("figures_export"), YEAR | {"format": "csv"})
    lines = b"".join(export.streaming_content).decode().splitlines()
    assert [line.split(";")[12] for line in lines[2:5]] == ["<\u00a05", "hidden", "40"]


def test_partner_cannot_open_what_is_hidden_by_its_address(client, english):
    nord, sud, _est = partner_with_small_numbers(client)
    for place, mask in [(nord, "<\u00a05"), (sud, "hidden")]:
        where = {"chiffre": "present", "tableau": "neighbourhood", "ligne": place.pk}
        _response, found = read(client, "figures_sessions", **YEAR, **where)
        rows = found.tables["Sessions, the oldest first"]
        assert (rows["A"][0], rows["Total"][0]) == (mask, mask)


def test_lead_sees_small_numbers(client, english):
    partner_with_small_numbers(client)
    signed_in(client, Role.LEAD)
    _response, found = read(client, "figures", **YEAR)
    assert found.tables["By neighbourhood"]["Nord"][3] == "3"


def test_screens_cost_the_same_for_1_and_30_sessions(client, django_assert_max_num_queries, english):
    signed_in(client, Role.LEAD)
    read(client, "figures", **YEAR)  # caches of content types and sites
    counted = []
    for number in (1, 29):
        for _ in range(number):
            make.present(session=held())
        with django_assert_max_num_queries(30) as captured:
            read(client, "figures", **YEAR)
        with django_assert_max_num_queries(30) as opened:
            read(client, "figures_sessions", **YEAR, chiffre="present")
        counted.append((len(captured), len(opened)))
    assert counted[0] == counted[1]
