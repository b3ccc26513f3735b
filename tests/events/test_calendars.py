"""The calendar files, read back by the library that calendars are read with."""

from datetime import UTC, date, time, timedelta
from uuid import uuid4

import pytest
import recurring_ical_events
from icalendar import Calendar

from core.models import Theme
from events import scheduling, series
from events.enums import Kind
from events.models import Series, Session
from tests import factories as make
from tests.events.visitor import read, words

pytestmark = pytest.mark.django_db


def calendar(client, address) -> Calendar:
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert response["Content-Disposition"].endswith('.ics"')
    return Calendar.from_ical(response.content)


def of(session, code="fr") -> str:
    return f"{'' if code == 'fr' else '/' + code}/agenda/seance/{session.uuid}.ics"


def item(client, session, code="fr"):
    [only] = calendar(client, of(session, code)).events
    return only


def dates_of(session, **changed) -> scheduling.Dates:
    names = ("venue", "starts_at", "ends_at", "capacity", "requires_sign_up")
    return scheduling.Dates(**{name: getattr(session, name) for name in names} | changed)


# What a calendar says


def test_session_is_read_back_whole(client):
    place = make.venue(name="Salle B ; fond", address="12, rue du Test")
    session = make.published_session(
        event=make.event(title="Robinet, joint ; clé \\ 12"), venue=place, starts_at=make.paris(2099, 3, 1, 18, 30)
    )
    read_back = item(client, session)
    page = session.event.pages.get()
    assert (read_back["SUMMARY"], read_back["STATUS"]) == ("Robinet, joint ; clé \\ 12", "CONFIRMED")
    assert read_back["LOCATION"] == "Salle B ; fond, 12, rue du Test"
    assert read_back["URL"] == f"http://localhost:8000/agenda/{page.slug}/"
    assert read_back["URL"] in read_back["DESCRIPTION"]
    assert (read_back.start, read_back.end) == (make.paris(2099, 3, 1, 18, 30), make.paris(2099, 3, 1, 20, 30))
    assert read_back["DTSTAMP"].to_ical().endswith(b"Z")


def test_address_in_the_calendar_opens_the_page(client):
    session = make.published_session()
    assert client.get(item(client, session)["URL"].removeprefix("http://localhost:8000")).status_code == 200


def test_lines_are_short_and_end_as_the_norm_says(client):
    session = make.published_session(event=make.event(title="Réparer " * 15))
    content = client.get(of(session)).content
    assert content.endswith(b"\r\n")
    assert content.replace(b"\r\n", b"").count(b"\n") == 0
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Robinet\r\nATTENDEE:mailto:x@example.com", "Robinet ATTENDEE:mailto:x@example.com"),
        ("Robinet\nEND:VEVENT\nBEGIN:VEVENT", "Robinet END:VEVENT BEGIN:VEVENT"),
        ("نادية 🌻 \u202ereversed", "نادية 🌻 \u202ereversed"),
        ("<b>Robinet</b> & %(url)s {x}", "<b>Robinet</b> & %(url)s {x}"),
    ],
)
def test_odd_title_stays_one_line_of_text(client, title, kept):
    session = make.published_session(event=make.event(title=title))
    for address in (of(session), "/agenda/calendrier.ics"):
        [only] = calendar(client, address).events
        assert only["SUMMARY"] == kept
        assert "ATTENDEE" not in only


# Hours


CLOCK_CHANGES = [
    make.paris(2026, 10, 24, 18), make.paris(2026, 10, 25, 18), make.paris(2026, 10, 26, 18),
    make.paris(2027, 3, 27, 18), make.paris(2027, 3, 28, 18), make.paris(2027, 3, 29, 18),
]  # fmt: skip


@pytest.mark.parametrize("starts_at", CLOCK_CHANGES, ids=lambda moment: f"{moment:%Y-%m-%d}")
def test_six_in_the_evening_stays_six_on_both_sides_of_a_clock_change(client, starts_at):
    session = make.published_session(starts_at=starts_at)
    raw = client.get(of(session)).content.decode()
    assert f"DTSTART;TZID=Europe/Paris:{starts_at:%Y%m%d}T180000" in raw
    [zone] = Calendar.from_ical(raw).timezones
    assert zone["TZID"] == "Europe/Paris"
    # By the rules that the file itself carries, not by those of this machine.
    offset = zone.to_tz(lookup_tzid=False).utcoffset(starts_at.replace(tzinfo=None))
    assert (
        offset == starts_at.utcoffset() == timedelta(hours=2 if f"{starts_at:%m%d}" in {"1024", "0328", "0329"} else 1)
    )


