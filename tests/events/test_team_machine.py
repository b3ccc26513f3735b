"""Every verb of the team on a session that has begun, in any order, beside a tally kept by hand after each step."""

from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from core.errors import DomainError
from engagement.enums import Origin
from events import attendance, closing, registration
from events.closing import Closing
from events.enums import Attendance, NotHeld, RegistrationStatus, SessionStatus
from events.models import Registration, Session
from events.staff_door_views import people_counted
from home import invariants
from tests import factories as make
from tests.events.session_posts import begun

SMALL, FEW = st.integers(1, 3), st.integers(0, 3)
DEVICES = [uuid4(), uuid4(), None]
CHECKS = [
    invariants.seats_within_capacity, invariants.one_registration_each, invariants.messages_tell_facts,
    invariants.figures_add_up, invariants.households_are_described_soundly,
]  # fmt: skip


class Undone(Exception):
    """Ends an example: what it wrote is rolled back."""


class Team(RuleBasedStateMachine):
    """One session of four seats, its door, its two devices and its closing. `came` and `heads` are the tally."""

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()

    def teardown(self):
        self.block.__exit__(Undone, Undone(), None)

    @initialize()
    def begin(self):
        self.staff, self.session = make.staff(), begun(capacity=4)
        self.came, self.heads, self.closed = {}, {}, False

    def attempt(self, verb, *args, **kwargs):
        try:
            return verb(*args, **kwargs)
        except DomainError:
            return None

    def who(self, adults):
        return registration.SignUp(name="Foyer", adults=adults, origin=Origin.PHONE)

    @rule(adults=SMALL, reason=st.sampled_from(["", "Vient de loin"]))
    def add_a_household(self, adults, reason):
        taken = Registration.objects.filter(session=self.session).seats_taken()
        made = self.attempt(
            registration.add_by_staff, self.session.pk, self.who(adults), self.staff, over_capacity_reason=reason
        )
        over = taken + adults > self.session.capacity
        if made is not None and made.status == RegistrationStatus.CONFIRMED:
            assert not over or reason
        assert made is None or not self.closed

    @rule(adults=SMALL)
    def walk_in(self, adults):
        made = self.attempt(attendance.walk_in, self.session.pk, self.who(adults), self.staff)
        assert (made is None) == self.closed
        if made is not None:
            self.came[made.pk] = adults

    @rule(which=st.integers(0, 9), attended=st.sampled_from(list(Attendance)), adults=FEW)
    def mark(self, which, attended, adults):
        entries = list(Registration.objects.filter(session=self.session).order_by("pk"))
        if not entries:
            return
        entry = entries[which % len(entries)]
        if self.attempt(attendance.mark, entry.pk, attended, adults, 0, self.staff):
            assert not self.closed
            self.came[entry.pk] = adults if attended == Attendance.PRESENT else 0

    @rule(device=st.sampled_from(DEVICES), adults=FEW, children=FEW)
    def count_heads(self, device, adults, children):
        if self.attempt(attendance.count_heads, self.session.pk, adults, children, device=device):
            assert not self.closed
            self.heads[device] = adults + children

    @rule(held=st.booleans(), others_absent=st.booleans())
    def close(self, held, others_absent):
        said = Closing(held, "" if held else NotHeld.WEATHER, others_absent=others_absent)
        if self.attempt(closing.close_session, self.session.pk, self.staff, said):
            assert not self.closed
            assert bool(self.total()) == held
            self.closed = True

    @rule()
    def reopen(self):
        reopened = self.attempt(closing.reopen_session, self.session.pk)
        assert (reopened is not None) == self.closed
        self.closed = False

    def total(self) -> int:
        return sum(self.came.values()) + sum(self.heads.values())

    @invariant()
    def everybody_counted_is_counted_once(self):
        assert people_counted(self.session) == self.total()

    @invariant()
    def closed_session_has_everybody_marked(self):
        session = Session.objects.get(pk=self.session.pk)
        assert session.is_closed == self.closed
        if session.status == SessionStatus.HELD:
            assert not closing.unmarked(session).exists()

    @invariant()
    def what_must_always_hold(self):
        assert [wrong for check in CHECKS for wrong in check()] == []


@pytest.mark.django_db
def test_what_the_team_counts_holds_whatever_happens_in_whatever_order():
    run_state_machine_as_test(
        Team,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, derandomize=True, database=None,
            phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
