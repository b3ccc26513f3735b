"""Erasing requests when their time is over: files first, contacts later, figures never."""

from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone

from copro import requests
from copro.models import AdviceRequest, RequestDocument, RequestsLink, RnicImport
from engagement import retention
from engagement.enums import PurgeState
from engagement.models import Message, Person, PurgeReport
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db


def erased(now=None) -> dict[str, int]:
    """Purge, as a night does, and return what went of each kind of the room."""
    reports = retention.purge(now, confirmed=True)
    return {report.kind: report.erased for report in reports if report.kind.startswith("copro.") and report.erased}


def closed(days_ago: float, **facts) -> AdviceRequest:
    made = asking.submitted(**facts)
    requests.close(made.pk, make.admin())
    AdviceRequest.objects.filter(pk=made.pk).update(closed_at=timezone.now() - timedelta(days=days_ago))
    return made


def test_files_go_first_and_from_the_disk(settings):
    old, recent = closed(settings.RETENTION_REQUEST_FILE_MONTHS * 30.5 + 1), closed(10)
    gone, stays = asking.kept(old), asking.kept(recent)
    assert erased() == {"copro.files": 1}
    assert not Path(gone.file.path).exists() and Path(stays.file.path).exists()
    assert list(RequestDocument.objects.all()) == [stays]
    assert Person.objects.exists()


def test_contact_and_words_go_and_figures_stand(settings):
    old = closed(settings.RETENTION_REQUEST_MONTHS * 30.5 + 1, message="secret", needs=["aids"])
    requests_before = AdviceRequest.objects.values("needs", "received_at", "lots", "status").get()
    assert erased() == {"copro.contacts": 1}
    old.refresh_from_db()
    assert (old.name, old.person, old.address, old.message) == ("", None, "", "")
    assert AdviceRequest.objects.values("needs", "received_at", "lots", "status").get() == requests_before
    assert not Person.objects.exists() and not Message.objects.exists()
    assert erased() == {}


def test_contact_of_a_sign_up_or_of_a_recent_request_stays(settings):
    old = closed(settings.RETENTION_REQUEST_MONTHS * 30.5 + 1)
    make.registration(person=old.person)
    closed(settings.RETENTION_REQUEST_MONTHS * 30.5 + 1, email="karim@example.org")
    closed(1, email="karim@example.org")
    erased()
    assert Person.objects.count() == 2


def test_abandoned_files_and_old_links_go():
    document = asking.kept(asking.submitted())
    RequestDocument.objects.update(request=None, created_at=timezone.now() - timedelta(days=2))
    requests.send_list("nadia@example.org", "fr")
    RequestsLink.objects.update(created_at=timezone.now() - timedelta(days=8))
    call_command("purge", dry_run=True, stdout=StringIO())
    assert RequestDocument.objects.exists()
    call_command("purge", stdout=StringIO())
    assert not RequestDocument.objects.exists() and not RequestsLink.objects.exists()
    assert not Path(document.file.path).exists()
    assert AdviceRequest.objects.get().person


def test_files_of_forms_never_sent_go_as_others_come(client, settings):
    settings.FORM_MIN_SECONDS = 0
    asking.send(client, address="", files=[asking.upload("a.pdf", asking.PDF)])
    RequestDocument.objects.update(created_at=timezone.now() - timedelta(hours=2))
    asking.send(client, address="", files=[asking.upload("b.pdf", asking.PDF)])
    assert [document.name for document in RequestDocument.objects.all()] == ["b.pdf"]


def test_register_files_go_after_a_month_and_their_report_stays():
    entry = RnicImport.objects.create(file=ContentFile(b"a;b", name="r.csv"), name="r.csv", rows=3)
    erased(timezone.now() + timedelta(days=29))
    assert Path(entry.file.path).exists()
    erased(timezone.now() + timedelta(days=31))
    assert not Path(entry.file.path).exists()
    assert RnicImport.objects.values_list("rows", "file").get() == (3, "")


def test_clock_a_year_ahead_is_capped(settings):
    settings.PURGE_CAP = 1
    for _time in range(3):
        closed(1)
    list(retention.purge(timezone.now() + timedelta(days=5 * 366)))
    assert PurgeReport.objects.get(kind="copro.contacts").state == PurgeState.REFUSED
    assert AdviceRequest.objects.exclude(name="").count() == 3
