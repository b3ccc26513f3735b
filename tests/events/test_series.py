"""A series in the staff's form and through its verbs: dates seen first, made once, changed or cancelled onwards."""

from datetime import date, datetime, time, timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone, translation

from accounts.roles import Role
from core.errors import DomainError
from engagement.models import Message
from events import scheduling, series, staff_programme, staff_series
from events.enums import Frequency, SessionStatus
from events.models import Event, Registration, SchoolHoliday, Series, Session
from tests import factories as make

pytestmark = pytest.mark.django_db
NEW = "activity_events:add"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def facilitator(client):
    client.force_login(user := make.staff(Role.FACILITATOR))
    return user


def tuesday(weeks: int = 2) -> date:
    """A Tuesday to come."""
    today = timezone.localdate()
    return today + timedelta(days=(1 - today.weekday()) % 7, weeks=weeks)


def typed(venue, **rule) -> dict:
    usual = {"frequency": "weekly", "every": "1", "first_on": tuesday().isoformat(), "start": "18:00", "end": "20:00",
             "venue": venue.pk, "capacity": "12", "count": "10", "requires_sign_up": "on"}  # fmt: skip
    posted = {f"series-{name}": value for name, value in (usual | rule).items() if value is not None}
    return {"title": "Robinet", "kind": "workshop", "dates-TOTAL_FORMS": "3", "dates-INITIAL_FORMS": "0"} | posted


def a_series(**fields) -> tuple[Series, list[Session]]:
    usual = {
        "venue": make.venue(),
        "first_on": tuesday(),
        "start": time(18),
        "end": time(20),
        "count": 4,
        "capacity": 9,
    }
    event = fields.pop("event", None) or make.event_page().event
    made = Series(**usual | {"count": 4, "skips_public_holidays": False} | fields)
    series.add_series(event, made)
    return made, list(made.sessions.order_by("series_on"))


def hours(session: Session) -> str:
    session.refresh_from_db()
    begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return f"{begins:%d %H:%M}–{ends:%H:%M}"


# In the form


def test_one_post_makes_an_event_with_ten_dates(client, facilitator):
    make.agenda_page()
    response = client.post(reverse(NEW), typed(make.venue(), skips_public_holidays=None), follow=True)
    made = Event.objects.get()
    dates = [timezone.localtime(session.starts_at) for session in made.sessions.all()]
    assert [moment.date() for moment in dates] == [tuesday() + timedelta(weeks=n) for n in range(10)]
    assert {f"{moment:%H:%M}" for moment in dates} == {"18:00"}
    assert "10 dates" in str(next(iter(response.context["messages"])))


def test_dates_are_seen_before_anything_is_saved_and_each_can_be_left_out(client, facilitator):
    form = typed(make.venue(), count="4", skips_public_holidays=None)
    seen = client.post(reverse(NEW), form | {"see-dates": "1", "title": ""})
    preview, days = seen.context["preview"], [tuesday() + timedelta(weeks=n) for n in range(4)]
    assert [row["day"] for row in preview["rows"]] == days
    assert (seen.status_code, seen.context["problems"], Event.objects.count()) == (200, [], 0)
    assert seen.context["rule"]["capacity"].value() == "12"
    kept = [day.isoformat() for day in days if day != days[1]]
    client.post(reverse(NEW), form | {"series-shown": preview["shown"], "series-keep": kept})
    assert list(Session.objects.values_list("series_on", flat=True)) == [days[0], days[2], days[3]]
    assert Series.objects.get().excluded == [days[1].isoformat()]


def test_days_off_are_named_and_a_missing_school_calendar_is_said(client, facilitator):
    first = date(timezone.localdate().year + 1, 12, 25)
    form = typed(make.venue(), first_on=first.isoformat(), count="2", skips_public_holidays="on",
                 skips_school_holidays="on")  # fmt: skip
    preview = client.post(reverse(NEW), form | {"see-dates": "1"}).context["preview"]
    assert [each.day for each in preview["off"]] == [first, first + timedelta(weeks=1)]
    assert preview["no_calendar"] is True
    SchoolHoliday.objects.create(name="Noël", starts_on=first - timedelta(days=60), ends_on=first + timedelta(days=90))
    SchoolHoliday.objects.create(name="Été", starts_on=first + timedelta(days=200), ends_on=first + timedelta(days=250))
    preview = client.post(reverse(NEW), form | {"see-dates": "1"}).context["preview"]
    assert preview["no_calendar"] is False
    assert preview["rows"][0]["day"] > first + timedelta(days=90)


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        ({"first_on": ""}, "first_on"),
        ({"first_on": "2026-02-30"}, "first_on"),
        ({"first_on": "9999-12-31"}, "first_on"),
        ({"start": "25:00"}, "start"),
        ({"end": "17:00"}, "end"),
        ({"venue": "99999"}, "venue"),
        ({"venue": ""}, "venue"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": ""}, "capacity"),
        ({"count": "1000"}, "count"),
        ({"count": "x"}, "count"),
        ({"count": ""}, "count"),
        ({"until": tuesday(9).isoformat()}, "count"),
        ({"every": "0"}, "every"),
        ({"every": "99"}, "every"),
        ({"frequency": "daily"}, "frequency"),
        ({"count": "", "until": "1999-01-01"}, "until"),
        ({"count": "", "until": "9999-12-31"}, "until"),
    ],
)
def test_wrong_rule_is_explained_by_its_field_and_kept(client, facilitator, rule, field):
    posted = typed(make.venue()) | {f"series-{name}": value for name, value in rule.items()}
    response = client.post(reverse(NEW), posted)
    assert response.status_code == 422
    assert list(response.context["rule"].errors) == [field]
    assert len(response.context["problems"]) == 1
    assert response.context["rule"]["start"].value() == rule.get("start", "18:00")
    assert not Event.objects.exists()


