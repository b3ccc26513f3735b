"""The offer as a household meets it: on its signed page, two buttons; on the team's call list, two as well."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.roles import Role
from core.templatetags.habiter import day_long, hour
from engagement.models import Message
from events import registration, waiting_list
from events.models import Offer, Registration
from tests import factories as make
from tests.events.test_manage import holder_of, is_private, link_of
from tests.events.visitor import form_of, path, read, rows, words

pytestmark = pytest.mark.django_db
MANAGE, ACCEPT, DECLINE = (f"/inscription/gerer/{end}" for end in ("", "accepter/", "refuser/"))


@pytest.fixture
def entry():
    return make.offered(session=make.published_session(capacity=2), adults=2, language="en")


def test_page_shows_the_offer_its_deadline_and_two_buttons(entry):
    soup = read(holder_of(entry).get(f"/en{MANAGE}"))
    assert soup.h1.text == "2 places are free for you"
    assert "We keep them until" in words(soup.main)
    assert form_of(soup, ACCEPT) is not None and form_of(soup, DECLINE) is not None


def test_looking_at_an_offer_changes_nothing(entry):
    """Also the past bug “the cancel link followed by a mail scanner”: no address of a message acts by itself."""
    before, told = rows(), Message.objects.count()
    client = holder_of(entry)
    for address in (link_of(entry), MANAGE, ACCEPT, DECLINE):
        for method in (client.get, client.head, client.options):
            method(address, headers={"Purpose": "prefetch", "Sec-Purpose": "prefetch"})
    assert [client.get(ACCEPT).status_code, client.get(DECLINE).status_code] == [405, 405]
    assert (rows(), Message.objects.count()) == (before, told)


def test_yes_confirms_and_no_frees(entry):
    client = holder_of(entry)
    response = client.post(ACCEPT)
    assert (response.status_code, response["Location"]) == (302, MANAGE)
    entry.refresh_from_db()
    assert entry.status == "confirmed"
    other = make.offered(session=make.published_session())
    holder_of(other).post(DECLINE)
    other.refresh_from_db()
    assert other.status == "cancelled"


def test_answer_that_comes_too_late_is_a_sentence(entry):
    client = holder_of(entry)
    Offer.objects.update(expires_at=make.soon(-0.1))
    response = client.post(ACCEPT)
    assert (response.status_code, is_private(response)) == (200, True)
    assert len(read(response).select(".error-summary li")) == 1
    entry.refresh_from_db()
    assert entry.status == "offered"


@pytest.mark.parametrize("address", [ACCEPT, DECLINE])
def test_answer_without_the_key_opens_nothing(entry, address):
    assert Client().post(address).status_code == 404
    entry.refresh_from_db()
    assert entry.status == "offered"


def test_party_of_an_offer_may_shrink_but_not_outgrow_its_seats(entry):
    client = holder_of(entry)
    assert client.post(f"{MANAGE}modifier/", {"adults": "3"}).status_code == 200
    assert client.post(f"{MANAGE}modifier/", {"adults": "1"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.seats, entry.status) == (1, "offered")


def test_rule_is_published_where_one_joins_and_where_one_waits(client):
    session = make.published_session(capacity=1)
    make.registration(session=session)
    waiting = make.waiting(session=session, language="en")
    for page in (client.get(path(session, "en")), holder_of(waiting).get(f"/en{MANAGE}")):
        assert "A household is never split" in words(read(page).main)


def test_page_to_share_shows_nothing_of_the_household(entry):
    soup = read(holder_of(entry).get(MANAGE))
    [button] = soup.select("[data-share]")
    assert button.has_attr("hidden")
    assert button["data-share"].endswith(path(entry.session))
    assert button["data-share"] in [a["href"] for a in soup.select(".long-link a")]


# The team's side


@pytest.fixture
def caller(client):
    """A household with a telephone only, to which a place was offered; and a facilitator who calls."""
    session = make.published_session(capacity=1)
    leaving = make.registration(session=session)
    entry = make.waiting(session=session, person=make.person(phone="+33612345678"), name="Karim Test")
    registration.cancel(leaving.pk)
    client.force_login(make.staff(Role.FACILITATOR))
    return entry


def test_call_list_says_the_deadline_and_records_the_answer(client, caller):
    page = read(client.get(reverse("calls_to_make:index")))
    [item] = page.select("li.hb-household")
    assert "Karim Test" in words(item)
    deadline = Offer.objects.get().expires_at
    with translation.override("fr"):
        assert " ".join(f"{day_long(deadline)}, {hour(deadline)}".split()) in words(item)
    yes, no, called = [form["action"] for form in item.select("form")]
    assert client.post(yes, {"calls": ""})["Location"] == reverse("calls_to_make:index")
    caller.refresh_from_db()
    assert caller.status == "confirmed"
    assert read(client.get(reverse("calls_to_make:index"))).select("li.hb-household") == []
    for again in (yes, no, called):
        assert client.post(again, {"calls": ""}, follow=True).status_code == 200
    caller.refresh_from_db()
    assert caller.status == "confirmed"


def test_call_list_records_a_no_and_the_next_is_called(client, caller):
    following = make.waiting(session=caller.session, person=make.person(phone="+33612345670"))
    client.post(reverse("session_offer", args=[caller.session_id, caller.pk, "non"]))
    assert Registration.objects.get(pk=caller.pk).status == "cancelled"
    assert [call.record for call in Message.objects.calls_to_make()] == [following]


def test_called_without_an_answer_starts_the_clock(client, caller):
    call = Message.objects.calls_to_make().get()
    client.post(reverse("calls_to_make:called", args=[call.pk]))
    Offer.objects.update(expires_at=make.soon(-0.1))
    waiting_list.tick()
    assert Registration.objects.get(pk=caller.pk).status == "cancelled"


def test_session_screen_shows_offers_and_takes_their_answer(client, caller):
    screen = read(client.get(caller.session.get_admin_url()))
    line = screen.find(id=f"household-{caller.pk}")
    actions = [form["action"] for form in line.select("form")]
    assert reverse("session_offer", args=[caller.session_id, caller.pk, "oui"]) in actions
    assert reverse("session_mark", args=[caller.session_id, caller.pk]) not in actions
    assert client.post(reverse("session_offer", args=[caller.session_id, caller.pk, "peut"])).status_code == 404


@pytest.mark.parametrize("role", [Role.LANDLORD, Role.LEAD, Role.ARTEMIS, Role.EDITOR])
def test_only_facilitators_answer_for_a_household(client, caller, role):
    client.force_login(make.staff(role))
    status = client.post(reverse("session_offer", args=[caller.session_id, caller.pk, "oui"])).status_code
    assert status in {403, 404}
    assert Registration.objects.get(pk=caller.pk).status == "offered"
