"""The verbs of sign-up: seats in people, one place a person, waiting list in order, messages with their fact."""

from uuid import uuid4

import pytest

from core.errors import DomainError
from engagement import pseudonyms
from engagement.enums import Channel
from engagement.models import Message
from events import registration, scheduling
from events.enums import RegistrationStatus, SessionStatus
from events.models import Registration
from tests import factories as make

pytestmark = pytest.mark.django_db


def household(adults=1, children=0, email=None, **fields):
    email = f"foyer-{make.number()}@example.org" if email is None else email
    return registration.SignUp(name="Nadia Test", adults=adults, children=children, email=email, **fields)


def sign_up(session, *args, submission=None, **fields):
    return registration.register(session.pk, household(*args, **fields), submission or uuid4())


def templates_told(entry):
    return list(Message.objects.filter(object_id=entry.pk).order_by("id").values_list("template", flat=True))


def test_register_gives_places_while_seats_last_then_the_waiting_list():
    session = make.published_session(capacity=3)
    first, second, third = sign_up(session, 2), sign_up(session, 1), sign_up(session, 1)
    assert [entry.status for entry in (first, second, third)] == ["confirmed", "confirmed", "waiting"]
    assert [templates_told(entry) for entry in (first, third)] == [["confirmation"], ["waiting"]]
    assert registration.rank(third) == 1


def test_register_when_the_party_is_larger_than_what_is_left_puts_it_whole_on_the_waiting_list():
    session = make.published_session(capacity=3)
    sign_up(session, 2)
    family = sign_up(session, 1, 1)
    assert (family.status, Registration.objects.filter(session=session).seats_taken()) == ("waiting", 2)


def test_register_when_a_smaller_household_fits_beside_a_waiting_family_takes_the_seat():
    session = make.published_session(capacity=3)
    sign_up(session, 2)
    sign_up(session, 1, 1)
    assert sign_up(session, 1).status == RegistrationStatus.CONFIRMED


def test_register_when_the_party_is_larger_than_the_session_refuses_by_the_field():
    session = make.published_session(capacity=3)
    with pytest.raises(DomainError) as refusal:
        sign_up(session, 4)
    assert (refusal.value.field, Registration.objects.count(), Message.objects.count()) == ("adults", 0, 0)


def test_register_when_the_same_submission_comes_again_returns_what_it_made():
    session, submission = make.published_session(), uuid4()
    first = sign_up(session, submission=submission, email="a@example.org")
    again = sign_up(session, submission=submission, email="a@example.org")
    assert (first.pk, Registration.objects.count(), Message.objects.count()) == (again.pk, 1, 1)


@pytest.mark.parametrize("typed", ["Nadia@Example.org", " nadia@example.org ", "NADIA@EXAMPLE.ORG"])
def test_register_when_the_person_is_known_in_another_case_makes_no_second_place(typed):
    session = make.published_session()
    known = sign_up(session, 2, email="nadia@example.org")
    with pytest.raises(registration.AlreadyRegistered):
        sign_up(session, 1, email=typed)
    assert Registration.objects.filter(session=session).seats_taken() == 2
    assert templates_told(known) == ["confirmation", "reminder_of_place"]


def test_register_when_a_third_party_insists_sends_one_reminder_an_hour():
    session = make.published_session()
    known = sign_up(session, email="nadia@example.org")
    for _ in range(5):
        with pytest.raises(registration.AlreadyRegistered):
            sign_up(session, email="nadia@example.org")
    assert templates_told(known) == ["confirmation", "reminder_of_place"]


def test_register_after_cancelling_makes_a_new_place():
    session = make.published_session()
    registration.cancel(sign_up(session, email="nadia@example.org").pk)
    assert sign_up(session, email="nadia@example.org").status == RegistrationStatus.CONFIRMED


def test_register_by_telephone_only_puts_the_call_on_the_team_s_list():
    entry = sign_up(make.published_session(), email="", phone="+33261910000")
    assert [message.channel for message in Message.objects.filter(object_id=entry.pk)] == [Channel.CALL]


@pytest.mark.parametrize(
    "fields",
    [{"starts_at": make.soon(-1)}, {"status": SessionStatus.CANCELLED}, {"requires_sign_up": False}],
    ids=["past", "cancelled", "open to all"],
)
def test_register_when_the_session_takes_no_sign_up_refuses(fields):
    session = make.published_session(**fields)
    with pytest.raises(DomainError):
        sign_up(session)
    assert Registration.objects.count() == 0


def test_register_when_the_event_is_not_published_refuses():
    with pytest.raises(DomainError):
        sign_up(make.session())


def test_register_costs_at_most_fifteen_queries(django_assert_max_num_queries):
    session, asked = make.published_session(), household(2, 1)
    pseudonyms.key(
        "somebody@example.org", pseudonyms.local_year(session.starts_at)
    )  # the first of a year makes its salt
    with django_assert_max_num_queries(15):
        registration.register(session.pk, asked, uuid4())


def test_cancel_gives_the_seats_to_the_first_household_that_fits_and_tells_it():
    session = make.published_session(capacity=2)
    couple = sign_up(session, 2)
    family, single, other = sign_up(session, 2, 0), sign_up(session, 1), sign_up(session, 1)
    registration.cancel(couple.pk)
    assert [Registration.objects.get(pk=e.pk).status for e in (couple, family, single, other)] == [
        "cancelled", "confirmed", "waiting", "waiting",
    ]  # fmt: skip
    assert templates_told(family) == ["waiting", "promoted"]
    assert templates_told(couple) == ["confirmation", "cancelled"]


