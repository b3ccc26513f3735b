"""The agenda: from today in Tours, by day, filtered by addresses that anybody can type."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone, translation

from core.models import Theme
from events import seats
from events.agenda import PER_PAGE
from events.enums import Kind
from events.models import EventPage
from events.templatetags.sessions import upcoming_sessions
from tests import factories as make
from tests.events.visitor import read, words

pytestmark = pytest.mark.django_db


def agenda(client, query="", code="fr"):
    make.agenda_page(code)
    response = client.get(f"{'' if code == 'fr' else '/' + code}/agenda/{query}")
    assert response.status_code == 200
    return read(response)


def titles(soup):
    return [words(link) for link in soup.select("main .session__title a")]


def dated(title, starts_at, **fields):
    return make.published_session(event=make.event(title=title, **fields), starts_at=starts_at)


# From today


def test_agenda_begins_with_the_midnight_of_paris(client):
    today = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    dated("yesterday", today - timedelta(minutes=1))
    dated("midnight", today)
    dated("tomorrow", today + timedelta(hours=36))
    assert titles(agenda(client)) == ["midnight", "tomorrow"]


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), ["morning of the 30th", "evening of the 30th", "1st"]),
        (datetime(2026, 11, 30, 23, 1, tzinfo=UTC), ["1st"]),  # 00:01 in Tours, still the 30th in London
        (datetime(2026, 12, 1, 22, 59, tzinfo=UTC), ["1st"]),
        (datetime(2026, 12, 1, 23, 1, tzinfo=UTC), []),
    ],
)
def test_agenda_near_midnight_goes_by_the_clock_of_tours(client, monkeypatch, now, shown):
    dated("morning of the 30th", make.paris(2026, 11, 30, 9))
    dated("evening of the 30th", make.paris(2026, 11, 30, 20))
    dated("1st", make.paris(2026, 12, 1, 0, 30))
    monkeypatch.setattr(timezone, "now", lambda: now)
    assert titles(agenda(client)) == shown


def test_sessions_stand_under_their_local_day_in_order(client):
    dated("late", make.paris(2099, 3, 1, 23, 30))
    dated("next", make.paris(2099, 3, 2, 0, 15))
    dated("early", make.paris(2099, 3, 1, 9))
    days = agenda(client).select("section.day")
    assert [(day.h2["id"], titles_of(day)) for day in days] == [
        ("day-2099-03-01", ["early", "late"]),
        ("day-2099-03-02", ["next"]),
    ]
    assert words(days[0].h2) == "dimanche 1er mars 2099"


def titles_of(section):
    return [words(link) for link in section.select(".session__title a")]


def test_row_says_when_where_and_the_seats_left_in_words(client):
    session = dated("Robinet", make.paris(2099, 3, 1, 18, 30))
    make.registration(session=session, adults=8)
    [row] = agenda(client, code="en").select("article.session")
    said = words(row)
    for each in ("18:30", "20:30", session.venue.name, session.venue.neighbourhood.name, "2 places left"):
        assert each in said
    assert row.select_one("time.date")["datetime"] == "2099-03-01"


def test_unpublished_sessions_are_hidden(client):
    make.session()
    EventPage.objects.get(event=dated("taken down", make.soon()).event).unpublish()
    dated("shown", make.soon())
    assert titles(agenda(client)) == ["shown"]


@pytest.mark.parametrize("code", ["fr", "en"])
def test_cancelled_session_is_shown_as_such(client, code):
    session = dated("Robinet", make.soon())
    session.status = "cancelled"
    session.save()
    [row] = agenda(client, code=code).select("article.session")
    session.taken = 0
    with translation.override(code):
        assert words(row.select_one(".seats--closed")) == seats.describe(session).text
    assert not [link for link in row("a") if "inscription" in link["href"]]


# Filters


@pytest.fixture
def programme():
    themes = {slug: Theme.objects.create(slug=slug, name={"fr": slug}) for slug in ("water", "air")}
    places = {slug: make.venue(neighbourhood=make.neighbourhood(slug=slug)) for slug in ("sanitas", "europe")}
    for number, (place, kind, theme) in enumerate([
        ("sanitas", Kind.WORKSHOP, "water"), ("sanitas", Kind.DROP_IN, "air"),
        ("europe", Kind.WORKSHOP, "water"), ("europe", Kind.WORKSHOP, "air"),
    ]):  # fmt: skip
        event = make.event(title=f"{place} {kind} {theme}", kind=kind, themes=[themes[theme]])
        make.published_session(event=event, venue=places[place], starts_at=make.soon(number + 1))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?quartier=sanitas", ["sanitas workshop water", "sanitas drop_in air"]),
        ("?genre=drop_in", ["sanitas drop_in air"]),
        ("?theme=air", ["sanitas drop_in air", "europe workshop air"]),
        ("?quartier=europe&genre=workshop&theme=water", ["europe workshop water"]),
        ("?quartier=sanitas&genre=outdoor", []),
    ],
)
def test_filters_combine(client, programme, query, found):
    soup = agenda(client, query)
    assert titles_listed(soup) == found
    assert len(soup.select(".empty")) == (not found)


def titles_listed(soup):
    """The titles of the days that were asked for, without those that an empty result proposes."""
    return [words(link) for link in soup.select('.day:not([aria-labelledby^="near"]) .session__title a')]


def test_no_filter_shows_all_and_chosen_filters_stay_chosen(client, programme):
    assert len(titles(agenda(client, "?quartier=&genre=&theme="))) == 4
    soup = agenda(client, "?quartier=europe&genre=workshop&theme=air")
    chosen = [option["value"] for option in soup.select("main form option[selected]") if option["value"]]
    assert chosen == ["europe", "workshop", "air"]


@pytest.mark.parametrize("value", ["nowhere", "1", "%00", "%ED%A0%80", "x" * 5000, "' OR 1=1 --", "🌻"])
@pytest.mark.parametrize("field", ["quartier", "genre", "theme"])
def test_unknown_value_is_a_sentence_by_its_field_and_nothing_is_listed(client, programme, field, value):
    soup = agenda(client, f"?{field}={value}")
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert words(link) in words(soup.find(id=f"id_{field}_error"))
    assert titles(soup) == []


def test_two_themes_of_one_event_list_its_session_once_with_the_right_seats(client):
    themes = [Theme.objects.create(slug=slug, name={"fr": slug}) for slug in ("water", "air")]
    session = make.published_session(event=make.event(title="Robinet", themes=themes), capacity=10)
    for _ in range(2):
        make.registration(session=session, adults=2)
    soup = agenda(client, "?theme=water", code="en")
    assert [words(each) for each in soup.select(".session .seats")] == ["6 places left"]


def test_empty_agenda_says_so_and_leads_on(client):
    soup = agenda(client)
    assert len(soup.select(".empty h2")) == 1
    assert "/agenda/" in [link["href"] for link in soup.select("main a")]


@pytest.mark.parametrize(
    ("query", "count"), [("", PER_PAGE), ("?page=2", 3), ("?page=0", PER_PAGE), ("?page=1000000000", 3)]
)
def test_long_agenda_is_cut_in_pages(client, query, count):
    event = make.event()
    place = make.venue()
    for days in range(PER_PAGE + 3):
        make.session(event=event, venue=place, starts_at=make.soon(days + 1))
    make.event_page(event)
    assert len(titles(agenda(client, query))) == count


# Languages


def test_session_is_titled_in_the_language_of_the_reader_else_in_french(client):
    translated, french = dated("Robinet", make.soon(1)), dated("Chaudière", make.soon(2))
    make.event_page(translated.event, code="en", title="Taps")
    soup = agenda(client, code="en")
    assert titles(soup) == ["Taps", "Chaudière"]
    links = [link["href"] for link in soup.select("main .session__title a")]
    assert links[0].startswith("/en/agenda/")
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert titles(agenda(client)) == [french.event.title, translated.event.title][::-1]


# The next sessions, beside other pages


def test_upcoming_sessions_are_those_one_can_still_join():
    for title, fields in {
        "free": {}, "full": {"capacity": 1}, "past": {"starts_at": make.soon(-1)}, "cancelled": {"status": "cancelled"},
        "no sign-up": {"requires_sign_up": False},
    }.items():  # fmt: skip
        session = make.published_session(event=make.event(title=title), **{"starts_at": make.soon(5)} | fields)
        if title == "full":
            make.registration(session=session)
    make.session(event=make.event(title="draft"))
    assert [session.title for session in upcoming_sessions({})["sessions"]] == ["free", "full"]


# Speed


@pytest.mark.parametrize(("code", "queries"), [("fr", 8), ("en", 8)])
def test_agenda_costs_the_same_queries_with_1_and_20_sessions(client, django_assert_num_queries, code, queries):
    def add(count):
        """So many sessions of at most six events, each with its page in the language and a sign-up."""
        events = [make.event_page(make.event(themes=[theme]), code=code).event for _ in range(min(count, 6))]
        for number in range(count):
            make.registration(session=make.session(event=events[number % 6]))

    theme = Theme.objects.create(slug="water", name={"fr": "Eau"})
    add(1)
    agenda(client, code=code)  # content types are read once a process, the roots of sites once an hour
    for count in (1, 20):
        with django_assert_num_queries(queries) as made:
            soup = read(client.get(f"{'' if code == 'fr' else '/' + code}/agenda/"))
        assert len(titles(soup)) == count
        assert len(made) <= 15
        add(19)
