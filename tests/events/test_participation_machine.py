"""Every verb of participation in any order; after each step the house’s own proof of what must always hold."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.errors import DomainError
from engagement.enums import MessageState, Origin
from engagement.models import Message
from events import registration, scheduling, waiting_list
from events.enums import OfferState, RegistrationStatus, SessionStatus
from events.models import Offer, Registration, Session
from home import invariants
from tests import factories as make

SMALL = st.integers(1, 3)
CHECKS = [
    invariants.seats_within_capacity, invariants.one_registration_each, invariants.messages_tell_facts,
    invariants.no_free_seat_while_waiting, invariants.offers_hold_their_seats,
    invariants.households_are_described_soundly,
]  # fmt: skip


class Undone(Exception):
    """Ends an example: what it wrote is rolled back."""


class Participation(RuleBasedStateMachine):
    """One session of a few seats, some kept for partners, and whatever households, staff and the clock do to it."""

    def __init__(self):
        super().__init__()
        self.session, self.taken = None, 0
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        self.block.__exit__(Undone, Undone(), None)

    @initialize(capacity=st.integers(2, 5), partners=st.integers(0, 2))
    def plan(self, capacity, partners):
        self.staff = make.staff()
        until = make.soon(2) if partners else None
        self.session = make.published_session(capacity=capacity, partner_seats=partners, partner_seats_until=until)

    def entries(self, *statuses):
        return list(Registration.objects.filter(session=self.session, status__in=statuses).order_by("pk"))

    def attempt(self, verb, *args, **kwargs):
        """Do it; a refusal is an answer too, and must have changed nothing that the checks see."""
        try:
            return verb(*args, **kwargs)
        except DomainError:
            return None

    @rule(adults=SMALL, child=st.booleans(), phone=st.booleans())
    def register(self, adults, child, phone):
        n = make.number()
        reach = {"phone": f"+336{n % 10**8:08}"} if phone else {"email": f"machine-{n}@example.org"}
        who = registration.SignUp(name="Foyer", adults=adults, children=int(child), ages={"6-11": 1} if child else {},
                                  **reach)  # fmt: skip
        self.attempt(registration.register, self.session.pk, who, uuid4())

    @rule(adults=SMALL)
    def register_for_a_partner(self, adults):
        who = registration.SignUp(name="Partenaire", adults=adults, origin=Origin.PARTNER)
        self.attempt(registration.add_by_staff, self.session.pk, who, self.staff)

    @rule(which=st.integers(0, 9), adults=SMALL, children=st.integers(0, 2))
    def change(self, which, adults, children):
        if found := self.entries(*RegistrationStatus):
            self.attempt(registration.change_party, found[which % len(found)].pk, adults, children)

    @rule(which=st.integers(0, 9))
    def cancel(self, which):
        if found := self.entries(*RegistrationStatus):
            self.attempt(registration.cancel, found[which % len(found)].pk)

    @rule(which=st.integers(0, 9), on_the_phone=st.booleans())
    def accept(self, which, on_the_phone):
        if found := self.entries(*RegistrationStatus):
            self.attempt(waiting_list.accept, found[which % len(found)].pk, on_the_phone=on_the_phone)

    @precondition(lambda self: self.entries("offered"))
    @rule(which=st.integers(0, 9))
    def accept_an_offer(self, which):
        found = self.entries("offered")
        self.attempt(waiting_list.accept, found[which % len(found)].pk)

    @precondition(lambda self: self.entries("offered"))
    @rule(which=st.integers(0, 9))
    def decline(self, which):
        found = self.entries("offered")
        self.attempt(waiting_list.decline, found[which % len(found)].pk)

    @precondition(lambda self: self.entries("offered"))
    @rule(told=st.booleans())
    def deadline_passes(self, told):
        if told:
            Message.objects.filter(template="offer", state=MessageState.QUEUED).update(state=MessageState.SENT)
        Offer.objects.filter(state=OfferState.OPEN).update(expires_at=timezone.now() - timedelta(seconds=1))
        waiting_list.tick()

    @rule(capacity=st.integers(1, 7))
    def change_capacity(self, capacity):
        self.move(capacity=capacity)

    @rule(days=st.sampled_from([0.2, 1, 3, 9]))
    def move_the_session(self, days):
        starts_at = timezone.now() + timedelta(days=days)
        self.move(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    def move(self, **changes):
        names = ("venue", "starts_at", "ends_at", "capacity", "requires_sign_up")
        session = Session.objects.get(pk=self.session.pk)
        dates = scheduling.Dates(**{name: getattr(session, name) for name in names} | changes)
        self.attempt(scheduling.change_session, self.session.pk, dates, self.staff)

    @rule()
    def partners_release_their_seats(self):
        # An hour ago: what the proof allows a minute for must be settled by one round of the worker.
        Session.objects.filter(pk=self.session.pk).update(partner_seats_until=timezone.now() - timedelta(hours=1))
        waiting_list.tick()

    @precondition(lambda self: Registration.objects.filter(session=self.session).count() > 4)
    @rule()
    def cancel_the_session(self):
        self.attempt(scheduling.cancel_session, self.session.pk, self.staff)

    @invariant()
    def what_must_always_hold(self):
        assert [wrong for check in CHECKS for wrong in check()] == []

    @invariant()
    def nobody_is_added_beyond_the_seats(self):
        """Once a cut of the capacity is on record the proof allows an overrun: it may shrink, never grow."""
        if session := self.session and Session.objects.get(pk=self.session.pk):
            taken = Registration.objects.filter(session=session).seats_taken()
            assert taken <= max(session.capacity, self.taken)
            self.taken = taken

    @invariant()
    def cancelled_session_holds_no_offer(self):
        if self.session and Session.objects.get(pk=self.session.pk).status == SessionStatus.CANCELLED:
            assert self.entries("offered") == []


@pytest.mark.django_db
def test_participation_holds_whatever_happens_in_whatever_order():
    run_state_machine_as_test(
        Participation,
        settings=settings(
            max_examples=12, stateful_step_count=18, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate],  # a failure is shown as it was found: shrinking it would take minutes
            suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
