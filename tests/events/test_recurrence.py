"""The dates of a rule, against a calendar read day by day, and their hours in Paris across both clock changes."""

import calendar
from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events import recurrence
from events.enums import Frequency
from events.holidays import Rest, public_holidays
from events.models import SchoolHoliday, Series
from tests.factories import PARIS

FACTS = {
    2026: "01-01 04-06 05-01 05-08 05-14 05-25 07-14 08-15 11-01 11-11 12-25",
    2027: "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25",
    2028: "01-01 04-17 05-01 05-08 05-25 06-05 07-14 08-15 11-01 11-11 12-25",
}
NOTHING = Rest({}, {})


def rule(first_on: date, **fields) -> Series:
    usual = {"frequency": Frequency.WEEKLY, "every": 1, "start": time(18), "end": time(20), "count": 10}
    return Series(first_on=first_on, **usual | fields)


def rest(first: date, last: date, *school: tuple[date, date]) -> Rest:
    """Days off without a database, read day by day."""
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    public = {day: "off" for day in every if f"{day:%m-%d}" in FACTS.get(day.year, "").split()}
    off = {day: "off" for day in every if any(starts <= day <= ends for starts, ends in school)}
    return Rest(public, off)


@pytest.mark.parametrize("year", FACTS)
def test_public_holidays_are_those_of_the_research(year):
    assert [f"{day:%m-%d}" for day in sorted(public_holidays(year))] == FACTS[year].split()


def test_two_holidays_on_one_day_keep_both_names():
    assert "," in public_holidays(2008)[date(2008, 5, 1)]  # Labour Day and Ascension


def test_every_week_skips_public_holidays_and_still_gives_as_many_dates():
    thursdays = rule(date(2026, 4, 30), count=4, skips_public_holidays=True)
    given_days = recurrence.days(thursdays, rest(date(2026, 4, 1), date(2026, 12, 31)))
    assert given_days == [date(2026, 4, 30), date(2026, 5, 7), date(2026, 5, 21), date(2026, 5, 28)]


def test_date_left_out_by_hand_is_not_made_up_for_at_the_end():
    weekly = rule(date(2026, 12, 1), count=3, excluded=["2026-12-08"])
    assert recurrence.days(weekly, NOTHING) == [date(2026, 12, 1), date(2026, 12, 15)]


@pytest.mark.parametrize(
    ("first", "found"),
    [
        (date(2026, 12, 8), [date(2026, 12, 8), date(2027, 1, 12), date(2027, 2, 9)]),  # the second Tuesday
        (date(2026, 12, 29), [date(2026, 12, 29), date(2027, 1, 26), date(2027, 2, 23)]),  # the last one
        (date(2026, 12, 25), [date(2026, 12, 25), date(2027, 1, 22), date(2027, 2, 26)]),  # the fourth Friday
    ],
)
def test_every_month_falls_on_the_same_weekday_of_the_month(first, found):
    monthly = rule(first, frequency=Frequency.MONTHLY, count=3, skips_public_holidays=False)
    assert recurrence.days(monthly, NOTHING) == found


def test_days_off_are_told_with_why():
    weekly = rule(date(2026, 12, 18), count=3, skips_public_holidays=True, skips_school_holidays=True)
    days_off = Rest({date(2026, 12, 25): "Noël"}, {date(2027, 1, 1): "vacances"})
    assert recurrence.off(weekly, days_off) == [
        recurrence.Dated(date(2026, 12, 25), "Noël"), recurrence.Dated(date(2027, 1, 1), "vacances"),
    ]  # fmt: skip
    assert recurrence.days(weekly, days_off) == [date(2026, 12, 18), date(2027, 1, 8), date(2027, 1, 15)]


# Hours


def hours(day: date, start: time, end: time) -> list[str]:
    starts_at, ends_at = recurrence.instants(day, start, end)
    assert ends_at > starts_at
    return [f"{moment.astimezone(PARIS):%H:%M %z}" for moment in (starts_at, ends_at)]