@pytest.mark.parametrize("shown", ["x y z", "2026-99-99", "\x00", "2030-01-01 " * 20])
def test_odd_list_of_dates_seen_changes_nothing(client, facilitator, shown):
    posted = typed(make.venue(), count="3", skips_public_holidays=None) | {"series-shown": shown}
    response = client.post(reverse(NEW), posted)
    assert (response.status_code, Session.objects.count()) in {(302, 3), (422, 0)}


def test_further_settings_of_the_event_and_of_a_date_are_saved(client, facilitator):
    venue, day = make.venue(), timezone.localdate() + timedelta(days=20)
    posted = typed(venue, first_on="", start="", end="", count="") | {
        "audience": "families", "age_min": "6", "age_max": "12", "minors": "alone_from_12", "max_party": "4",
        "dates-0-date": day.isoformat(), "dates-0-start": "18:00", "dates-0-end": "20:00", "dates-0-venue": venue.pk,
        "dates-0-capacity": "10", "dates-0-requires_sign_up": "on", "dates-0-partner_seats": "3",
        "dates-0-sign_up_opens_at": f"{day - timedelta(days=9)}T09:00",
        "dates-0-sign_up_closes_at": f"{day - timedelta(days=1)}T12:00",
        "dates-0-partner_seats_until": f"{day - timedelta(days=3)}T12:00",
    }  # fmt: skip
    assert client.post(reverse(NEW), posted).status_code == 302
    event, session = Event.objects.get(), Session.objects.get()
    assert (event.audience, event.age_min, event.age_max, event.minors, event.max_party) == (
        "families", 6, 12, "alone_from_12", 4,
    )  # fmt: skip
    there = timezone.localtime
    assert (session.partner_seats, f"{there(session.sign_up_opens_at):%H:%M}") == (3, "09:00")
    assert there(session.sign_up_closes_at).date() == day - timedelta(days=1)
    assert there(session.partner_seats_until).date() == day - timedelta(days=3)
    wrong = client.post(reverse(NEW), posted | {"age_max": "3", "dates-0-partner_seats": "11"})
    assert list(wrong.context["form"].errors) == ["age_max"]
    assert list(wrong.context["rows"].forms[0].errors) == ["partner_seats"]


# Once


def test_rule_run_again_makes_nothing_twice_even_after_a_move_or_a_deletion():
    rule, (first, second, third, _last) = a_series()
    later = {"starts_at": second.starts_at + timedelta(days=1), "ends_at": second.ends_at + timedelta(days=1)}
    scheduling.change_session(second.pk, scheduling.Dates(second.venue, capacity=9, **later), make.staff())
    scheduling.cancel_session(third.pk, make.staff())
    staff_programme.delete_session(first.pk)
    assert series.run(rule.pk) == []
    assert Session.objects.count() == 3


def test_database_refuses_a_second_session_on_a_day_of_a_series():
    rule, (first, *_rest) = a_series()
    with pytest.raises(IntegrityError):
        make.session(series=rule, series_on=first.series_on)


def test_series_let_run_on_adds_only_what_is_missing(client, facilitator):
    rule, sessions = a_series(count=2)
    until = sessions[-1].series_on + timedelta(weeks=2)
    address = reverse("activity_events:extend_series", args=[rule.pk])
    client.post(address, {f"extend-{rule.pk}-until": until.isoformat()})
    assert rule.sessions.count() == 4
    for wrong in ("", "x", "9999-12-31", "1990-01-01", until.isoformat()):
        assert client.post(address, {f"extend-{rule.pk}-until": wrong}).status_code == 302
    assert rule.sessions.count() == 4


def test_only_those_who_write_the_programme_let_a_series_run_on(client):
    rule, _sessions = a_series(count=2)
    client.force_login(make.staff(Role.LEAD))
    address = reverse("activity_events:extend_series", args=[rule.pk])
    client.post(address, {f"extend-{rule.pk}-until": (tuesday() + timedelta(weeks=9)).isoformat()})
    assert rule.sessions.count() == 2


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"first_on": date(2026, 12, 8)}, "Every week, on Tuesday"),
        ({"first_on": date(2026, 12, 8), "every": 2}, "Every 2 weeks, on Tuesday"),
        ({"first_on": date(2026, 12, 8), "frequency": Frequency.MONTHLY}, "Every month, on the second Tuesday"),
        (
            {"first_on": date(2026, 12, 29), "frequency": Frequency.MONTHLY, "every": 3},
            "Every 3 months, on the last Tuesday",
        ),
    ],
)
def test_rule_is_said_in_words(fields, said):
    rule = Series(**fields)
    rule.last_on = None
    with translation.override("en"):
        assert staff_series.rule_in_words(rule) == said


