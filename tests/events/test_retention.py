"""Contacts go when the privacy notice says so, and every figure stands."""

from datetime import date, timedelta

import pytest

from engagement.models import Message, Person
from events import retention
from events.models import Registration
from home import invariants
from indicators import figures
from tests import factories as make

pytestmark = pytest.mark.django_db


def household_of(days_ago: int, person=None, **fields):
    session = make.held_session(starts_at=make.soon(-days_ago))
    entry = make.present(2, 1, session=session, person=person or make.person(), needs=["hearing"], **fields)
    make.message(entry)
    return entry


def totals():
    scope = figures.Scope(date.today() - timedelta(days=400), date.today())
    counted = figures.count(scope)
    return dict(counted.totals), counted.cells


def test_erase_takes_contacts_after_three_months_and_needs_after_a_week():
    old, recent, fresh = household_of(100), household_of(20), household_of(2)
    assert retention.erase() == (2, 1, 0)
    shown = [(each.name == "", each.person_id is None, each.needs) for each in map(again, (old, recent, fresh))]
    assert shown == [(True, True, []), (False, False, []), (False, False, ["hearing"])]
    assert (Person.objects.filter(pk=old.person_id).exists(), Message.objects.count()) == (False, 2)


def test_erase_keeps_a_contact_that_came_again():
    nadia = make.person()
    household_of(100, nadia)
    household_of(5, nadia)
    retention.erase()
    assert Person.objects.filter(pk=nadia.pk).exists()
    assert list(Registration.objects.order_by("pk").values_list("person", flat=True)) == [None, nadia.pk]


def test_figures_stand_after_erasing():
    nadia = make.person()
    for days in (100, 110, 120):
        household_of(days, nadia)
    before = totals()
    assert retention.erase() == (3, 3, 0)
    assert totals() == before
    assert not any(invariants.check().values())


def test_erase_twice_erases_nothing_more():
    household_of(100)
    retention.erase()
    assert retention.erase() == (0, 0, 0)


def test_erase_with_a_clock_a_year_ahead_is_capped(monkeypatch):
    monkeypatch.setattr(retention, "CAP", 2)
    for _ in range(3):
        household_of(1)
    assert retention.erase(make.soon(365)) == (2, 2, 0)
    assert Registration.objects.exclude(name="").count() == 1


def again(entry):
    return Registration.objects.get(pk=entry.pk)
