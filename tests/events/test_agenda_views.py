"""The agenda beyond its list: every filter and its counts, the month, the past, what an empty result proposes."""

import pytest
from django.utils import timezone

from events.models import SpokenLanguage
from tests import factories as make
from tests.events.visitor import read, words

pytestmark = pytest.mark.django_db


def page(client, query="", code="en"):
    make.agenda_page(code)
    response = client.get(f"{'' if code == 'fr' else '/' + code}/agenda/{query}")
    assert response.status_code == 200
    return read(response)


def titles(soup, selector="main .session__title a"):
    return [words(link) for link in soup.select(selector)]


def dated(title, starts_at=None, event=None, **fields):
    made = make.event(title=title, **event or {})
    return make.published_session(event=made, starts_at=starts_at or make.soon(), **fields)


# Filters


def test_filters_on_people_places_and_dates_find_what_they_say(client):
    arabic = SpokenLanguage.objects.create(slug="ar", name={"fr": "Arabe", "en": "Arabic"})
    reachable = make.venue(is_step_free=True, has_lift=False, has_toilets=None)
    dated("families", event={"audience": "families"})
    dated("seniors", event={"audience": "seniors"}, venue=reachable)
    dated("everybody", make.paris(2030, 3, 1, 0, 30)).event.spoken_languages.add(arabic)
    for query, found in {
        "?public=families": ["families", "everybody"],
        "?langue=ar": ["everybody"],
        "?acces=plain-pied": ["seniors"],
        "?acces=ascenseur": [],
        "?acces=toilettes": [],  # nobody checked: not promised
        "?du=2030-03-01&au=2030-03-01": ["everybody"],
        "?au=2030-02-28": ["families", "seniors"],
        "?du=2030-03-02": [],
        "?langue=ar&acces=plain-pied": [],
    }.items():
        soup = page(client, query)
        assert titles(soup, '.day:not([aria-labelledby^="near"]) .session__title a') == found, query


def test_free_places_are_those_that_one_can_take_now(client):
    full, kept = dated("full", capacity=2), dated("kept for partners", capacity=5, partner_seats=4)
    make.registration(session=full, adults=2)
    make.registration(session=kept, adults=1)
    dated("released", capacity=5, partner_seats=4, partner_seats_until=make.soon(-1))
    dated("cancelled", status="cancelled")
    dated("open to all", requires_sign_up=False)
    dated("opens later", sign_up_opens_at=make.soon(1))
    dated("closed", sign_up_closes_at=make.soon(-1))
    one = dated("one left", capacity=2, partner_seats=1)
    make.registration(session=one, origin="partner")
    assert sorted(titles(page(client, "?places=on"))) == ["one left", "open to all", "released"]


def test_each_choice_says_how_many_sessions_it_has(client):
    place = make.neighbourhood(slug="sanitas", name="Sanitas")
    for title, audience in (("a", "all"), ("b", "families"), ("c", "seniors")):
        dated(title, event={"audience": audience}, venue=make.venue(neighbourhood=place))
    dated("d", event={"kind": "outdoor"})
    soup = page(client, "?public=families")
    named = {option["value"]: words(option) for option in soup.select("select option") if option.get("value")}
    assert named["sanitas"] == "Sanitas (2)"
    assert (named["outdoor"], named["workshop"], named["drop_in"]) == (
        "Outdoor event (1)", "Workshop (2)", "Drop-in hours (0)",
    )  # fmt: skip
    assert (named["families"], named["seniors"], named["young"]) == (
        "Families (3)",
        "Older people (3)",
        "Young people (2)",
    )


def test_pages_are_counted_with_every_filter(client):
    event, place = make.event(), make.venue()
    for n in range(30):
        make.session(event=event, venue=place, starts_at=make.soon(n + 1))
    make.event_page(event)
    other = dated("other")
    assert "Page 1 of 2" in words(page(client))
    assert "Page 1 of" not in words(page(client, f"?quartier={other.venue.neighbourhood.slug}"))


# Wrong addresses


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("?public=x", "public"), ("?langue=zz", "langue"), ("?langue=fr", "langue"), ("?acces=%00", "acces"),
        ("?du=2026-02-30", "du"), ("?du=0001-01-01", "du"), ("?au=9999-12-31", "au"), ("?au=demain", "au"),
        ("?du=2030-01-02&au=2030-01-01", "au"), ("?vue=nothing", "vue"), ("?vue=mois&mois=0000-13", "mois"),
        ("?vue=mois&mois=9999-12", "mois"), ("?vue=mois&mois=2026-1", "mois"), ("?vue=mois&mois=%F0%9F%8C%BB", "mois"),
        ("?vue=archives&du=-5", "du"), ("?mois=13", "mois"),
        ("?vue=mois&au=x", "au"),
    ],
)  # fmt: skip
def test_wrong_value_is_one_sentence_and_nothing_is_listed(client, query, field):
    dated("shown")
    soup = page(client, query)
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert soup.find(id=f"id_{field}")
    assert titles(soup) == titles(soup, ".month__title") == []


