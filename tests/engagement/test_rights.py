"""The rights of one person: found, shown, handed over, erased everywhere, while every figure stands."""

import json
from datetime import date, timedelta
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from engagement.models import Message, Person
from engagement.pseudonyms import pseudonym_of
from events import survey
from events.enums import RegistrationStatus
from events.models import DoorTap, Registration, SurveyTicket
from home import invariants
from indicators import figures
from indicators.counting import Scope
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db
NAME, EMAIL, PHONE = "Nadia Personnelle", "nadia.personnelle@example.org", "+33612345678"
TRACES = [NAME, EMAIL, "612345678", "06 12 34 56 78", "06.12.34.56.78"]


@pytest.fixture
def lead(client):
    client.force_login(user := make.staff(Role.LEAD))
    return user


@pytest.fixture
def nadia():
    """Somebody who came twice, is signed up for next week, and is named in notes of the team and versions of a page."""
    person = make.person(email=EMAIL, phone=PHONE)
    for days in (-20, -10):
        session = make.held_session(starts_at=make.soon(days), closing_note=f"{NAME} (06.12.34.56.78) apporte le café.")
        entry = make.present(2, 1, session=session, person=person, name=NAME, needs=["hearing"])
        make.message(make.present(1, session=session))
        make.message(entry, last_error=f"550 <{EMAIL}> refused")
        DoorTap.objects.create(session=session, registration=entry)
        survey.invite(session)
    coming = make.registration(person=person, name=NAME, session=make.published_session(capacity=1))
    make.waiting(session=coming.session)
    asked = asking.submitted(name=NAME, email=EMAIL, message=f"Rappelez {NAME}")
    asking.kept(asked)
    page = make.event_page(title="Atelier de mars")
    page.summary = f"Écrire à {EMAIL}"
    page.save_revision()
    return person


def searched(client, **typed):
    return client.post(reverse("rights:index"), typed)


def address(name: str, person: Person) -> str:
    return reverse(f"rights:{name}", args=["contact", person.pk])


def totals():
    counted = figures.count(Scope(date.today() - timedelta(days=400), date.today() + timedelta(days=400)))
    return dict(counted.totals), {
        name: {row: dict(n) for row, n in rows.items()} for name, rows in counted.cells.items()
    }


def everything() -> str:
    """The whole database as text, and the names and bytes of every file kept."""
    out = StringIO()
    call_command("dumpdata", stdout=out)
    folders = [Path(settings.MEDIA_ROOT), Path(settings.DATA_DIR) / "private"]
    files = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    return out.getvalue() + "".join(f"{path.name} {path.read_bytes()!r}" for path in files)


@pytest.mark.parametrize(
    "typed",
    [
        {"email": EMAIL}, {"email": " Nadia.PERSONNELLE@example.org "}, {"phone": "06 12 34 56 78"},
        {"phone": "+33 6 12 34 56 78"},
    ],
)  # fmt: skip
def test_person_is_found_by_email_or_telephone_however_typed(client, lead, nadia, typed):
    make.person()
    response = searched(client, **typed)
    assert [(match.kind, match.pk) for match in response.context["found"]] == [("contact", nadia.pk)]


def test_name_on_a_paper_sheet_is_found_within_the_day_of_a_session(client, lead):
    paper = make.present(session=make.held_session(starts_at=make.paris(2026, 3, 10)), person=None, name="Karim Papier")
    make.present(session=make.held_session(starts_at=make.paris(2026, 3, 11)), person=None, name="Karim Papier")
    found = searched(client, name="karim", day="2026-03-10").context["found"]
    assert [(match.kind, match.pk) for match in found] == [("inscription", paper.pk)]
    assert "Karim Papier" in client.get(reverse("rights:file", args=["inscription", paper.pk])).text


@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "email"), ({"name": "Karim"}, "day"), ({"email": "nadia"}, "email"), ({"phone": "12"}, "phone"),
     ({"name": "Karim", "day": "31/02/2026"}, "day")],
)  # fmt: skip
def test_search_that_cannot_be_read_says_why_and_keeps_what_was_typed(client, lead, typed, field):
    response = searched(client, **typed)
    assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
    assert all(value in response.text for value in typed.values())