def test_cancel_when_the_first_does_not_fit_passes_to_a_smaller_one_and_keeps_the_order():
    session = make.published_session(capacity=3)
    sign_up(session, 2)
    single = sign_up(session, 1)
    family, small = sign_up(session, 2), sign_up(session, 1)
    registration.cancel(single.pk)
    assert [Registration.objects.get(pk=e.pk).status for e in (family, small)] == ["waiting", "confirmed"]
    assert registration.rank(family) == 1


def test_cancel_twice_is_cancelling_once():
    session = make.published_session(capacity=1)
    entry = sign_up(session)
    sign_up(session)
    sign_up(session)
    registration.cancel(entry.pk)
    registration.cancel(entry.pk)
    assert templates_told(entry) == ["confirmation", "cancelled"]
    assert Registration.objects.waiting().count() == 1


def test_change_party_within_the_free_seats_is_saved_and_told():
    entry = sign_up(make.published_session(capacity=4), 1)
    changed = registration.change_party(entry.pk, 2, 2)
    assert (changed.adults, changed.children, changed.seats, templates_told(entry)) == (
        2, 2, 4, ["confirmation", "changed"],
    )  # fmt: skip


def test_change_party_beyond_the_free_seats_is_refused_whole():
    session = make.published_session(capacity=3)
    entry = sign_up(session, 1)
    sign_up(session, 1)
    with pytest.raises(DomainError):
        registration.change_party(entry.pk, 3, 0)
    assert Registration.objects.get(pk=entry.pk).seats == 1


def test_change_party_to_fewer_promotes_the_next():
    session = make.published_session(capacity=2)
    entry, next_one = sign_up(session, 2), sign_up(session, 1)
    registration.change_party(entry.pk, 1, 0)
    assert Registration.objects.get(pk=next_one.pk).status == RegistrationStatus.CONFIRMED


def test_change_or_cancel_once_the_session_has_begun_is_refused():
    entry = make.registration(session=make.published_session(starts_at=make.soon(-0.01)))
    for verb in (lambda: registration.cancel(entry.pk), lambda: registration.change_party(entry.pk, 2, 0)):
        with pytest.raises(DomainError):
            verb()
    assert Registration.objects.get(pk=entry.pk).status == RegistrationStatus.CONFIRMED


def test_add_by_staff_over_capacity_needs_a_reason_and_keeps_who_allowed_it():
    session, staff = make.published_session(capacity=1), make.staff()
    sign_up(session)
    without = registration.add_by_staff(session.pk, household(), staff)
    with_reason = registration.add_by_staff(session.pk, household(), staff, over_capacity_reason="Une chaise de plus")
    assert (without.status, with_reason.status) == ("waiting", "confirmed")
    assert (with_reason.overrun_allowed_by, with_reason.overrun_reason) == (staff, "Une chaise de plus")


def dates(session, **changes):
    kept = {name: getattr(session, name) for name in ("venue", "starts_at", "ends_at", "capacity", "requires_sign_up")}
    return scheduling.Dates(**kept | changes)


def test_change_session_raising_capacity_promotes_once():
    session = make.published_session(capacity=1)
    sign_up(session)
    waiting = sign_up(session)
    scheduling.change_session(session.pk, dates(session, capacity=2), make.staff())
    scheduling.change_session(session.pk, dates(session, capacity=3), make.staff())
    assert templates_told(waiting) == ["waiting", "promoted"]


def test_change_session_cutting_capacity_drops_nobody_and_is_on_record():
    session, staff = make.published_session(capacity=3), make.staff()
    entry = sign_up(session, 3)
    changed = scheduling.change_session(session.pk, dates(session, capacity=1), staff)
    assert (Registration.objects.get(pk=entry.pk).status, changed.overrun_allowed_by) == ("confirmed", staff)


def test_change_session_moving_it_tells_everybody_once_and_grows_the_sequence():
    session = make.published_session(capacity=1)
    entries = [sign_up(session), sign_up(session)]
    changed = scheduling.change_session(session.pk, dates(session, venue=make.venue()), make.staff())
    assert changed.sequence == 1
    assert [templates_told(entry)[-1] for entry in entries] == ["moved", "moved"]


def test_cancel_session_tells_everybody_once():
    session = make.published_session()
    entry = sign_up(session)
    for _ in range(2):
        scheduling.cancel_session(session.pk, make.staff())
    assert templates_told(entry) == ["confirmation", "session_cancelled"]


def test_create_event_makes_its_dates_and_the_draft_of_its_page():
    agenda, staff = make.agenda_page(), make.staff()
    planned = [dates(make.session()), dates(make.session())]
    event = scheduling.create_event(make.Event(title="Un atelier", kind="workshop"), planned, user=staff)
    page = event.pages.get()
    assert (event.sessions.count(), page.live, page.get_parent().pk) == (2, False, agenda.pk)


def test_register_when_another_household_uses_the_same_form_asks_for_a_new_one():
    session, submission = make.published_session(), uuid4()
    sign_up(session, submission=submission, email="a@example.org")
    with pytest.raises(registration.FormUsed):
        sign_up(session, submission=submission, email="b@example.org")
    assert Registration.objects.count() == 1
