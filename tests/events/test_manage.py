"""The signed page: see, change, cancel. Who holds the link may; who looks at it changes nothing."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from core import qr
from engagement import links
from engagement.models import Message
from events import invitations, scheduling
from events.models import Registration, Session
from tests import factories as make
from tests.events.visitor import answers_of, form_of, read, rows, words

pytestmark = pytest.mark.django_db
MANAGE, CHANGE, CANCEL, CALENDAR = (f"/inscription/gerer/{end}" for end in ("", "modifier/", "annuler/", "seance.ics"))


def link_of(entry) -> str:
    return invitations.manage_url(entry).removeprefix(settings.SITE_URL)


def holder_of(entry) -> Client:
    """A browser that followed the link of a message."""
    client = Client()
    assert client.get(link_of(entry)).status_code == 302
    return client


def templates_told(entry) -> list[str]:
    return list(Message.objects.filter(object_id=entry.pk).order_by("pk").values_list("template", flat=True))


def is_private(response) -> bool:
    return "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex, nofollow"


@pytest.fixture
def entry():
    return make.registration(session=make.published_session(capacity=5), adults=2, children=1, name="Nadia Test")


# The link


@pytest.mark.parametrize(("code", "page"), [("fr", MANAGE), ("en", f"/en{MANAGE}"), ("ar", f"/ar{MANAGE}")])
def test_link_lands_on_an_address_without_the_token(client, entry, code, page):
    Registration.objects.update(language=code)
    entry.refresh_from_db()
    response = client.get(link_of(entry))
    assert (response.status_code, response["Location"]) == (302, page)
    assert response["Referrer-Policy"] == "same-origin"
    assert is_private(response)
    cookie = response.cookies["habiter_signup"]
    assert (cookie["httponly"], cookie["samesite"], int(cookie["max-age"]) <= 3600) == (True, "Lax", True)
    shown = client.get(page)
    assert is_private(shown)
    assert (shown["Referrer-Policy"], shown["Vary"].count("Cookie")) == ("same-origin", 1)
    main = words(read(shown).main)
    for said in (
        entry.reference,
        "Nadia Test",
        entry.person.email,
        entry.session.event.title,
        entry.session.venue.name,
    ):
        assert said in main


def test_looking_changes_nothing(entry):
    before, told = rows(), Message.objects.count()
    client = holder_of(entry)
    for address in (link_of(entry), MANAGE, CHANGE, CANCEL, CALENDAR):
        for method in (client.get, client.head, client.options):
            method(address)
    assert (rows(), Message.objects.count()) == (before, told)


def test_changing_and_cancelling_take_a_post_only(entry):
    client = holder_of(entry)
    assert [client.get(CHANGE).status_code, client.get(CANCEL).status_code] == [405, 405]


def test_mail_scanner_that_asks_for_the_head_gets_no_key(client, entry):
    response = client.head(link_of(entry))
    assert response.status_code == 200
    assert dict(response.cookies) == {}
    assert client.get(MANAGE).status_code == 404


def tokens_that_open_nothing(entry):
    sound = links.sign("registration", entry.uuid)
    other = links.sign("registration", make.registration().uuid)
    return {
        "tampered": sound[:-3] + ("aaa" if sound[-3:] != "aaa" else "bbb"),
        "of another purpose": links.sign("browser", entry.uuid),
        "swapped": sound.split("~")[0] + "~" + other.split("~")[1],
        "cut": sound[:40],
        "of nobody": links.sign("registration", entry.session.uuid),
        "unsigned": entry.uuid.hex,
        "odd": "\u202e🌻%20",
        "long": "a" * 2000,
    }


def test_link_that_opens_nothing_is_one_neutral_page(entry):
    pages = set()
    for token in tokens_that_open_nothing(entry).values():
        response = Client().get(f"/inscription/gerer/{token}/")
        assert response.status_code == 404
        assert is_private(response)
        assert dict(response.cookies) == {}
        pages.add(words(read(response).main))
    # So is the page of a browser that has no key, or a forged one.
    pages.add(words(read(Client().get(MANAGE)).main))
    forger = Client()
    forger.cookies["habiter_signup"] = links.sign("registration", entry.uuid)
    for answer in (forger.get(MANAGE), forger.post(CHANGE, {"adults": "1"}), forger.post(CANCEL)):
        assert (answer.status_code, is_private(answer)) == (404, True)
        pages.add(words(read(answer).main))
    assert len(pages) == 1
    assert [row[1] for row in rows()] == ["confirmed", "confirmed"]


def test_browser_without_the_key_gets_no_calendar(client, entry):
    assert client.get(CALENDAR).status_code == 404


def test_link_of_an_event_whose_page_was_taken_down_still_works(entry):
    entry.session.event.pages.first().unpublish()
    client = holder_of(entry)
    assert entry.reference in words(read(client.get(MANAGE)).main)
    client.post(CANCEL)
    entry.refresh_from_db()
    assert entry.status == "cancelled"


# Seeing


def test_waiting_household_sees_its_rank(entry):
    make.waiting(session=entry.session, adults=4)
    second = make.waiting(session=entry.session, adults=4, language="en")
    main = words(read(holder_of(second).get(f"/en{MANAGE}")).main)
    assert "You are number 2" in main
    assert second.reference in main


def test_household_with_a_place_has_a_code_for_the_door_and_nobody_else_has(entry):
    waiting = make.waiting(session=entry.session, adults=4)
    block = read(holder_of(entry).get(MANAGE)).select_one(".qr-block")
    assert block.select_one("svg.qr path")["d"] == qr.modules(block.a["href"])[1]
    assert block.a["href"] == settings.SITE_URL + reverse("door_code", args=[entry.reference])
    assert read(holder_of(waiting).get(MANAGE)).select_one(".qr-block") is None
    Registration.objects.filter(pk=entry.pk).update(status="cancelled")
    assert read(holder_of(entry).get(MANAGE)).select_one(".qr-block") is None


def test_code_for_the_door_stays_until_the_session_ends(entry):
    for begun, shown in ((timedelta(minutes=10), True), (timedelta(days=1), False)):
        now = timezone.now()
        Session.objects.update(starts_at=now - begun, ends_at=now - begun + timedelta(hours=1))
        assert (read(holder_of(entry).get(MANAGE)).select_one(".qr-block") is not None) is shown


def test_household_without_a_contact_can_be_shown():
    entry = make.registration(session=make.published_session(), person=None)
    response = holder_of(entry).get(MANAGE)
    assert response.status_code == 200
    assert "None" not in words(read(response).main)


def test_calendar_of_the_household_is_private_and_of_its_session(entry):
    response = holder_of(entry).get(CALENDAR)
    assert is_private(response)
    [item] = Calendar.from_ical(response.content).events
    assert str(item["UID"]).startswith(str(entry.session.uuid))
    assert (item["SUMMARY"], item["STATUS"]) == (entry.session.event.title, "CONFIRMED")


# Changing


@pytest.mark.parametrize(("adults", "children", "seats"), [("1", "0", 1), ("3", "2", 5), ("5", "0", 5)])
def test_party_can_be_changed_up_to_the_seats_left(entry, adults, children, seats):
    client = holder_of(entry)
    form = form_of(read(client.get(MANAGE)), CHANGE)
    assert {name: answers_of(form)[name] for name in ("adults", "children")} == {"adults": ["2"], "children": ["1"]}
    response = client.post(CHANGE, answers_of(form) | {"adults": adults, "children": children})
    assert (response.status_code, response["Location"]) == (302, MANAGE)
    entry.refresh_from_db()
    assert (entry.adults, entry.children, entry.seats, entry.status) == (int(adults), int(children), seats, "confirmed")
    assert templates_told(entry) == ["changed"]


def test_party_sent_unchanged_tells_nobody(entry):
    holder_of(entry).post(CHANGE, {"adults": "2", "children": "1"})
    assert templates_told(entry) == []


@pytest.mark.parametrize(
    ("adults", "children"),
    [
        ("3", "1"),
        ("5", "1"),
        ("0", "0"),
        ("900", "0"),
        ("-1", "0"),
        ("two", "0"),
        ("", ""),
        ("9" * 5000, "0"),
        ("\x00", "0"),
    ],
)
def test_party_that_does_not_fit_is_refused_whole_with_what_was_typed(entry, adults, children):
    make.registration(session=entry.session, adults=2)
    client, before = holder_of(entry), rows()
    response = client.post(CHANGE, {"adults": adults, "children": children})
    assert (response.status_code, is_private(response)) == (200, True)
    soup = read(response)
    assert soup.select_one('.error-summary a[href="#id_adults"]') is not None
    assert soup.find(id="id_adults").get("value", "") == adults
    assert (rows(), templates_told(entry)) == (before, [])


def test_smaller_party_lets_a_waiting_household_in(entry):
    make.registration(session=entry.session, adults=2)
    waiting = make.waiting(session=entry.session, adults=2)
    holder_of(entry).post(CHANGE, {"adults": "1", "children": "0"})
    waiting.refresh_from_db()
    assert (waiting.status, templates_told(waiting)) == ("offered", ["offer"])


# Cancelling


def test_cancelling_gives_the_seats_to_the_first_waiting_household_that_fits():
    session = make.published_session(capacity=3)
    leaving = make.registration(session=session, adults=2)
    make.registration(session=session)
    three, two, one = (make.waiting(session=session, adults=n) for n in (3, 2, 1))
    client = holder_of(leaving)
    response = client.post(CANCEL)
    assert (response.status_code, response["Location"]) == (302, MANAGE)
    for each in (leaving, three, two, one):
        each.refresh_from_db()
    assert [each.status for each in (leaving, three, two, one)] == ["cancelled", "waiting", "offered", "waiting"]
    assert [templates_told(each) for each in (leaving, three, two, one)] == [["cancelled"], [], ["offer"], []]
    soup = read(client.get(MANAGE))
    assert leaving.reference in words(soup.main)
    assert (form_of(soup, CHANGE), form_of(soup, CANCEL)) == (None, None)


def test_cancelling_twice_is_cancelling_once(entry):
    client = holder_of(entry)
    other_browser = holder_of(entry)
    client.post(CANCEL)
    entry.refresh_from_db()
    first = entry.cancelled_at
    assert [client.post(CANCEL).status_code, other_browser.post(CANCEL).status_code] == [302, 302]
    entry.refresh_from_db()
    assert (entry.status, entry.cancelled_at, templates_told(entry)) == ("cancelled", first, ["cancelled"])


def test_cancelled_sign_up_cannot_be_changed_back(entry):
    client = holder_of(entry)
    client.post(CANCEL)
    before = rows()
    response = client.post(CHANGE, {"adults": "1", "children": "0"})
    assert response.status_code == 200
    assert read(response).select_one(".error-summary") is not None
    assert rows() == before


def test_nothing_can_be_changed_once_the_session_has_begun():
    entry = make.registration(session=make.published_session(starts_at=make.soon(-0.01)), adults=2)
    make.waiting(session=entry.session)
    client, before = holder_of(entry), rows()
    soup = read(client.get(MANAGE))
    assert (form_of(soup, CHANGE), form_of(soup, CANCEL)) == (None, None)
    for response in (client.post(CHANGE, {"adults": "1", "children": "0"}), client.post(CANCEL)):
        assert (response.status_code, is_private(response)) == (200, True)
        assert len(read(response).select(".error-summary li")) == 1
    assert (rows(), Message.objects.count()) == (before, 0)


def test_session_cancelled_by_the_team_is_said(entry):
    scheduling.cancel_session(entry.session_id, make.staff())
    soup = read(holder_of(entry).get(MANAGE))
    assert soup.select_one(".notice--warning") is not None
    assert templates_told(entry) == ["session_cancelled"]
