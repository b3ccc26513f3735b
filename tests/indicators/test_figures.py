"""What is counted: each definition, then what holds whatever the records: sums, recount, constant queries."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Count, Q
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from engagement.enums import Housing, Origin
from events.enums import Kind, RegistrationStatus, SessionStatus
from events.models import Session
from indicators import advice, figures, participation, recounting, satisfaction
from indicators.counting import COLUMNS, FIGURES, OTHER_LANDLORD, OUTSIDE, UNKNOWN, Scope
from indicators.tables import row_labels
from territory.enums import Whereabouts
from tests import factories as make
from tests.indicators import busy
from tests.indicators.busy import held

pytestmark = pytest.mark.django_db

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


def count(*period, user=None, **narrowed):
    return figures.count(Scope(*(period or YEAR), user=user, **narrowed))


def totals(*period, **options):
    counted = count(*period, **options)
    return {figure: counted.value(figure) for figure in FIGURES if counted.value(figure)}


@pytest.fixture
def busy_year():
    return busy.year()


def test_session_counts_once_held_and_not_before():
    for status in SessionStatus:
        session = held(status=status, headcount_adults=2)
        make.present(3, session=session)
    assert totals() == {
        "sessions": 1, "households": 1, "seats": 3, "present": 5, "nameless": 2, "distinct": 3,
    }  # fmt: skip


def test_period_is_of_local_days_both_included():
    held(starts_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC))  # 1 January, 0:30 in Tours
    held(starts_at=datetime(2026, 3, 29, 0, 30, tzinfo=UTC))  # 1:30, the hour before summer time
    held(starts_at=datetime(2026, 12, 31, 22, 30, tzinfo=UTC))
    held(starts_at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))  # 1 January of the next year
    assert totals() == {"sessions": 3}
    assert totals(date(2026, 3, 29), date(2026, 3, 29)) == {"sessions": 1}
    assert totals(date(2026, 3, 30), date(2026, 12, 30)) == {}


def test_sign_ups_are_confirmed_places_walk_ins_included():
    session = held()
    make.registration(session=session, adults=2, children=3)
    make.registration(session=session, adults=1, origin=Origin.DOOR, person=None)
    make.waiting(session=session, adults=4)
    make.registration(session=session, adults=4, status=RegistrationStatus.CANCELLED)
    assert totals() == {"sessions": 1, "households": 2, "seats": 6}


def test_distinct_people_are_the_largest_party_of_each_contact():
    nadia = make.person()
    make.present(2, 1, person=nadia, session=held(day=(2026, 2, 1)))
    make.present(1, 3, person=nadia, session=held(day=(2026, 3, 1)))
    make.present(1, person=nadia, session=held(day=(2026, 4, 1)))
    make.present(5, 5, person=nadia, session=held(day=(2025, 4, 1)))  # another year
    make.present(2, person=make.person(), session=Session.objects.get(starts_at=make.paris(2026, 2, 1)))
    counted = totals()
    assert (counted["present"], counted["distinct"]) == (3 + 4 + 1 + 2, 4 + 2)


def test_distinct_people_without_a_contact_count_each_time_and_head_count_never():
    for month in (2, 3):
        make.present(2, person=None, name="Nadia", session=held(day=(2026, month, 1), headcount_adults=10))
    counted = totals()
    assert (counted["present"], counted["nameless"], counted["distinct"]) == (24, 20, 4)


def test_distinct_people_are_in_the_row_of_their_latest_session():
    before, after = make.neighbourhood(), make.neighbourhood()
    nadia = make.person()
    make.present(4, person=nadia, neighbourhood=before, session=held(day=(2026, 2, 1)))
    make.present(1, person=nadia, neighbourhood=after, session=held(day=(2026, 5, 1)))
    make.registration(person=nadia, neighbourhood=before, session=held(day=(2026, 6, 1)))  # did not come
    counted = count()
    assert counted.value("distinct", "neighbourhood", str(before.pk)) == 0
    assert counted.value("distinct", "neighbourhood", str(after.pk)) == 4


@pytest.mark.parametrize(
    "fields, row",
    [
        ({"whereabouts": Whereabouts.OUTSIDE}, OUTSIDE),
        ({"whereabouts": Whereabouts.UNKNOWN}, UNKNOWN),
        ({"whereabouts": Whereabouts.INSIDE}, UNKNOWN),
    ],
)
def test_household_in_none_of_the_neighbourhoods(fields, row):
    make.registration(session=held(venue=make.venue(neighbourhood=None)), **fields)
    counted = count()
    assert counted.value("households", "neighbourhood", row) == 1
    assert counted.value("sessions", "neighbourhood", UNKNOWN) == 1


@pytest.mark.parametrize(
    "housing, row",
    [
        (Housing.SOCIAL_TENANT, OTHER_LANDLORD),
        (Housing.PRIVATE_TENANT, "none"),
        (Housing.OWNER, "none"),
        (Housing.UNKNOWN, UNKNOWN),
    ],
)
def test_household_without_one_of_our_landlords(housing, row):
    make.registration(session=held(), housing=housing)
    assert count().value("households", "landlord", row) == 1


def test_rows_are_all_there_and_the_unknown_last():
    names = [make.neighbourhood(name=name).name for name in ("Sanitas", "Europe")]
    assert list(row_labels("neighbourhood").values())[:2] == names
    assert list(row_labels("neighbourhood"))[2:] == [OUTSIDE, UNKNOWN]
    assert list(row_labels("landlord")) == [OTHER_LANDLORD, "none", UNKNOWN]
    assert list(row_labels("kind")) == Kind.values


@pytest.mark.parametrize("breakdown", COLUMNS)
def test_every_column_adds_up_to_its_total(busy_year, breakdown):
    counted = count()
    rows = row_labels(breakdown)
    sums = {figure: sum(counted.value(figure, breakdown, row) for row in rows) for figure in COLUMNS[breakdown]}
    assert sums == {figure: counted.value(figure) for figure in COLUMNS[breakdown]}
    assert all(sums.values())


def test_every_cell_is_the_sum_of_its_sessions(busy_year):
    scope = Scope(*YEAR)
    counted = figures.count(scope)
    cells = [(figure, "", "") for figure in FIGURES]
    cells += [(f, breakdown, row) for breakdown in COLUMNS for row in row_labels(breakdown) for f in COLUMNS[breakdown]]
    adding_up = [cell for cell in cells if cell[0] != "distinct"]
    listed = {cell: sum(c.value for c in figures.contributions(scope, *cell)) for cell in adding_up}
    assert listed == {cell: counted.value(*cell) for cell in listed}
    came = sum(c.value for c in figures.contributions(scope, "distinct"))
    assert came == counted.value("present") - counted.value("nameless") > counted.value("distinct")


def test_recount_agrees_and_finds_a_figure_that_lies(busy_year, monkeypatch):
    assert figures.recount() == figures.recount(*YEAR) == figures.recount(date(2026, 2, 1), date(2026, 7, 31)) == []
    original = participation._count_contacts
    monkeypatch.setattr(participation, "_count_contacts", lambda scope, counted: counted.add({}, distinct=1000))
    wrong = figures.recount(*YEAR)
    monkeypatch.setattr(participation, "_count_contacts", original)
    assert any(sentence.startswith("distinct is 1") for sentence in wrong)
    assert any(sentence.startswith("distinct by landlord adds up to") for sentence in wrong)


def test_recount_finds_a_wrong_rule_of_satisfaction_and_of_advice(busy_year, monkeypatch):
    monkeypatch.setattr(satisfaction, "SATISFIED", Count("pk", filter=Q(level=4)))
    wrong_rule = advice.conditions() | {"closed": Q(answered_at__isnull=False)}
    monkeypatch.setattr(advice, "conditions", lambda: wrong_rule)
    wrong = figures.recount(*YEAR)
    assert all(any(sentence.startswith(f"{name} is ") for sentence in wrong) for name in ("satisfied_home", "closed"))


def test_recount_agrees_for_a_partner_and_for_what_narrows(busy_year):
    landlord = busy_year["landlords"][0]
    partner = make.staff(Role.LANDLORD, landlord=landlord)
    assert figures.recount(*YEAR, user=partner) == []
    counted = recounting.as_cells(count(landlord=landlord))
    assert 0 < counted["", "", "sessions"] < len(busy_year["sessions"])
    for name, values in [("kind", Kind.values), ("neighbourhood", [*busy_year["places"], None])]:
        parts = [count(**{name: value}).value("sessions") for value in values if value]
        assert sum(parts) == {"kind": 11, "neighbourhood": 9}[name]


def test_partner_counts_its_own_sessions_and_tenants():
    own, other = make.landlord(), make.landlord()
    partner = make.staff(Role.LANDLORD, landlord=own)
    session = held(event=make.event(landlords=[own]), headcount_adults=3)
    make.present(6, session=session, landlord=own, housing=Housing.SOCIAL_TENANT)
    make.present(2, session=session, landlord=other, housing=Housing.SOCIAL_TENANT)
    make.present(2, session=held(event=make.event(landlords=[other])), landlord=own, housing=Housing.SOCIAL_TENANT)
    assert totals(user=partner) == {
        "sessions": 1, "households": 1, "seats": 6, "present": 9, "nameless": 3, "distinct": 6,
    }  # fmt: skip
    assert totals(user=make.staff(Role.LANDLORD)) == {}
    assert totals(user=make.staff(Role.LEAD))["sessions"] == 2


def test_event_with_two_landlords_is_not_counted_twice():
    both = [make.landlord(), make.landlord()]
    session = held(event=make.event(landlords=both))
    session.venue.neighbourhood.landlords.set(both)
    make.present(2, session=session)
    assert totals(landlord=both[0]) == totals(user=make.admin()) == {
        "sessions": 1, "households": 1, "seats": 2, "present": 2, "distinct": 2,
    }  # fmt: skip


def test_queries_are_the_same_for_1_and_30_sessions():
    def queries(work):
        with CaptureQueriesContext(connection) as captured:
            work()
        return len(captured)

    def fill(sessions):
        for day in range(1, sessions + 1):
            make.present(2, session=held(day=(2026, 5, day)), neighbourhood=make.neighbourhood())

    scope = Scope(*YEAR)
    measured = []
    for number in (1, 29):
        fill(number)
        measured.append((
            queries(lambda: figures.count(scope)),
            queries(lambda: figures.contributions(scope, "present")),
        ))  # fmt: skip
    assert measured == [(9, 2), (9, 2)]
