"""The waiting list: offers in order, held while they run, answered once; what time alone does to them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from core.errors import DomainError
from engagement.enums import Channel, MessageState, Origin
from engagement.models import Message
from events import registration, scheduling, waiting_list
from events.models import Offer, Registration, Session
from home import invariants
from tests import factories as make

pytestmark = pytest.mark.django_db


def sign_up(session, adults=1, **fields):
    who = {"name": "Nadia Test", "adults": adults, "email": f"foyer-{make.number()}@example.org"} | fields
    return registration.register(session.pk, registration.SignUp(**who), uuid4())


def status_of(*entries) -> list[str]:
    return [Registration.objects.get(pk=entry.pk).status for entry in entries]


def told(entry) -> list[str]:
    return list(Message.objects.about(entry).order_by("pk").values_list("template", flat=True))


def live(entry) -> list[str]:
    """What was told or is still to be: not what was withdrawn."""
    kept = Message.objects.about(entry).exclude(state=MessageState.CANCELLED)
    return list(kept.order_by("pk").values_list("template", flat=True))


def full(seats=2, **fields):
    """A session whose seats one household has, and that household."""
    session = make.published_session(capacity=seats, **fields)
    return session, sign_up(session, seats)


def all_sent():
    Message.objects.filter(state=MessageState.QUEUED).update(state=MessageState.SENT, sent_at=timezone.now())


def deadline_passes(entry):
    Offer.objects.filter(registration=entry).update(expires_at=timezone.now() - timedelta(seconds=1))


def sound():
    return not any(invariants.check().values())


# Made


def test_freed_seats_are_offered_and_held_for_the_household():
    session, leaving = full(2)
    first, second = sign_up(session, 2), sign_up(session, 1)
    registration.cancel(leaving.pk)
    assert status_of(first, second) == ["offered", "waiting"]
    assert (Registration.objects.filter(session=session).seats_taken(), told(first)) == (2, ["waiting", "offer"])
    assert sign_up(session, 1).status == "waiting"
    assert sound()


def test_household_is_never_split_and_a_smaller_one_passes_only_where_the_first_does_not_fit():
    session, leaving = full(2)
    family, couple, single = sign_up(session, 1, children=1), sign_up(session, 2), sign_up(session, 1)
    small = make.published_session(capacity=3)
    stays, goes = sign_up(small, 2), sign_up(small, 1)
    large, passes = sign_up(small, 2), sign_up(small, 1)
    registration.cancel(leaving.pk)
    registration.cancel(goes.pk)
    assert status_of(family, couple, single) == ["offered", "waiting", "waiting"]
    assert status_of(stays, large, passes) == ["confirmed", "waiting", "offered"]
    assert waiting_list.rank(large) == 1


@pytest.mark.parametrize(
    ("hours", "answer"), [(24 * 30, 48), (96.1, 48), (95, 12), (36.1, 12), (35, 2), (8.1, 2), (7.9, None), (0.5, None)]
)
def test_deadline_shortens_as_the_date_nears(hours, answer):
    session = make.session(starts_at=timezone.now() + timedelta(hours=hours))
    deadline = waiting_list.deadline_for(session)
    if answer is None:
        assert deadline is None
    else:
        assert abs(deadline - timezone.now() - timedelta(hours=answer)) < timedelta(seconds=5)
        assert deadline < session.starts_at


def test_near_the_session_the_place_is_given_at_once_and_the_team_calls():
    session, leaving = full(1, starts_at=make.soon(0.2))
    written = sign_up(session, 1, email="a@example.org", phone="+33612345678")
    registration.cancel(leaving.pk)
    assert status_of(written) == ["confirmed"]
    channels = Message.objects.about(written).filter(template="promoted").values_list("channel", flat=True)
    assert sorted(channels) == [Channel.CALL, Channel.EMAIL]
    assert not Offer.objects.exists()


def test_household_that_nobody_can_reach_is_given_its_place():
    session, leaving = full(1)
    paper = registration.add_by_staff(session.pk, registration.SignUp(name="Papier", adults=1), make.staff())
    registration.cancel(leaving.pk)
    assert status_of(paper) == ["confirmed"]


# Answered


def offered(**fields):
    session, leaving = full(2, **fields)
    first, second = sign_up(session, 2), sign_up(session, 2)
    registration.cancel(leaving.pk)
    return first, second


def test_accepting_twice_is_accepting_once():
    first, second = offered()
    for _ in range(2):
        waiting_list.accept(first.pk)
    assert status_of(first, second) == ["confirmed", "waiting"]
    assert live(first) == ["confirmation"]
    assert sound()


def test_declining_twice_is_declining_once_and_the_next_is_asked():
    first, second = offered()
    for _ in range(2):
        waiting_list.decline(first.pk)
    assert status_of(first, second) == ["cancelled", "offered"]
    assert told(first) == ["waiting", "offer", "cancelled"]
    assert Offer.objects.get(registration=first).state == "declined"


def test_cancelling_an_offered_place_is_declining_it():
    first, second = offered()
    registration.cancel(first.pk)
    assert (status_of(first, second), Offer.objects.get(registration=first).state) == (
        ["cancelled", "offered"],
        "declined",
    )


def test_declining_after_accepting_is_refused_and_accepting_after_declining_too():
    first, second = offered()
    waiting_list.accept(first.pk)
    with pytest.raises(DomainError):
        waiting_list.decline(first.pk)
    other, _ = offered()
    waiting_list.decline(other.pk)
    with pytest.raises(DomainError):
        waiting_list.accept(other.pk)
    assert status_of(first, second, other) == ["confirmed", "waiting", "cancelled"]


def test_accepting_after_the_deadline_is_refused_before_any_worker_has_seen_it():
    first, _ = offered()
    deadline_passes(first)
    with pytest.raises(DomainError):
        waiting_list.accept(first.pk)
    assert status_of(first) == ["offered"]


def test_accepting_without_an_offer_is_refused():
    session, _ = full(1)
    waiting = sign_up(session)
    for verb in (waiting_list.accept, waiting_list.decline):
        with pytest.raises(DomainError):
            verb(waiting.pk)
    assert status_of(waiting) == ["waiting"]


def test_answer_on_the_telephone_ends_the_call_and_makes_no_other():
    session, leaving = full(1)
    caller = sign_up(session, email="", phone="+33612345678")
    registration.cancel(leaving.pk)
    waiting_list.accept(caller.pk, on_the_phone=True)
    assert status_of(caller) == ["confirmed"]
    assert not Message.objects.about(caller).calls_to_make().exists()
    assert Message.objects.about(caller).get(template="offer").state == MessageState.SENT


# Time


def test_offer_that_runs_out_ends_the_sign_up_kindly_and_asks_the_next():
    first, second = offered()
    all_sent()
    waiting_list.tick()
    assert status_of(first, second) == ["offered", "waiting"]
    deadline_passes(first)
    for _ in range(3):
        waiting_list.tick()
    assert status_of(first, second) == ["cancelled", "offered"]
    assert (told(first)[-1], told(first).count("offer_expired")) == ("offer_expired", 1)
    assert Offer.objects.get(registration=first).state == "expired"
    assert sound()


def test_household_that_was_not_told_yet_gets_more_time():
    first, second = offered()  # the mail server is down: the offer is still in the queue
    deadline_passes(first)
    waiting_list.tick()
    assert status_of(first, second) == ["offered", "waiting"]
    assert Offer.objects.get(registration=first).expires_at > timezone.now() + timedelta(hours=40)


def test_household_that_was_never_told_gets_its_place_when_there_is_no_time_left():
    first, _ = offered()
    Session.objects.update(starts_at=make.soon(0.2), ends_at=make.soon(0.3))
    deadline_passes(first)
    waiting_list.tick()
    assert status_of(first) == ["confirmed"]
    assert live(first) == ["promoted"]
    assert sound()


def test_offer_of_a_session_that_has_begun_ends_without_a_word():
    first, second = offered()
    all_sent()
    Session.objects.update(starts_at=make.soon(-0.01), ends_at=make.soon(0.1))
    deadline_passes(first)
    waiting_list.tick()
    assert (status_of(first, second), told(first)[-1]) == (["cancelled", "waiting"], "offer")


# Capacity, moves, cancellations


def dates(session, **changes):
    session.refresh_from_db()
    kept = {name: getattr(session, name) for name in ("venue", "starts_at", "ends_at", "capacity", "requires_sign_up")}
    return scheduling.Dates(**kept | changes)


def test_capacity_cut_below_what_is_taken_drops_nobody_and_keeps_open_offers():
    first, second = offered()
    session = scheduling.change_session(first.session_id, dates(first.session, capacity=1), make.staff())
    assert (status_of(first, second), session.overrun_allowed_by is not None) == (["offered", "waiting"], True)
    waiting_list.decline(first.pk)
    assert status_of(second) == ["waiting"]
    assert sound()


def test_capacity_raised_twice_offers_each_household_once():
    first, second = offered()
    staff = make.staff()
    scheduling.change_session(first.session_id, dates(first.session, capacity=4), staff)
    scheduling.change_session(first.session_id, dates(first.session, capacity=6), staff)
    assert [told(each) for each in (first, second)] == [["waiting", "offer"]] * 2


def test_session_moved_nearer_brings_offers_forward():
    first, _ = offered()
    near = make.soon(2)
    scheduling.change_session(
        first.session_id, dates(first.session, starts_at=near, ends_at=near + timedelta(hours=1)), make.staff()
    )
    assert Offer.objects.get(registration=first).expires_at < timezone.now() + timedelta(hours=12, minutes=1)
    now = make.soon(0.2)
    scheduling.change_session(
        first.session_id, dates(first.session, starts_at=now, ends_at=now + timedelta(hours=1)), make.staff()
    )
    assert status_of(first) == ["confirmed"]
    assert sound()


def test_session_cancelled_withdraws_its_offers():
    first, second = offered()
    scheduling.cancel_session(first.session_id, make.staff())
    assert status_of(first, second) == ["waiting", "waiting"]
    assert Offer.objects.get(registration=first).state == "withdrawn"
    assert [live(each) for each in (first, second)] == [["session_cancelled"]] * 2
    with pytest.raises(DomainError):
        waiting_list.accept(first.pk)


def test_session_moved_twice_before_sending_tells_everybody_once():
    session, entry = full(2)
    all_sent()
    for days in (9, 10):
        to = make.soon(days)
        scheduling.change_session(
            session.pk, dates(session, starts_at=to, ends_at=to + timedelta(hours=1)), make.staff()
        )
    assert live(entry) == ["confirmation", "moved"]


# Partners


def test_seats_kept_for_partners_are_theirs_until_their_date():
    session = make.published_session(capacity=5, partner_seats=3, partner_seats_until=make.soon(2))
    public = [sign_up(session) for _ in range(3)]
    assert status_of(*public) == ["confirmed", "confirmed", "waiting"]
    partner = registration.SignUp(name="Centre social", adults=2, origin=Origin.PARTNER)
    assert registration.add_by_staff(session.pk, partner, make.staff()).status == "confirmed"
    assert status_of(public[2]) == ["waiting"]
    assert sound()


def test_partner_draws_on_its_own_seats_first():
    session = make.published_session(capacity=5, partner_seats=3)
    partner = registration.SignUp(name="Centre social", adults=2, origin=Origin.PARTNER)
    registration.add_by_staff(session.pk, partner, make.staff())
    assert [sign_up(session).status for _ in range(3)] == ["confirmed", "confirmed", "waiting"]


def test_seats_released_by_partners_go_to_the_list_within_a_round_of_the_worker():
    session = make.published_session(capacity=3, partner_seats=2, partner_seats_until=make.soon(2))
    entries = [sign_up(session) for _ in range(4)]
    waiting_list.tick()
    assert status_of(*entries) == ["confirmed", "waiting", "waiting", "waiting"]
    Session.objects.filter(pk=session.pk).update(partner_seats_until=timezone.now())
    for _ in range(2):
        waiting_list.tick()
    assert status_of(*entries) == ["confirmed", "offered", "offered", "waiting"]
    assert sound()


def test_newcomer_does_not_take_released_seats_from_those_who_wait():
    session = make.published_session(capacity=2, partner_seats=1, partner_seats_until=make.soon(2))
    taken, waits = sign_up(session), sign_up(session)
    Session.objects.filter(pk=session.pk).update(partner_seats_until=timezone.now())
    newcomer = sign_up(session)
    assert status_of(taken, waits, newcomer) == ["confirmed", "offered", "waiting"]


def test_tick_costs_the_same_with_one_and_with_many_waiting(django_assert_num_queries):
    def with_waiting(count):
        session, _ = full(1)
        for _ in range(count):
            sign_up(session)

    with_waiting(1)
    with django_assert_num_queries(2):
        waiting_list.tick()
    with_waiting(5)
    with django_assert_num_queries(2):
        waiting_list.tick()
