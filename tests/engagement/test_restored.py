"""Erasures stand after a restore: who was erased since the backup is found and erased again, and nobody else."""

import json
import shutil
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import ModelLogEntry

from copro.models import AdviceRequest
from core.errors import DomainError
from engagement import erasures, restored, rights
from engagement.models import Person
from events.models import Registration
from home import invariants
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db
NAME, EMAIL = "Nadia Personnelle", "nadia.personnelle@example.org"
ROOMS = ["engagement", "events", "copro.adviceRequest", "copro.requestDocument", "copro.requestEntry"]


@pytest.fixture(autouse=True)
def no_erasure_before():
    shutil.rmtree(Path(settings.DATA_DIR) / "private" / erasures.FOLDER, ignore_errors=True)


@pytest.fixture
def lead():
    return make.staff()


@pytest.fixture
def backup(tmp_path):
    """A function that takes a backup, and returns the one that puts it back."""

    def take():
        dump = tmp_path / "backup.json"
        call_command("dumpdata", *ROOMS, output=str(dump))
        return lambda: call_command("loaddata", str(dump), verbosity=0)

    return take


def nadia() -> Person:
    """Somebody who came, signed up for next week, and asked for advice with a file."""
    person = make.person(email=EMAIL, phone="+33612345678")
    session = make.held_session(closing_note=f"{NAME} apporte le café.")
    make.message(make.present(session=session, person=person, name=NAME))
    make.registration(person=person, name=NAME)
    asking.kept(asking.submitted(name=NAME, email=EMAIL, message=f"Rappelez {NAME}"))
    return person


def night(*options) -> str:
    out = StringIO()
    call_command("purge", *options, stdout=out)
    return out.getvalue()


def database() -> str:
    out = StringIO()
    call_command("dumpdata", stdout=out)
    return out.getvalue()


def test_person_erased_is_found_nowhere_once_an_older_backup_is_put_back(lead, backup):
    person = nadia()
    put_back = backup()
    rights.erase(person, lead)
    put_back()
    assert NAME in database()
    assert EMAIL in database()
    assert f"contact {person.pk}, erased on {timezone.now():%Y-%m-%d}: erased again." in night()
    text = database()
    assert [trace for trace in (NAME, EMAIL, "+33612345678") if trace in text] == []
    assert (Registration.objects.count(), AdviceRequest.objects.count()) == (2, 1)
    assert not any(invariants.check().values())


def test_run_twice_the_second_finds_nothing_to_erase_again(lead, backup):
    person = nadia()
    put_back = backup()
    rights.erase(person, lead)
    put_back()
    assert "erased again" in night()
    assert "erased again" not in night()


def test_names_on_paper_and_on_a_demand_are_erased_again(lead, backup):
    paper = make.present(session=make.held_session(), person=None, name="Karim Papier")
    demand = asking.submitted(name="Karim Demande")
    AdviceRequest.objects.filter(pk=demand.pk).update(person=None)
    Person.objects.all().delete()
    put_back = backup()
    for kind, pk in (("inscription", paper.pk), ("demande", demand.pk)):
        rights.erase(rights.open_record(kind, pk), lead)
    put_back()
    assert "Karim" in database()
    night()
    assert "Karim" not in database()


def test_person_who_signs_up_again_after_the_erasure_is_somebody_new(lead):
    rights.erase(nadia(), lead)
    again = make.registration(person=make.person(email=EMAIL), name=NAME)
    rights.erase(make.person(), lead)  # a later erasure, of somebody else, does not reach her either
    assert f"contact {again.person.pk}," not in night()
    again.refresh_from_db()
    assert (again.name, again.person.email) == (NAME, EMAIL)


def test_person_who_came_back_on_a_restored_contact_is_left_to_the_team(lead, backup):
    person = nadia()
    put_back = backup()
    rights.erase(person, lead)
    put_back()
    make.registration(person=person, name=NAME)
    assert f"contact {person.pk}, erased on" in (said := night())
    assert "left to the team, for it came back since" in said
    assert Person.objects.filter(pk=person.pk).exists()


def test_nobody_else_is_erased(lead, backup):
    other, person = make.registration(name="Paul Voisin"), nadia()
    put_back = backup()
    rights.erase(person, lead)
    put_back()
    night()
    other.refresh_from_db()
    assert (other.name, Person.objects.count()) == ("Paul Voisin", 1)


def test_dry_run_says_who_would_be_erased_again_and_erases_nobody(lead, backup):
    person = nadia()
    put_back = backup()
    rights.erase(person, lead)
    put_back()
    assert f"contact {person.pk}, erased on {timezone.now():%Y-%m-%d}: to erase again." in night("--dry-run")
    assert Person.objects.filter(pk=person.pk).exists()


def test_what_a_purge_erased_is_erased_again_by_its_date(backup):
    make.present(session=make.held_session(starts_at=make.soon(-100)), name=NAME)
    put_back = backup()
    night()
    put_back()
    assert Registration.objects.filter(name=NAME).exists()
    assert "events.contacts: 1 erased of 1." in night()
    assert not Registration.objects.filter(name=NAME).exists()


def test_record_of_an_erasure_tells_nobody_who(lead):
    rights.erase(nadia(), lead)
    [name] = erasures.names()
    with storages["private"].open(name) as file:
        written = file.read().decode()
    assert EMAIL not in written
    assert json.loads(written)["mark"] == erasures.mark_of("contact", EMAIL)
    assert not ModelLogEntry.objects.filter(label__icontains="nadia").exists()


def test_mark_needs_the_secret(settings):
    known = erasures.mark_of("contact", EMAIL)
    settings.SECRET_KEY = "another-" + "y" * 50
    assert erasures.mark_of("contact", EMAIL) != known


def test_erasure_that_is_refused_is_not_recorded():
    with pytest.raises(DomainError), erasures.recorded("contact", EMAIL):
        raise DomainError("not now")
    assert erasures.names() == []


def test_erasure_stopped_midway_is_ended_by_the_night(lead):
    person = nadia()
    with pytest.raises(KeyboardInterrupt), erasures.recorded("contact", person.identity):
        raise KeyboardInterrupt
    assert "erased again" in night()
    assert not Person.objects.filter(pk=person.pk).exists()


def test_records_older_than_any_backup_are_dropped(lead, settings):
    rights.erase(nadia(), lead)
    night()
    assert len(erasures.names()) == 1
    erasures.drop_old(timezone.now() + timedelta(days=400))
    assert erasures.names() == []


def test_damaged_record_is_named_and_the_night_goes_on(lead):
    make.present(session=make.held_session(starts_at=make.soon(-100)), name=NAME)
    with erasures.recorded("contact", EMAIL):
        pass
    [name] = erasures.names()
    (Path(settings.DATA_DIR) / "private" / name).write_text("{")
    with pytest.raises(CommandError, match=name):
        night()
    assert not Registration.objects.filter(name=NAME).exists()


def test_standing_are_found_in_as_many_queries_for_many_contacts(lead, django_assert_num_queries):
    with erasures.recorded("contact", EMAIL):
        pass
    make.person()
    for more in (0, 10):
        for _n in range(more):
            make.person()
        with django_assert_num_queries(1):
            assert restored.standing() == []