@pytest.mark.parametrize("start", [date(2027, 3, 21), date(2027, 10, 24)])
def test_six_in_the_evening_stays_six_across_both_clock_changes(start):
    shown = [hours(day, time(18), time(20)) for day in recurrence.days(rule(start, count=3), NOTHING)]
    assert {(begins[:5], ends[:5]) for begins, ends in shown} == {("18:00", "20:00")}
    assert len({begins[6:] for begins, _ends in shown}) == 2


def test_half_past_two_on_the_night_that_skips_it_begins_as_long_after_midnight():
    assert hours(date(2027, 3, 28), time(2, 30), time(3, 15)) == ["03:30 +0200", "04:15 +0200"]


def test_half_past_two_on_the_night_that_has_it_twice_is_the_first():
    assert hours(date(2027, 10, 31), time(2, 30), time(2, 45)) == ["02:30 +0200", "02:45 +0200"]


# Against a calendar read day by day


def by_hand(series: Series, days_off: Rest) -> list[date]:
    """What somebody with a wall calendar would note: look at each day in turn, keep those that the rule names."""
    found, day = [], series.first_on
    end = min(series.until or date.max, series.first_on + recurrence.HORIZON)
    while day <= end and len(found) < (series.count or recurrence.MOST):
        closed = (series.skips_public_holidays and day in days_off.public) or (
            series.skips_school_holidays and day in days_off.school
        )
        if named(series, day) and not closed:
            found.append(day)
        day += timedelta(days=1)
    return [day for day in found if day.isoformat() not in series.excluded]


def named(series: Series, day: date) -> bool:
    if day.weekday() != series.first_on.weekday():
        return False
    if series.frequency == Frequency.WEEKLY:
        return (day - series.first_on).days // 7 % series.every == 0
    months = (day.year - series.first_on.year) * 12 + day.month - series.first_on.month
    if months % series.every:
        return False
    rank = (series.first_on.day - 1) // 7
    if rank == 4:
        return day.day + 7 > calendar.monthrange(day.year, day.month)[1]
    return (day.day - 1) // 7 == rank


@st.composite
def rules(draw) -> Series:
    first = draw(st.dates(date(2026, 1, 1), date(2027, 6, 30)))
    ends = draw(st.one_of(
        st.fixed_dictionaries({"count": st.integers(1, 30)}),
        st.fixed_dictionaries({"count": st.none(), "until": st.dates(first, first + timedelta(days=500))}),
    ))  # fmt: skip
    left_out = draw(st.lists(st.integers(0, 40).map(lambda n: (first + timedelta(weeks=n)).isoformat()), max_size=5))
    return rule(
        first, frequency=draw(st.sampled_from(Frequency)), every=draw(st.integers(1, 5)), excluded=left_out,
        skips_public_holidays=draw(st.booleans()), skips_school_holidays=draw(st.booleans()), **ends,
    )  # fmt: skip


@given(series=rules(), school=st.lists(st.integers(0, 700), max_size=6))
def test_rule_gives_what_a_calendar_read_day_by_day_gives(series, school):
    starts = [date(2026, 1, 1) + timedelta(days=n) for n in school]
    days_off = rest(date(2026, 1, 1), date(2028, 12, 31), *((day, day + timedelta(days=16)) for day in starts))
    assert recurrence.days(series, days_off) == by_hand(series, days_off)


# The school calendar


@pytest.mark.parametrize(
    ("last", "covered"), [(date(2026, 12, 1), True), (date(2027, 1, 3), True), (date(2027, 1, 20), False)]
)
def test_school_calendar_is_known_only_as_far_as_it_goes(last, covered):
    christmas = SchoolHoliday(name="Noël", starts_on=date(2026, 12, 19), ends_on=date(2027, 1, 3))
    assert Rest({}, {}, (christmas,)).covers(date(2026, 11, 24), last) == covered
    assert not Rest({}, {}, ()).covers(date(2026, 11, 24), last)
