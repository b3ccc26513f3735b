"""How long the requests for advice keep what they know of people, and what goes then.

A request that nobody closed counts from its last answer, else from its reception. Figures stand: they need neither
name, nor address, nor words.
"""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from copro.models import AdviceRequest, RequestDocument, RequestEntry, RequestsLink, RnicImport
from engagement.keeping import forget
from engagement.models import Message
from engagement.retention import Kind

ERASED = {
    "name": "", "person": None, "contact_preference": "", "building_name": "", "address": "", "message": "",
    "registration_number": "", "arrears": "", "urgency": [],
}  # fmt: skip


def telling_requests() -> QuerySet[AdviceRequest]:
    """Requests that still tell who asked, each with `ended_at`."""
    ended = AdviceRequest.objects.annotate(ended_at=Coalesce("closed_at", "answered_at", "received_at"))
    return ended.exclude(name="", person=None, address="")


def documents_of_requests() -> QuerySet[RequestDocument]:
    ended_at = Coalesce("request__closed_at", "request__answered_at", "request__received_at")
    return RequestDocument.objects.exclude(request=None).annotate(ended_at=ended_at)


def erase_contacts(pks: list[int]) -> None:
    """Take name, contact, address and words from requests, with what was written about them."""
    people = set(AdviceRequest.objects.filter(pk__in=pks).values_list("person", flat=True))
    Message.objects.filter(content_type__app_label="copro", content_type__model="advicerequest",
                           object_id__in=pks).delete()  # fmt: skip
    RequestEntry.objects.filter(request__in=pks).update(text="")
    AdviceRequest.objects.filter(pk__in=pks).update(**ERASED)
    forget(people)


def erase_links(pks: list[int]) -> None:
    links = RequestsLink.objects.filter(pk__in=pks)
    people = set(links.values_list("person", flat=True))
    Message.objects.filter(content_type__app_label="copro", content_type__model="requestslink",
                           object_id__in=pks).delete()  # fmt: skip
    links.delete()
    forget(people)


def erase_files(pks: list[int]) -> None:
    delete_documents(RequestDocument.objects.filter(pk__in=pks))


def delete_documents(documents: Iterable[RequestDocument]) -> int:
    """Erase files, then their rows: a stop between the two leaves a row that the next night takes away."""
    documents = list(documents)
    for document in documents:
        document.file.storage.delete(document.file.name)
        document.delete()
    return len(documents)


def erase_abandoned(most: int = 20) -> int:
    """Erase files of forms that were never sent, once their hour is over. A few at a time, as new ones come."""
    return delete_documents(RequestDocument.objects.abandoned()[:most])


def empty_imports(pks: list[int]) -> None:
    """Erase the files of old readings; what they found stays on their rows. Two readings may share one file."""
    for entry in RnicImport.objects.filter(pk__in=pks):
        for file in (entry.file, entry.refusals):
            if file:
                file.storage.delete(file.name)
    RnicImport.objects.filter(pk__in=pks).update(file="", refusals="")


def retention_kinds() -> list[Kind]:
    closed = _("after the request is closed")
    return [
        Kind(
            slug="copro.contacts", name=_("Contact, address and words of a request for advice"),
            setting="RETENTION_REQUEST_MONTHS", starts=closed,
            erased=_("Name, contact, address, words and messages are erased; lots, needs and dates stay."),
            rows=telling_requests, dated_by="ended_at", erase=erase_contacts,
        ),
        Kind(
            slug="copro.files", name=_("Files of a request for advice"), setting="RETENTION_REQUEST_FILE_MONTHS",
            starts=closed, erased=_("The file is erased."),
            rows=documents_of_requests, dated_by="ended_at", erase=erase_files,
        ),
        Kind(
            slug="copro.abandoned", name=_("Files of a form that was never sent"),
            setting="RETENTION_ABANDONED_FILE_DAYS", starts=_("after they were chosen"),
            erased=_("The file is erased."),
            rows=RequestDocument.objects.abandoned, dated_by="created_at", erase=erase_files,
        ),
        Kind(
            slug="copro.links", name=_("Links to the list of one’s requests"), setting="RETENTION_REQUEST_LINK_DAYS",
            starts=_("after they were asked for"), erased=_("The link and its message are erased."),
            rows=RequestsLink.objects.all, dated_by="created_at", erase=erase_links,
        ),
        Kind(
            slug="copro.imports", name=_("Files of the national register"), setting="RETENTION_REGISTER_FILE_DAYS",
            starts=_("after they were read"), erased=_("The files are erased; what was read stays."),
            rows=lambda: RnicImport.objects.exclude(file="", refusals=""), dated_by="asked_at", erase=empty_imports,
        ),
    ]  # fmt: skip