@pytest.mark.parametrize("query", ["?page=0", "?page=1000000000", "?page=-1", "?page=x", "?vue=archives&page=99"])
def test_wrong_page_is_the_nearest_one(client, query):
    dated("coming")
    dated("past", make.soon(-9))
    assert titles(page(client, query)) == ["past" if "archives" in query else "coming"]


def test_wrong_dates_stay_as_they_were_typed(client):
    soup = page(client, "?mois=0000-13&du=hier&au=2030-01-01")
    fields = [soup.find(id=f"id_{name}") for name in ("mois", "du", "au")]
    assert [(field["type"], field["value"]) for field in fields] == [
        ("text", "0000-13"), ("text", "hier"), ("date", "2030-01-01"),
    ]  # fmt: skip


# The month


def test_month_is_a_table_of_its_days_with_links_to_its_neighbours(client):
    dated("first", make.paris(2030, 3, 1, 0, 15))
    dated("last", make.paris(2030, 3, 31, 23, 30), status="cancelled")
    dated("april", make.paris(2030, 4, 1, 0, 15))
    soup = page(client, "?vue=mois&mois=2030-03&genre=workshop")
    assert words(soup.select_one("table.month caption")) == "March 2030"
    assert [words(th) for th in soup.select(".month thead th")][::6] == ["Monday", "Sunday"]
    days = {cell.time["datetime"]: titles(cell, ".month__title") for cell in soup.select(".month td") if cell.a}
    assert days == {"2030-03-01": ["first"], "2030-03-31": ["last"]}
    assert "Cancelled:" in words(soup.select_one(".month__session--cancelled"))
    assert [link["href"] for link in soup.select(".month-grid__nav a")] == [
        "?vue=mois&mois=2030-02&genre=workshop", "?vue=mois&mois=2030-04&genre=workshop",
    ]  # fmt: skip


def test_month_of_today_marks_today_and_an_empty_one_says_so(client):
    soup = page(client, "?vue=mois")
    assert soup.select_one("td[aria-current=date] time")["datetime"] == timezone.localdate().isoformat()
    assert words(soup.select_one(".month-grid__empty")) == "Nothing in this month with these choices."


def test_months_end_where_the_agenda_ends(client):
    last = timezone.localdate().year + 10
    [before] = page(client, f"?vue=mois&mois={last}-12").select(".month-grid__nav a")
    assert before["href"] == f"?vue=mois&mois={last}-11"
    assert words(before) == f"Month before: November {last}"


# The past


def test_archive_holds_what_is_over_the_latest_first(client):
    dated("long ago", make.soon(-40))
    dated("lately", make.soon(-3), status="held")
    dated("coming")
    soup = page(client, "?vue=archives")
    assert titles(soup) == ["lately", "long ago"]
    assert len(soup.select(".session--over")) == 2
    assert words(soup.select_one(".seats")) == "Took place"


# Nothing found


def test_empty_result_proposes_the_same_near_then_elsewhere_then_something_else(client):
    tours, other = make.commune(name="Tours"), make.commune(name="La Riche")
    here, near, far = (
        make.neighbourhood(slug=slug, commune=of) for slug, of in (("ici", tours), ("pres", tours), ("loin", other))
    )
    dated("near", event={"kind": "outdoor"}, venue=make.venue(neighbourhood=near))
    dated("far", event={"kind": "outdoor"}, venue=make.venue(neighbourhood=far))
    dated("workshop here", venue=make.venue(neighbourhood=here))
    soup = page(client, "?quartier=ici&genre=outdoor")
    groups = {words(section.h2): titles(section, ".session__title a") for section in soup.select("section.day")}
    assert groups == {
        "In the same commune: Tours": ["near"], "The same choices in other neighbourhoods": ["far"],
        "Something else in this neighbourhood": ["workshop here"],
    }  # fmt: skip


def test_no_session_on_these_dates_proposes_the_nearest_ones(client):
    dated("soon")
    soup = page(client, "?du=2030-01-01&au=2030-01-31")
    assert {words(section.h2): titles(section) or titles(section, "a") for section in soup.select("section.day")} == {
        "The nearest dates": ["soon"]
    }


# My neighbourhood


def test_links_carry_the_neighbourhood_of_the_reader(client):
    session = dated("here")
    place = f"?quartier={session.venue.neighbourhood.slug}"
    soup = page(client, place + "&page=1")
    [row] = soup.select("main .session__title a")
    assert row["href"].endswith(place)
    assert [link["href"] for link in soup.select(".tabs a")] == [place, place + "&vue=mois", place + "&vue=archives"]
    session.delete()
    event = read(client.get(row["href"]))
    assert event.select_one("[aria-labelledby=dates] a")["href"] == "/agenda/" + place


@pytest.mark.parametrize("value", ['"><script>', "a&b=c", "%00", "x" * 500])
def test_odd_neighbourhood_is_not_carried_on(client, value):
    url = make.event_page().get_url()
    soup = read(client.get(url, {"quartier": value}))
    assert soup.select_one("[aria-labelledby=dates] a")["href"] == "/agenda/" + (
        f"?quartier={value}" if value[0] == "x" else ""
    )
