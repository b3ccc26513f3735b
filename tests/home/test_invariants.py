"""Each invariant is broken once, behind the verbs' back, and the check must say it; a sound house must pass."""

from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Page

from engagement.enums import Origin
from events.enums import OfferState, RegistrationStatus, SessionStatus
from events.models import Answer, EventPage, Registration, Session
from home import invariants
from indicators import participation
from tests import factories as make

pytestmark = pytest.mark.django_db

NAMES = list(invariants.INVARIANTS)


def broken() -> dict[int, list[str]]:
    """Return what is wrong by the number of the invariant; the page tree and keys included."""
    return {number: wrong for number, wrong in enumerate(invariants.check().values(), start=1) if wrong}


def told(**fields) -> Registration:
    """A registration whose household got its message."""
    made = make.registration(**fields)
    if made.person:
        make.message(made)
    return made


@pytest.fixture
def sound_house():
    """A little of everything: pages in two languages, a full session with a waiting list, a session held."""
    full = make.published_session(capacity=3)
    make.event_page(full.event, "en")
    told(session=full, adults=3)
    told(session=full, status=RegistrationStatus.WAITING)
    told(session=full, status=RegistrationStatus.CANCELLED)
    held = make.held_session(headcount_adults=4)
    make.message(make.present(2, 1, session=held))
    return full


def test_sound_house_passes(sound_house):
    assert broken() == {}


def test_empty_house_passes():
    assert broken() == {}


def test_overbooked_session_is_found(sound_house):
    Session.objects.filter(pk=sound_house.pk).update(capacity=2)
    assert broken() == {1: [f"session {sound_house.pk}: 3 people for 2 seats, 0 of them allowed"]}


@pytest.mark.parametrize("overrun", [{"overrun_reason": "Smaller room"}, {"overrun_allowed_by": True}])
def test_overrun_of_a_session_on_record_is_sound(sound_house, overrun):
    if "overrun_allowed_by" in overrun:
        overrun = {"overrun_allowed_by": make.staff()}
    Session.objects.filter(pk=sound_house.pk).update(capacity=2, **overrun)
    assert broken() == {}


def test_overrun_of_a_household_excuses_its_own_seats_only(sound_house):
    told(session=sound_house, adults=2, overrun_allowed_by=make.staff(), overrun_reason="Neighbour without a phone")
    assert broken() == {}
    told(session=sound_house, adults=1)
    assert broken() == {1: [f"session {sound_house.pk}: 6 people for 3 seats, 2 of them allowed"]}


def test_two_active_registrations_of_a_contact_are_found(sound_house):
    session = make.session()
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX one_active_registration_a_person")
    person = make.person()
    for _ in range(2):
        told(session=session, person=person)
        told(session=session, person=None)
    told(session=session, person=person, status=RegistrationStatus.CANCELLED)
    assert broken() == {2: [f"session {session.pk}: contact {person.pk} is signed up 2 times"]}


def test_two_registrations_of_a_submission_are_found(sound_house):
    """SQLite, which cannot drop the constraint of a column, refuses the second row."""
    submission, made = uuid4(), [told(session=make.session()) for _ in range(2)]
    twice = Registration.objects.filter(pk__in=[each.pk for each in made])
    if connection.vendor == "sqlite":
        with pytest.raises(IntegrityError), transaction.atomic():
            twice.update(submission=submission)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE events_registration DROP CONSTRAINT events_registration_submission_key")
    twice.update(submission=submission)
    assert broken() == {2: [f"submission {submission} made 2 registrations"]}


def test_message_of_a_record_that_is_gone_is_found(sound_house):
    made = told(origin=Origin.PHONE)
    message = made.person.messages.get()
    Registration.objects.filter(pk=made.pk).delete()
    assert broken() == {3: [f"message {message.pk} (confirmation): its registration {made.pk} is gone"]}


@pytest.mark.parametrize("status", RegistrationStatus)
def test_sign_up_from_the_website_without_a_message_is_found(sound_house, status):
    silent = make.registration(status=status, adults=1, session=make.session(capacity=1))
    Session.objects.filter(pk=silent.session_id).update(status=SessionStatus.CANCELLED)
    make.registration(origin=Origin.PAPER)
    make.registration(person=None)
    wrong = broken()
    assert list(wrong) == [3]
    assert wrong[3] == [f"registration {silent.pk} ({silent.get_status_display()}): no message was written"]


def test_free_seat_while_a_household_that_fits_waits_is_found(sound_house):
    Session.objects.filter(pk=sound_house.pk).update(capacity=5)
    assert broken() == {4: [f"session {sound_house.pk}: 2 seats are free, a household of 1 waits"]}


@pytest.mark.parametrize("change", [{"status": SessionStatus.CANCELLED}, {"starts_at": make.soon(-1)}])
def test_seats_of_a_session_that_is_over_or_cancelled_wait_for_nobody(sound_house, change):
    Session.objects.filter(pk=sound_house.pk).update(capacity=5, **change)
    assert broken() == {}


def test_household_too_large_for_the_free_seats_waits_rightly():
    session = make.published_session(capacity=3)
    told(session=session, adults=2)
    told(session=session, adults=2, status=RegistrationStatus.WAITING)
    assert broken() == {}


