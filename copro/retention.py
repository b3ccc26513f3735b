"""Keeping the promise of the privacy notice: files and contacts of requests go months after a request is closed.

A request that nobody closed counts from its last answer, else from its reception. Figures stand: they need neither
name, nor address, nor words.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from copro.models import AdviceRequest, RequestDocument, RequestEntry, RequestsLink, RnicImport
from engagement.models import Message, Person

DAYS_A_MONTH = 30.5
CAP = 5000
LINK_KEPT = timedelta(days=7)
IMPORT_KEPT = timedelta(days=30)  # long enough to write what a dry run told
ERASED = {
    "name": "", "person": None, "contact_preference": "", "building_name": "", "address": "", "message": "",
    "registration_number": "", "arrears": "", "urgency": [],
}  # fmt: skip


@dataclass(frozen=True)
class Due:
    """What is to be erased at a moment, at most CAP of each a night: a wrong clock cannot empty the house."""

    files: QuerySet
    contacts: QuerySet
    links: QuerySet
    imports: QuerySet


def due(now: datetime | None = None) -> Due:
    now = now or timezone.now()
    files_until = now - timedelta(days=settings.RETENTION_REQUEST_FILE_MONTHS * DAYS_A_MONTH)
    contacts_until = now - timedelta(days=settings.RETENTION_REQUEST_MONTHS * DAYS_A_MONTH)
    ended = AdviceRequest.objects.annotate(ended_at=Coalesce("closed_at", "answered_at", "received_at")).order_by("pk")
    old = RequestDocument.objects.filter(request__in=ended.filter(ended_at__lt=files_until).values("pk"))
    abandoned = RequestDocument.objects.abandoned(now)
    imports = RnicImport.objects.filter(asked_at__lt=now - IMPORT_KEPT).exclude(file="", refusals="")
    return Due(
        files=(old | abandoned).order_by("pk")[:CAP],
        contacts=ended.filter(ended_at__lt=contacts_until).exclude(name="", person=None, address="")[:CAP],
        links=RequestsLink.objects.filter(created_at__lt=now - LINK_KEPT).order_by("pk")[:CAP],
        imports=imports.order_by("pk")[:CAP],
    )


def erase(now: datetime | None = None) -> tuple[int, int]:
    """Erase what is due and return how many files and contacts went. Run twice, or stopped midway, it does no harm."""
    what = due(now)
    files = sum(erase_file(document) for document in list(what.files))
    for entry in list(what.imports):
        empty_import(entry)
    contacts = list(what.contacts.values_list("pk", flat=True))
    links = list(what.links.values_list("pk", flat=True))
    with transaction.atomic():
        people = set(AdviceRequest.objects.filter(pk__in=contacts).values_list("person", flat=True))
        people |= set(RequestsLink.objects.filter(pk__in=links).values_list("person", flat=True))
        Message.objects.filter(content_type__model="advicerequest", object_id__in=contacts).delete()
        Message.objects.filter(content_type__model="requestslink", object_id__in=links).delete()
        RequestEntry.objects.filter(request__in=contacts).update(text="")
        RequestsLink.objects.filter(pk__in=links).delete()
        AdviceRequest.objects.filter(pk__in=contacts).update(**ERASED)
        forget(people)
    return files, len(contacts)


def erase_file(document: RequestDocument) -> int:
    """Erase a file, then its row: a stop between the two leaves a row that the next night takes away."""
    document.file.storage.delete(document.file.name)
    document.delete()
    return 1


def erase_abandoned(most: int = 20) -> int:
    """Erase files of forms that were never sent, once their hour is over. A few at a time, as new ones come."""
    return sum(erase_file(document) for document in list(RequestDocument.objects.abandoned()[:most]))


def empty_import(entry: RnicImport) -> None:
    """Erase the files of an old reading; what it found stays on its row. Two readings may share one file."""
    for file in (entry.file, entry.refusals):
        if file:
            file.storage.delete(file.name)
    RnicImport.objects.filter(pk=entry.pk).update(file="", refusals="")


def forget(people: set[int | None]) -> None:
    """Erase the contacts that nothing holds any more, here or in another room."""
    people.discard(None)
    held = [relation.name for relation in Person._meta.related_objects if relation.related_name]
    Person.objects.filter(pk__in=people, **dict.fromkeys(held)).delete()