def test_dossier_shows_what_every_room_holds(client, lead, nadia):
    held = client.get(address("file", nadia)).context["held"]
    assert {holding.slug: len(lines) for holding, lines in held.parts} == {
        "answers": 0, "taps": 2, "tickets": 2, "acts": 0, "sign_ups": 3, "request_files": 1, "request_entries": 0,
        "requests": 1, "contact": 1, "messages": 3, "journal": 0,
    }  # fmt: skip
    assert held.mentions == ["Atelier de mars"]


def test_copy_as_json_has_readable_names_and_no_answer_of_the_survey(client, lead, nadia):
    response = client.get(address("export", nadia) + "?format=json")
    data = json.loads(response.content)
    assert "no-store" in response["Cache-Control"]
    assert [line["Nom"] for line in data["Inscriptions"]] == [NAME] * 3
    assert data["Contact"][0]["Adresse électronique"] == EMAIL


def test_copy_as_xlsx_has_one_sheet_a_room(client, lead, nadia):
    book = load_workbook(BytesIO(b"".join(client.get(address("export", nadia) + "?format=xlsx").streaming_content)))
    assert "Inscriptions" in book.sheetnames
    assert book["Inscriptions"].max_row == 4


def test_erasing_is_asked_first_and_says_what_it_cancels(client, lead, nadia):
    response = client.get(address("erase", nadia))
    assert response.context["held"].warnings == ["1 inscription à venir est annulée\xa0: ses places vont à d’autres."]
    assert Person.objects.filter(pk=nadia.pk).exists()


def test_person_erased_is_found_nowhere_while_every_figure_stands(client, lead, nadia):
    before, links = totals(), set(Registration.objects.filter(person=nadia).values_list("uuid", flat=True))
    text = everything()
    assert [trace for trace in TRACES if trace not in text] == ["06 12 34 56 78"]
    assert client.post(address("erase", nadia)).status_code == 302
    text = everything().casefold()
    assert [trace for trace in TRACES if trace.casefold() in text] == []
    assert totals() == before
    assert not any(invariants.check().values())
    assert not Registration.objects.filter(uuid__in=links).exists()
    assert SurveyTicket.objects.count() == 4


def test_erasing_gives_the_places_to_come_to_who_waits(client, lead, nadia):
    client.post(address("erase", nadia))
    states = Registration.objects.filter(session__starts_at__gt=make.soon(0)).order_by("pk")
    assert list(states.values_list("status", flat=True)) == [RegistrationStatus.CANCELLED, RegistrationStatus.OFFERED]
    assert Message.objects.filter(template="offer").count() == 1


def test_person_erased_who_comes_back_that_year_is_counted_once(client, lead):
    nadia = make.person(email=EMAIL)
    make.present(session=make.held_session(starts_at=make.paris(2026, 2, 1)), person=nadia)
    client.post(address("erase", nadia))
    again = make.person(email=EMAIL)
    session = make.held_session(starts_at=make.paris(2026, 9, 1))
    assert make.present(session=session, person=again).household == pseudonym_of(again, make.paris(2026, 2, 1))
    counted = figures.count(Scope(date(2026, 1, 1), date(2026, 12, 31)))
    assert (counted.value("present"), counted.value("distinct")) == (2, 1)


def test_name_on_paper_is_erased_from_its_sign_up(client, lead):
    paper = make.present(session=make.held_session(), person=None, name="Karim Papier")
    client.post(reverse("rights:erase", args=["inscription", paper.pk]))
    paper.refresh_from_db()
    assert (paper.name, paper.people_present) == ("", 1)


def test_erased_twice_the_second_time_is_unknown(client, lead, nadia):
    client.post(address("erase", nadia))
    assert client.post(address("erase", nadia)).status_code == 404


def test_every_act_is_in_the_journal_without_the_contact(client, lead, nadia):
    searched(client, email=EMAIL)
    client.get(address("file", nadia))
    client.get(address("export", nadia) + "?format=json")
    client.post(address("erase", nadia))
    acts = ModelLogEntry.objects.filter(user=lead).order_by("pk")
    assert [act.action.rpartition(".")[2] for act in acts] == ["search", "open", "export", "erase"]
    written = " ".join(f"{act.label} {act.data}" for act in acts)
    assert not any(trace in written for trace in TRACES)


def test_sign_up_with_a_contact_is_not_opened_by_itself(client, lead, nadia):
    entry = Registration.objects.filter(person=nadia).first()
    assert client.get(reverse("rights:file", args=["inscription", entry.pk])).status_code == 404
    assert client.get(reverse("rights:file", args=["autre", entry.pk])).status_code == 404