def test_calendar_programs_find_each_weekly_date_at_its_hour(client):
    event = make.event()
    for starts_at in CLOCK_CHANGES:
        make.session(event=event, starts_at=starts_at.astimezone(UTC))
    make.event_page(event)
    for session in Session.objects.all():
        day = session.starts_at.date()
        found = recurring_ical_events.of(calendar(client, of(session))).between(day, day + timedelta(days=1))
        assert [(each.start.hour, each.end.hour) for each in found] == [(18, 20)]


# What never changes, and what does


def test_uid_is_stable_when_the_page_is_renamed_moved_translated_or_republished(client):
    session = make.published_session()
    page = session.event.pages.get()
    uid = item(client, session)["UID"]
    assert uid == f"{session.uuid}@localhost"
    page.slug, page.title = "autre-adresse", "Autre titre"
    page.save_revision().publish()
    renamed = item(client, session)
    assert (renamed["UID"], renamed["SUMMARY"], renamed["URL"].endswith("/autre-adresse/")) == (
        uid,
        "Autre titre",
        True,
    )
    page.move(make.home_page(), pos="last-child")
    assert item(client, session)["UID"] == uid
    make.event_page(session.event, code="en", title="Taps")
    translated = item(client, session, "en")
    assert (translated["UID"], translated["SUMMARY"]) == (uid, "Taps")


def test_two_dates_of_one_event_have_two_uids(client):
    first = make.published_session()
    make.session(event=first.event, starts_at=make.soon(9))
    uids = [each["UID"] for each in calendar(client, "/agenda/calendrier.ics").events]
    assert len(set(uids)) == 2


def test_sequence_grows_with_each_move_and_with_nothing_else(client):
    session = make.published_session()
    user, sequences = make.staff(), [item(client, session)["SEQUENCE"]]
    for changed in (
        {"starts_at": session.starts_at + timedelta(days=1), "ends_at": session.ends_at + timedelta(days=1)},
        {"venue": make.venue()},
        {"capacity": 50},
        {},
    ):
        scheduling.change_session(session.pk, dates_of(session, **changed), user)
        session.refresh_from_db()
        sequences.append(item(client, session)["SEQUENCE"])
    assert sequences == [0, 1, 2, 2, 2]
    moved = item(client, session)
    assert moved.start == session.starts_at
    assert moved["LAST-MODIFIED"].dt == session.modified_at.replace(microsecond=0)


def test_cancelled_session_stays_in_the_calendar_as_cancelled(client):
    session = make.published_session()
    before = item(client, session)
    scheduling.cancel_session(session.pk, make.staff())
    for cancelled in (item(client, session), calendar(client, "/agenda/calendrier.ics").events[0]):
        assert (cancelled["STATUS"], cancelled["UID"]) == ("CANCELLED", before["UID"])
        assert cancelled["SEQUENCE"] == before["SEQUENCE"] + 1


@pytest.mark.parametrize("kind", ["unpublished", "unknown"])
def test_session_that_is_not_shown_has_no_calendar(client, kind):
    make.home_page()
    uuid = make.session().uuid if kind == "unpublished" else uuid4()
    assert client.get(f"/agenda/seance/{uuid}.ics").status_code == 404


# The whole agenda


@pytest.fixture
def programme():
    themes = {slug: Theme.objects.create(slug=slug, name={"fr": slug}) for slug in ("water", "air")}
    places = {slug: make.venue(neighbourhood=make.neighbourhood(slug=slug)) for slug in ("sanitas", "europe")}
    for number, (place, kind, theme) in enumerate([
        ("sanitas", Kind.WORKSHOP, "water"), ("sanitas", Kind.DROP_IN, "air"), ("europe", Kind.WORKSHOP, "air"),
    ]):  # fmt: skip
        event = make.event(title=f"{place} {kind} {theme}", kind=kind, themes=[themes[theme]])
        make.published_session(event=event, venue=places[place], starts_at=make.soon(number + 1))
    make.session(event=make.event(title="draft"))
    make.published_session(event=make.event(title="past"), starts_at=make.soon(-2))


