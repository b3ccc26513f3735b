"""What the desk holds of one person, and how it lets it go: requests for advice, with their files and journal."""

from datetime import date, datetime

from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from copro.models import AdviceRequest, RequestDocument, RequestEntry, RequestsLink, VulnerabilityNote
from copro.retention import delete_documents, erase_contacts, erase_links
from core.templatetags.habiter import day_short
from engagement.models import Person
from engagement.rights import Holding, Lines, Match, Subject

KIND = "demande"
MOST_FOUND = 50


def requests_of(record: Model) -> QuerySet[AdviceRequest]:
    """Return the requests of a contact, or the one that a demand is about."""
    requests = AdviceRequest.objects.order_by("pk")
    if isinstance(record, Person):
        return requests.filter(person=record)
    return requests.filter(pk=record.pk) if isinstance(record, AdviceRequest) else requests.none()


def request_lines(record: Model) -> Lines:
    return [
        {
            _("Reference"): each.reference, _("Name"): each.name, _("Received"): each.received_at,
            _("State"): each.get_status_display(), _("Building"): each.building_name, _("Address"): each.address,
            _("Message"): each.message,
        }
        for each in requests_of(record)
    ]  # fmt: skip


def entry_lines(record: Model) -> Lines:
    entries = RequestEntry.objects.filter(request__in=requests_of(record)).select_related("request")
    return [
        {_("Reference"): each.request.reference, _("Act"): each.get_kind_display(), _("Message"): each.text}
        for each in entries.order_by("pk")
    ]


def file_lines(record: Model) -> Lines:
    files = RequestDocument.objects.filter(request__in=requests_of(record)).select_related("request", "entry")
    theirs = _("Files of the person who asked")
    return [
        {
            _("Reference"): each.request.reference, _("File"): each.name,
            _("Joined to"): each.entry.get_kind_display() if each.entry else theirs,
        }
        for each in files.order_by("pk")
    ]  # fmt: skip


def erase(record: Model) -> int:
    """Take the person out of every request, its files with it; the figures of the desk stand."""
    pks = list(requests_of(record).values_list("pk", flat=True))
    delete_documents(RequestDocument.objects.filter(request__in=pks))
    erase_contacts(pks)
    if isinstance(record, Person):
        erase_links(list(RequestsLink.objects.filter(person=record).values_list("pk", flat=True)))
    return len(pks)


def names(record: Model) -> set[str]:
    return {name for name in requests_of(record).values_list("name", flat=True) if name}


def by_name(name: str, day: date) -> list[Match]:
    """Find who gave this name for a request received on a local day; a contact where there is one."""
    found = AdviceRequest.objects.filter(received_at__date=day, name__icontains=name).exclude(name="")
    return [
        Match(
            "contact" if each.person_id else KIND, each.person_id or each.pk,
            f"{each.name} – {each.reference}, {day_short(each.received_at)}",
        )
        for each in found.order_by("name", "pk")[:MOST_FOUND]
    ]  # fmt: skip


def without_contact() -> QuerySet[AdviceRequest]:
    return AdviceRequest.objects.filter(person=None).exclude(name="")


def asked_after(record: Model, at: datetime) -> bool:
    return requests_of(record).filter(received_at__gt=at).exists()


def nothing(record: Model) -> int:
    return 0  # goes with the requests


def personal_data() -> list[Holding]:
    return [
        Holding(slug="request_files", title=_("Files of requests for advice"), read=file_lines, erase=nothing),
        Holding(slug="request_entries", title=_("Journal of requests for advice"), read=entry_lines, erase=nothing),
        Holding(
            slug="requests", title=_("Requests for advice"), read=request_lines, erase=erase, names=names,
            notes=((VulnerabilityNote, "text"),), newer=asked_after, by_name=by_name,
            subject=Subject(KIND, _("Request no. %(number)s"), without_contact, "uuid", "received_at"),
        ),
    ]  # fmt: skip