def test_figure_that_differs_from_its_recount_is_found(sound_house, monkeypatch):
    def one_too_many(scope, counted):
        counted.add({"neighbourhood": "unknown", "landlord": "unknown"}, distinct=4)

    monkeypatch.setattr(participation, "_count_contacts", one_too_many)
    year = Session.objects.get(status=SessionStatus.HELD).starts_at.year
    assert broken() == {
        5: [
            f"{year}: distinct is 4, a recount gives 3",
            f"{year}: distinct (landlord unknown) is 4, a recount gives 3",
            f"{year}: distinct (neighbourhood unknown) is 4, a recount gives 3",
        ]
    }


def test_broken_page_tree_is_found(sound_house):
    page = make.agenda_page()
    Page.objects.filter(pk=page.pk).update(numchild=7)
    assert broken() == {6: [f"page tree: a wrong number of children for page {page.pk}"]}


def test_translations_of_two_events_are_found(sound_house):
    page = EventPage.objects.get(locale=make.locale("en"))
    EventPage.objects.filter(pk=page.pk).update(event=make.event())
    assert broken() == {6: [f"event page {page.translation_key}: 2 events in a group"]}


@pytest.mark.django_db(transaction=True)
def test_foreign_key_to_nothing_is_found():
    """SQLite can be brought there with its keys switched off; PostgreSQL refuses the row."""
    session = make.session()
    if connection.vendor != "sqlite":
        with pytest.raises(IntegrityError):
            Session.objects.filter(pk=session.pk).update(venue_id=999_999)
        return
    with connection.constraint_checks_disabled():
        Session.objects.filter(pk=session.pk).update(venue_id=999_999)
        [sentence] = broken()[6]
        Session.objects.filter(pk=session.pk).update(venue_id=session.venue_id)
    assert sentence.startswith("foreign key: ")
    assert "999999" in sentence


def run():
    out = StringIO()
    try:
        call_command("check_invariants", stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_command_prints_each_invariant_and_succeeds(sound_house):
    assert run() == (0, [f"✓ {name}" for name in NAMES])


def test_command_fails_with_a_sentence_when_one_is_broken(sound_house):
    Session.objects.filter(pk=sound_house.pk).update(capacity=2)
    code, lines = run()
    assert code == 1
    assert lines[:3] == [
        f"✕ {NAMES[0]}",
        f"    session {sound_house.pk}: 3 people for 2 seats, 0 of them allowed",
        f"✓ {NAMES[1]}",
    ]


# Offers, partners, ages and answers


def test_offered_household_without_an_open_offer_is_found(sound_house):
    entry = told(session=make.session(), status=RegistrationStatus.OFFERED)
    assert broken() == {}
    entry.offers.update(state=OfferState.EXPIRED, ended_at=timezone.now())
    assert broken() == {7: [f"registration {entry.pk} (offered): 0 open offers"]}


def test_open_offer_of_a_household_that_has_its_place_is_found(sound_house):
    entry = told(session=make.session(), status=RegistrationStatus.OFFERED)
    Registration.objects.filter(pk=entry.pk).update(status=RegistrationStatus.CONFIRMED)
    assert broken() == {7: [f"registration {entry.pk} (confirmed): 1 open offers"]}


def test_offers_beyond_the_seats_are_found(sound_house):
    told(session=sound_house, status=RegistrationStatus.OFFERED)
    assert broken() == {1: [f"session {sound_house.pk}: 4 people for 3 seats, 0 of them allowed"]}


def test_seats_kept_for_partners_are_no_free_seats_until_their_date(sound_house):
    Session.objects.filter(pk=sound_house.pk).update(capacity=5, partner_seats=2, partner_seats_until=make.soon(1))
    assert broken() == {}
    Session.objects.filter(pk=sound_house.pk).update(partner_seats_until=make.soon(-1))
    assert broken() == {4: [f"session {sound_house.pk}: 2 seats are free, a household of 1 waits"]}


def test_partner_that_waits_beside_its_kept_seats_is_found(sound_house):
    Session.objects.filter(pk=sound_house.pk).update(capacity=5, partner_seats=2)
    told(session=sound_house, status=RegistrationStatus.WAITING, origin=Origin.PARTNER, adults=2)
    assert broken() == {4: [f"session {sound_house.pk}: 2 seats are free, a household of 2 waits"]}


def test_more_children_by_age_than_children_are_found(sound_house):
    entry = told(session=make.session(), children=1, ages={"0-5": 1, "6-11": 1})
    assert broken() == {8: [f"registration {entry.pk}: 1 children, {{'0-5': 1, '6-11': 1}} by age"]}


def test_answer_to_another_event_s_question_is_found(sound_house):
    entry = told(session=make.session())
    own, other = make.question(entry.session.event), make.question(make.event())
    Answer.objects.create(registration=entry, question=own, value="oui")
    assert broken() == {}
    strange = Answer.objects.create(registration=entry, question=other, value="oui")
    assert broken() == {8: [f"answer {strange.pk}: its question is of another event"]}