# This one and those that follow


def test_change_passed_on_keeps_sign_ups_and_tells_each_household_once():
    _rule, sessions = a_series()
    signed = [make.registration(session=session, language="fr") for session in sessions]
    second, room = sessions[1], make.venue()
    scheduling.change_session(sessions[2].pk, moved(sessions[2], venue=room), make.staff())
    Message.objects.all().delete()
    series.change_with_following(second.pk, moved(second, hour=17), make.staff())
    assert [hours(session)[3:] for session in sessions] == ["18:00–20:00", "17:00–19:00", "17:00–19:00", "17:00–19:00"]
    assert Session.objects.get(pk=sessions[2].pk).venue == room  # moved for it alone: it stays there
    assert Registration.objects.active().count() == 4
    told = Message.objects.filter(template="moved").values_list("object_id", flat=True)
    assert sorted(told) == sorted(entry.pk for entry in signed[1:])


def moved(session: Session, *, hour: int = 18, venue=None, capacity: int | None = None) -> scheduling.Dates:
    begins = timezone.localtime(session.starts_at).replace(hour=hour)
    return scheduling.Dates(
        venue or session.venue,
        begins,
        begins + timedelta(hours=2),
        capacity or session.capacity,
        session.requires_sign_up,
    )


def test_hour_passed_on_is_the_same_on_both_sides_of_a_clock_change():
    first = date(timezone.localdate().year + 1, 3, 9)
    _rule, sessions = a_series(first_on=first, count=5)
    series.change_with_following(sessions[0].pk, moved(sessions[0], hour=17), make.staff())
    assert {hours(session)[3:] for session in sessions} == {"17:00–19:00"}


def test_more_places_passed_on_promote_and_tell_nobody_of_a_move():
    _rule, sessions = a_series(capacity=1, count=2)
    for session in sessions:
        make.registration(session=session)
        make.waiting(session=session)
    series.change_with_following(sessions[0].pk, moved(sessions[0], capacity=2), make.staff())
    assert not Message.objects.filter(template="moved").exists()
    assert [Registration.objects.filter(session=each).seats_taken() for each in sessions] == [2, 2]


def test_day_is_not_passed_on_and_nothing_is_saved():
    _rule, sessions = a_series()
    later = moved(sessions[0])
    later = scheduling.Dates(later.venue, later.starts_at + timedelta(days=1), later.ends_at + timedelta(days=1), 9)
    with pytest.raises(DomainError):
        series.change_with_following(sessions[0].pk, later, make.staff())
    assert hours(sessions[0]).startswith(f"{sessions[0].series_on:%d}")


def test_session_alone_has_none_that_follow():
    session = make.session()
    with pytest.raises(DomainError):
        series.cancel_with_following(session.pk, make.staff())


def test_row_of_the_form_passes_its_change_on(client, facilitator):
    rule, sessions = a_series(count=3)
    posted = {"title": "Robinet", "kind": "workshop", "dates-TOTAL_FORMS": "3", "dates-INITIAL_FORMS": "0"}
    for index, session in enumerate(sessions):
        day = f"{timezone.localtime(session.starts_at):%Y-%m-%d}"
        row = {"session": session.pk, "date": day, "start": "18:00", "end": "20:00", "venue": session.venue_id,
               "capacity": "9", "requires_sign_up": "on"}  # fmt: skip
        if index == 1:
            row |= {"start": "17:30", "following": "on"}
        posted |= {f"dates-{index}-{name}": value for name, value in row.items()}
    assert client.post(reverse("activity_events:edit", args=[rule.event_id]), posted).status_code == 302
    assert [hours(session)[3:8] for session in sessions] == ["18:00", "17:30", "17:30"]


def test_cancelling_onwards_tells_each_once_and_leaves_what_comes_before(client, facilitator):
    _rule, sessions = a_series()
    for session in sessions:
        make.registration(session=session)
    address = reverse("session_cancel", args=[sessions[1].pk])
    assert client.get(address).context["following"] == 2
    for _ in range(2):
        client.post(address, {"following": "1"})
    states = [Session.objects.get(pk=session.pk).status for session in sessions]
    assert states == [SessionStatus.PLANNED] + [SessionStatus.CANCELLED] * 3
    assert Message.objects.filter(template="session_cancelled").count() == 3


def test_at_half_past_two_a_series_has_one_session_on_each_night_of_a_clock_change():
    _rule, sessions = a_series(first_on=date(2027, 3, 21), start=time(2, 30), end=time(4), count=2)
    assert [hours(session) for session in sessions] == ["21 02:30–04:00", "28 03:30–05:00"]
    _rule, sessions = a_series(first_on=date(2027, 10, 31), start=time(2, 30), end=time(4), count=1)
    assert sessions[0].starts_at == datetime(2027, 10, 31, 0, 30, tzinfo=sessions[0].starts_at.tzinfo)
