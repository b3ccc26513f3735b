"""The one form of an event and its dates: created and changed, wrong answers explained, what was typed kept."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from core.models import Theme
from engagement.models import Message
from events.enums import Kind, SessionStatus
from events.models import Event, EventPage, Registration, Session
from territory.models import Partner
from tests import factories

pytestmark = pytest.mark.django_db
NEW = "activity_events:add"


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


def rows(*typed: dict, sign_up: bool = True) -> dict:
    """Return the posted rows of dates; three empty ones when nothing is typed."""
    posted = {"dates-TOTAL_FORMS": str(max(3, len(typed))), "dates-INITIAL_FORMS": "0"}
    for index, row in enumerate(typed):
        answers = {"requires_sign_up": "on"} if sign_up else {}
        posted |= {f"dates-{index}-{name}": str(value) for name, value in (answers | row).items()}
    return posted


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def row(venue, ahead: int = 10, **typed) -> dict:
    return {"date": day(ahead), "start": "18:00", "end": "20:00", "venue": venue.pk, "capacity": 12} | typed


def as_posted(session: Session, **changes) -> dict:
    there = timezone.localtime
    kept = {"session": session.pk, "date": there(session.starts_at).date().isoformat(),
            "start": f"{there(session.starts_at):%H:%M}", "end": f"{there(session.ends_at):%H:%M}",
            "venue": session.venue_id, "capacity": session.capacity}  # fmt: skip
    return kept | changes


def event(**typed) -> dict:
    return {"title": "Réparer un robinet", "kind": Kind.WORKSHOP.value} | typed


def at_noon(ahead: int = 7) -> datetime:
    return datetime.combine(timezone.localdate() + timedelta(days=ahead), datetime.min.time(), factories.PARIS).replace(
        hour=12
    )  # fmt: skip


# Creating


def test_one_post_makes_the_event_its_dates_and_the_draft_of_its_page(client, facilitator):
    factories.agenda_page()
    venue, owner = factories.venue(), factories.landlord()
    theme, partner = Theme.objects.create(slug="t", name={"fr": "Eau"}), Partner.objects.create(slug="p", name="Asso")
    typed = event(themes=[theme.pk], landlords=[owner.pk], partners=[partner.pk], tax_axis="8")
    typed |= rows(row(venue, 10), {}, row(venue, 17, start="09:30", end="11:00", capacity=5))
    response = client.post(reverse(NEW), typed)
    made = Event.objects.get()
    assert response.url == reverse("activity_events:edit", args=[made.pk])
    assert (made.title, made.kind, made.tax_axis) == ("Réparer un robinet", Kind.WORKSHOP, 8)
    assert (made.themes.get(), made.landlords.get(), made.partners.get()) == (theme, owner, partner)
    dates = [(session.venue, session.capacity, session.requires_sign_up) for session in made.sessions.all()]
    assert dates == [(venue, 12, True), (venue, 5, True)]
    page = EventPage.objects.get(event=made)
    assert (page.live, page.owner, page.title) == (False, facilitator, "Réparer un robinet")
    assert ModelLogEntry.objects.filter(action="wagtail.create", object_id=str(made.pk), user=facilitator).count() == 1


@pytest.mark.parametrize(
    ("on", "instants"),
    [
        (date(2027, 3, 26), (17, 19)),  # winter: 18:00 is 17:00 UTC
        (date(2027, 4, 2), (16, 18)),  # summer
        (date(2027, 10, 29), (16, 18)),
        (date(2027, 11, 5), (17, 19)),
    ],
)
def test_hours_are_those_of_tours_across_clock_changes(client, facilitator, on, instants):
    client.post(reverse(NEW), event() | rows(row(factories.venue(), date=on.isoformat())))
    made = Session.objects.get()
    starts, ends = (datetime(on.year, on.month, on.day, hour, tzinfo=UTC) for hour in instants)
    assert (made.starts_at, made.ends_at) == (starts, ends)


def test_an_hour_that_the_clocks_skip_is_refused(client, facilitator):
    typed = event() | rows(row(factories.venue(), date="2027-03-28", start="02:30", end="04:00"))
    response = client.post(reverse(NEW), typed)
    assert list(response.context["rows"].forms[0].errors) == ["start"]
    assert not Event.objects.exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [("date", ""), ("date", "2026-02-30"), ("date", "demain"), ("date", "2019-05-05"), ("date", "2206-01-01"),
     ("date", "\x00"), ("start", "25:00"), ("start", ""), ("end", "17:00"), ("end", "18:00"), ("end", "tard"),
     ("venue", ""), ("venue", "99999"), ("venue", "x"), ("capacity", ""), ("capacity", "0"), ("capacity", "-3"),
     ("capacity", "dix"), ("capacity", "99999999999")],
)  # fmt: skip
def test_a_wrong_row_is_explained_by_its_field_and_everything_is_kept(client, facilitator, name, value):
    venue = factories.venue()
    response = client.post(reverse(NEW), event() | rows(row(venue), row(venue, 17) | {name: value}))
    assert response.status_code == 422
    shown = response.context["rows"].forms
    assert [list(form.errors) for form in shown] == [[], [name], []]
    assert len(response.context["problems"]) == 1
    assert shown[1][name].value() == value
    assert shown[0]["capacity"].value() == "12"
    assert response.context["form"]["title"].value() == "Réparer un robinet"
    assert (Event.objects.count(), Session.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "typed",
    [{"title": ""}, {"title": "x" * 200}, {"title": "a\x00"}, {"kind": ""}, {"kind": "party"}, {"tax_axis": "99"},
     {"themes": "99999"}, {"landlords": "x"}],
)  # fmt: skip
def test_a_wrong_event_is_explained_by_its_field(client, facilitator, typed):
    response = client.post(reverse(NEW), event(**typed) | rows(row(factories.venue())))
    assert response.status_code == 422
    assert list(response.context["form"].errors) == list(typed)
    assert response.context["rows"].forms[0]["capacity"].value() == "12"
    assert not Event.objects.exists()


@pytest.mark.parametrize("total", ["", "x", "-1", "101", "1000000000"])
def test_a_form_tampered_with_is_a_sentence(client, facilitator, total):
    response = client.post(reverse(NEW), event() | rows() | {"dates-TOTAL_FORMS": total})
    assert response.status_code in {302, 422}
    assert response.status_code == 302 or response.context["problems"]


def test_a_date_in_the_past_is_saved_with_a_warning(client, facilitator):
    response = client.post(reverse(NEW), event() | rows(row(factories.venue(), -30)), follow=True)
    assert Session.objects.count() == 1
    assert [message.level_tag for message in response.context["messages"]] == ["success", "warning"]


def test_more_rows_without_javascript_keeps_what_was_typed(client, facilitator):
    typed = event(title="") | rows(row(factories.venue(), capacity="dix")) | {"more-rows": "1"}
    response = client.post(reverse(NEW), typed)
    assert response.status_code == 200
    shown = response.context["rows"]
    assert len(shown.forms) == 6
    assert 'name="dates-TOTAL_FORMS" value="6"' in response.text
    assert shown.forms[0]["capacity"].value() == "dix"
    assert response.context["problems"] == []
    assert not any(form.errors for form in shown.forms)
    assert not Event.objects.exists()


def test_the_same_form_sent_twice_makes_one_event(client, facilitator):
    submission = str(client.get(reverse(NEW)).context["form"]["submission"].value())
    typed = event(submission=submission) | rows(row(factories.venue()))
    assert [client.post(reverse(NEW), typed).status_code for _ in range(2)] == [302, 302]
    assert (Event.objects.count(), Session.objects.count()) == (1, 1)


# Changing


def change(client, of: Event, *typed: dict, **fields):
    posted = event(title=of.title, kind=of.kind, **fields) | rows(*typed)
    return client.post(reverse("activity_events:edit", args=[of.pk]), posted)


def test_the_form_shows_the_dates_as_rows(client, facilitator):
    session = factories.session(starts_at=at_noon(), capacity=7)
    held = factories.held_session(event=session.event)
    context = client.get(reverse("activity_events:edit", args=[session.event.pk])).context
    assert [form["capacity"].value() for form in context["rows"].forms] == [7]
    assert context["settled"] == [held]


def test_an_unchanged_row_writes_nothing(client, facilitator):
    session = factories.registration(session=factories.session(starts_at=at_noon() + timedelta(seconds=30))).session
    before = Session.objects.values().get()
    assert change(client, session.event, as_posted(session)).status_code == 302
    assert Session.objects.values().get() == before
    assert not Message.objects.exists()


def test_only_the_changed_row_moves_and_its_households_are_told_once(client, facilitator):
    moved = factories.registration(session=factories.published_session(starts_at=at_noon())).session
    still = factories.registration(session=factories.session(event=moved.event, starts_at=at_noon(9))).session
    assert change(client, moved.event, as_posted(moved, start="13:00"), as_posted(still)).status_code == 302
    moved.refresh_from_db()
    still.refresh_from_db()
    assert (timezone.localtime(moved.starts_at).hour, moved.sequence, still.sequence) == (13, 1, 0)
    assert list(Message.objects.values_list("template", flat=True)) == ["moved"]


def test_more_places_tell_nobody_of_a_move_and_are_offered(client, facilitator):
    session = factories.published_session(starts_at=at_noon() + timedelta(seconds=30), capacity=1)
    factories.registration(session=session)
    waiting = factories.waiting(session=session)
    assert change(client, session.event, as_posted(session, capacity=2)).status_code == 302
    assert Registration.objects.holding_a_seat().filter(pk=waiting.pk).exists()
    assert list(Message.objects.values_list("template", flat=True)) == ["offer"]


def test_a_new_row_is_added_and_the_event_saved(client, facilitator):
    session = factories.session(starts_at=at_noon())
    change(client, session.event, as_posted(session), row(session.venue, 30))
    assert session.event.sessions.count() == 2


def test_a_date_without_sign_ups_is_deleted_by_its_tick(client, facilitator):
    kept = factories.session(starts_at=at_noon())
    mistake = factories.session(event=kept.event, starts_at=at_noon(8))
    change(client, kept.event, as_posted(kept), as_posted(mistake, remove="on"))
    assert list(kept.event.sessions.all()) == [kept]


def test_deleting_a_date_with_sign_ups_is_refused_with_their_number_and_nothing_is_saved(client, facilitator):
    session = factories.session(starts_at=at_noon())
    for _ in range(2):
        factories.registration(session=session)
    other = factories.session(event=session.event, starts_at=at_noon(9), capacity=5)
    response = change(client, session.event, as_posted(other, capacity=9), as_posted(session, remove="on"))
    assert response.status_code == 422
    assert "2" in response.context["problems"][0][1].split(":", 2)[-1]
    other.refresh_from_db()
    assert (Session.objects.count(), other.capacity) == (2, 5)


def test_a_row_of_another_event_is_not_changed(client, facilitator):
    own, foreign = factories.session(starts_at=at_noon()), factories.session(starts_at=at_noon())
    assert change(client, own.event, as_posted(foreign, capacity=99)).status_code == 422
    foreign.refresh_from_db()
    assert foreign.capacity == 10


def test_a_date_closed_meanwhile_is_not_changed(client, facilitator):
    session = factories.session(starts_at=at_noon())
    typed = as_posted(session, capacity=99)
    Session.objects.update(status=SessionStatus.NOT_HELD)
    assert change(client, session.event, typed).status_code == 422
    assert Session.objects.get().capacity == 10


def test_an_old_date_left_as_it_is_does_not_stand_in_the_way(client, facilitator):
    session = factories.session(starts_at=at_noon(-800))
    assert change(client, session.event, as_posted(session)).status_code == 302
