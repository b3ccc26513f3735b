"""The nightly purge: reports first, in batches, capped, refused when the clock is wrong, safe when stopped midway."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.errors import DomainError
from engagement import pseudonyms, retention
from engagement.enums import PurgeState
from engagement.models import Message, Person, PurgeReport, YearlySalt
from events.models import Registration
from portal.settings import base
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def old_households():
    session = make.held_session(starts_at=make.soon(-100), capacity=500)
    return [make.present(session=session) for _n in range(12)]


def contacts_left() -> int:
    return Registration.objects.exclude(name="").count()


def report(kind="events.contacts") -> PurgeReport:
    return PurgeReport.objects.filter(kind=kind).first()


def night(*options) -> str:
    out = StringIO()
    call_command("purge", *options, stdout=out)
    return out.getvalue()


def test_command_says_what_it_erases_kind_by_kind(old_households):
    assert "events.contacts: 12 to erase (3 months after the session)." in night("--dry-run")
    assert (contacts_left(), PurgeReport.objects.count()) == (12, 0)
    assert "events.contacts: 12 erased of 12." in night()
    assert contacts_left() == 0


def test_report_tells_how_many_and_the_days_of_the_oldest_and_the_latest(old_households):
    night()
    made, day = report(), timezone.localdate(old_households[0].session.ends_at)
    assert (made.due, made.erased, made.left, made.state) == (12, 12, 0, PurgeState.DONE)
    assert (made.first_day, made.last_day) == (day, day)


def test_more_than_a_night_may_erase_is_refused_whole_and_said(old_households, settings):
    settings.PURGE_CAP = 11
    with pytest.raises(CommandError, match=r"events.contacts.*--confirm-large"):
        night()
    assert (contacts_left(), report().state, report().left) == (12, PurgeState.REFUSED, 12)
    night("--confirm-large")
    assert (contacts_left(), report().state) == (0, PurgeState.DONE)


def test_clock_a_year_ahead_erases_nothing(old_households):
    make.present(session=make.held_session())
    night()
    ahead = timezone.now() + timedelta(days=365)
    with pytest.raises(DomainError, match=str(timezone.localdate())):
        list(retention.purge(ahead))
    assert (contacts_left(), PurgeReport.objects.filter(ran_at__gte=ahead).count()) == (1, 0)


def test_killed_midway_the_report_holds_what_was_done_and_the_next_night_ends_it(old_households, monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 5)
    kind = retention.by_slug()["events.contacts"]
    calls = []

    def erase_then_die(batch):
        calls.append(batch)
        if len(calls) == 2:
            raise KeyboardInterrupt
        kind.erase(batch)

    dying = retention.Kind(**{**vars(kind), "erase": erase_then_die})
    with pytest.raises(KeyboardInterrupt):
        retention.purge_kind(dying, timezone.now())
    first = report()
    assert (contacts_left(), first.due, first.erased, first.state) == (7, 12, 5, PurgeState.UNDER_WAY)
    retention.purge_kind(kind, timezone.now())
    first.refresh_from_db()
    assert (contacts_left(), first.state, report().erased) == (0, PurgeState.STOPPED, 7)


def test_hundreds_go_in_batches_with_a_constant_number_of_queries_each(monkeypatch, django_assert_max_num_queries):
    session = make.held_session(starts_at=make.soon(-100), capacity=900)
    people = Person.objects.bulk_create(
        Person(identity=f"p{n}@example.org", email=f"p{n}@example.org") for n in range(300)
    )
    Registration.objects.bulk_create(
        Registration(session=session, person=who, name="Nom", reference=f"B-{n}", status="confirmed")
        for n, who in enumerate(people)
    )
    monkeypatch.setattr(retention, "BATCH", 100)
    with django_assert_max_num_queries(80):
        made = retention.purge_kind(retention.by_slug()["events.contacts"], timezone.now())
    assert (made.erased, contacts_left(), Person.objects.count()) == (300, 0, 0)


def test_nights_with_nothing_to_erase_leave_one_report_a_kind():
    night()
    night()
    assert PurgeReport.objects.count() == len(retention.kinds())
    assert not PurgeReport.objects.telling().exists()


def test_messages_go_months_after_they_were_due_and_the_contact_with_the_last():
    entry = make.registration(session=make.session(starts_at=make.soon(300)))
    old = make.message(entry, due_at=make.soon(-200))
    alone = make.message(entry, person=make.person(), due_at=make.soon(-200))
    fresh = make.message(entry)
    night()
    assert list(Message.objects.all()) == [fresh]
    assert list(Person.objects.filter(pk__in=[old.person_id, alone.person_id])) == [entry.person]


def test_salt_is_destroyed_months_after_its_year_and_never_made_again():
    before = pseudonyms.key("nadia@example.org", 2025)
    assert pseudonyms.key("nadia@example.org", 2025) == before
    retention.purge_kind(retention.by_slug()["engagement.salts"], make.paris(2026, 3, 31))
    assert pseudonyms.key("nadia@example.org", 2025) == before
    retention.purge_kind(retention.by_slug()["engagement.salts"], make.paris(2026, 4, 2))
    assert YearlySalt.objects.get(year=2025).salt == ""
    assert before not in {pseudonyms.key("nadia@example.org", 2025) for _n in range(3)}


def test_keys_differ_by_person_and_by_local_year():
    nadia, karim = make.person(), make.person()
    new_year = make.paris(2027, 1, 1, 0, 30)  # still 2026 in UTC
    keys = [pseudonyms.pseudonym_of(who, at) for who in (nadia, karim) for at in (make.paris(2026, 12, 31), new_year)]
    assert len({*keys}) == 4
    assert pseudonyms.pseudonym_of(None, new_year) is None


def test_every_kind_says_its_period_from_a_setting(settings):
    settings.RETENTION_CONTACT_MONTHS = 1
    known = {name for name in vars(base) if name.startswith("RETENTION_")}
    assert {kind.setting for kind in retention.kinds() if kind.slug != "events.answers"} == known  # a question's own
    assert retention.by_slug()["events.contacts"].length == 1