QUERIES = [
    "",
    "?quartier=sanitas",
    "?genre=workshop",
    "?theme=air&quartier=europe",
    "?theme=nothing",
    "?genre=%00",
    "?page=2",
]


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("query", QUERIES)
def test_feed_holds_exactly_what_the_agenda_shows_with_the_same_filter(client, programme, code, query):
    prefix = "" if code == "fr" else f"/{code}"
    make.agenda_page(code)
    soup = read(client.get(f"{prefix}/agenda/{query}"))
    shown = [words(link) for link in soup.select("main .session__title a")]
    assert len(shown) == {"": 3, "?quartier=sanitas": 2, "?genre=workshop": 2, "?page=2": 3}.get(query, "air" in query)
    assert [str(each["SUMMARY"]) for each in calendar(client, f"{prefix}/agenda/calendrier.ics{query}").events] == shown
    # The link that the agenda gives is that very feed.
    webcal, link = [each["href"] for each in soup.select('main a[href*="calendrier.ics"]')]
    assert webcal == "webcal://localhost:8000" + link
    assert [str(each["SUMMARY"]) for each in calendar(client, link).events] == shown


def test_feed_of_an_empty_agenda_is_a_calendar(client):
    make.agenda_page()
    empty = calendar(client, "/agenda/calendrier.ics")
    assert (empty.events, empty["VERSION"], empty["METHOD"]) == ([], "2.0", "PUBLISH")


def test_feed_costs_the_same_queries_with_1_and_30_sessions(client, django_assert_num_queries):
    make.published_session()
    client.get("/agenda/calendrier.ics")
    for count in (1, 30):
        with django_assert_num_queries(3):
            assert len(calendar(client, "/agenda/calendrier.ics").events) == count
        add_sessions(29)


def add_sessions(count):
    """So many sessions of six events, each with its page."""
    events = [make.event_page().event for _ in range(6)]
    for number in range(count):
        make.session(event=events[number % 6])


def test_calendar_changes_nothing(client):
    session = make.published_session()
    client.get(of(session))
    assert Session.objects.get(pk=session.pk).modified_at == session.modified_at
    assert client.post(of(session)).status_code == 405


def test_feed_keeps_what_was_cancelled_for_thirty_days_after_its_day(client):
    make.agenda_page()
    for title, days in (("coming", 3), ("lately", -20), ("long ago", -40)):
        make.published_session(event=make.event(title=title), starts_at=make.soon(days), status="cancelled")
    make.published_session(event=make.event(title="past"), starts_at=make.soon(-2))
    for query in ("", "?places=on"):
        items = calendar(client, f"/agenda/calendrier.ics{query}").events
        said = {str(item["SUMMARY"]): item["STATUS"] for item in items}
        assert said == {"lately": "CANCELLED", "coming": "CANCELLED"}


def test_feed_says_how_often_to_ask_again_and_its_neighbourhood(client):
    session = make.published_session()
    feed = calendar(client, f"/agenda/calendrier.ics?quartier={session.venue.neighbourhood.slug}")
    assert feed["REFRESH-INTERVAL"].to_ical() == b"PT4H"
    assert feed["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert session.venue.neighbourhood.name in feed["X-WR-CALNAME"]


@pytest.mark.parametrize("change", ["session", "title", "venue", "another", "nothing"])
def test_feed_asked_for_again_is_sent_only_when_something_changed(client, change):
    session = make.published_session()
    first = client.get("/agenda/calendrier.ics")
    assert first["Last-Modified"]
    if change == "session":
        scheduling.cancel_session(session.pk, make.staff())
    elif change == "title":
        session.event.pages.update(title="Autre")
    elif change == "venue":
        type(session.venue).objects.update(address="2 rue du Test")
    elif change == "another":
        make.published_session()
    again = client.get("/agenda/calendrier.ics", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, bool(again.content)) == ((304, False) if change == "nothing" else (200, True))
    assert again["ETag"] == first["ETag"] if change == "nothing" else again["ETag"] != first["ETag"]


def test_series_in_a_feed_is_read_at_six_over_both_clock_changes(client):
    event = make.event_page().event
    for first in (date(2027, 3, 21), date(2027, 10, 24)):
        series.add_series(
            event, Series(venue=make.venue(), first_on=first, start=time(18), end=time(20), count=3, capacity=9)
        )
    feed = calendar(client, "/agenda/calendrier.ics")
    found = recurring_ical_events.of(feed).between(date(2027, 1, 1), date(2028, 1, 1))
    assert [f"{each.start:%m-%d %H:%M %z}" for each in sorted(found, key=lambda each: each.start)] == [
        "03-21 18:00 +0100", "03-28 18:00 +0200", "04-04 18:00 +0200",
        "10-24 18:00 +0200", "10-31 18:00 +0100", "11-07 18:00 +0100",
    ]  # fmt: skip


def test_unknown_filter_gives_an_empty_calendar(client):
    make.published_session()
    for query in ("?public=x", "?du=9999-99-99", "?vue=mois&mois=0000-13"):
        assert calendar(client, f"/agenda/calendrier.ics{query}").events == []
