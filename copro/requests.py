"""The life of a request for advice: the only writers of requests, of their journal and of their files.

received → in progress → waiting for the person → answered → closed. Each verb opens one short transaction, locks the
request's row, reads it again, then writes the fact, its line in the journal, its line in the audit log and, where
somebody must be told, the message. A refusal is a DomainError with a sentence.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from copro.enums import EntryKind, RequestStatus
from copro.models import AdviceRequest, CoOwnership, RequestDocument, RequestEntry, RequestsLink
from core.errors import DomainError
from engagement import outbox
from engagement.contacts import find_or_create_person, identity_of
from engagement.models import Message, Person
from engagement.references import new_reference
from engagement.stamps import FormUsed

TOLD_AN_HOUR = 5  # acknowledgements to one address: more would be somebody flooding a third person
MOST_FILES_IN_ALL = 20
REPEATED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Asking:
    """What somebody asks. `facts` are the columns of the request about the building and the question."""

    name: str
    email: str = ""
    phone: str = ""
    language: str = "fr"
    facts: dict = field(default_factory=dict)


@contextmanager
def locked(request_id: int) -> Iterator[AdviceRequest]:
    """Hold one request alone: its row is locked, and read again, until the block ends."""
    with transaction.atomic():
        yield AdviceRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request_id)


def answer_due(received: date) -> date:
    """Return the day until which an answer is promised (setting REQUEST_ANSWER_DAYS)."""
    return received + timedelta(days=settings.REQUEST_ANSWER_DAYS)


# What the person who asks does


def submit(asking: Asking, submission: UUID, documents: Iterable[RequestDocument] = ()) -> AdviceRequest:
    """Record a request with its files, and acknowledge it at once (CRPA L112-11, R112-5).

    The same submission sent again returns the request that it made. Raises FormUsed when it was somebody else's.
    """
    try:
        with transaction.atomic():
            if made := AdviceRequest.objects.filter(submission=submission).select_related("person").first():
                return of_same_person(made, asking)
            made = write(asking, submission)
            attach(made, documents)
            log(made, "copro.request.received", title=made.reference)
            acknowledge(made)
            return made
    except IntegrityError:  # its twin was faster, on another connection
        made = AdviceRequest.objects.filter(submission=submission).select_related("person").first()
        if made is None:
            raise
        return of_same_person(made, asking)


def of_same_person(made: AdviceRequest, asking: Asking) -> AdviceRequest:
    if made.person and made.person.identity == identity_of(asking.email, asking.phone):
        return made
    raise FormUsed(_("This form was already sent for somebody else. Check your answers and send them again."))


def write(asking: Asking, submission: UUID) -> AdviceRequest:
    number = asking.facts.get("registration_number")
    return AdviceRequest.objects.create(
        reference=new_reference(), submission=submission, name=asking.name, language=asking.language,
        person=find_or_create_person(asking.email, asking.phone, asking.language),
        due_on=answer_due(timezone.localdate()),
        co_ownership=CoOwnership.objects.filter(number=number).first() if number else None,
        **asking.facts,
    )  # fmt: skip


def acknowledge(request: AdviceRequest) -> None:
    lately = timezone.now() - timedelta(hours=1)
    told = Message.objects.filter(person=request.person, template="advice_received", created_at__gte=lately).count()
    if told < TOLD_AN_HOUR:
        outbox.queue(request, request.person, "advice_received", request.language)


def attach(request: AdviceRequest, documents: Iterable[RequestDocument], entry: RequestEntry | None = None) -> int:
    """Give files that are kept to a request, or to a line of the team; return how many were new.

    The same content is taken once of the person who asked, and once a line of the team.
    """
    known = set() if entry else set(request.files.of_person().values_list("sha256", flat=True))
    new = {document.sha256: document.pk for document in documents if document.sha256 not in known}
    if new and request.files.count() + len(new) > MOST_FILES_IN_ALL:
        raise DomainError(
            _("A request takes %(count)s files at most, those of the adviser included.") % {"count": MOST_FILES_IN_ALL},
            field="files",
        )
    kept = RequestDocument.objects.filter(pk__in=new.values(), request=None)
    return kept.update(request=request, entry=entry, batch=None)


def add_to(request_id: int, text: str, documents: Iterable[RequestDocument] = ()) -> AdviceRequest:
    """Add what the person who asked has to say or to show. A request that waited for it comes back to the team.

    The same words sent twice in ten minutes are written once. Raises DomainError when the request is closed.
    """
    with locked(request_id) as request:
        refuse_closed(request)
        new_files = attach(request, documents)
        if not (said := text and not is_repeated(request, text)) and not new_files:
            return request
        note(request, EntryKind.MESSAGE, text if said else _("Files added."))
        if request.status in (RequestStatus.WAITING, RequestStatus.ANSWERED):
            move(request, RequestStatus.IN_PROGRESS, due_on=answer_due(timezone.localdate()))
        log(request, "copro.request.added", title=request.reference, data={"files": new_files})
    return request


def is_repeated(request: AdviceRequest, text: str) -> bool:
    since = timezone.now() - REPEATED_WITHIN
    return request.entries.filter(kind=EntryKind.MESSAGE, text=text, created_at__gte=since).exists()


def close_by_person(request_id: int) -> AdviceRequest:
    """Close a request at the wish of the person who made it. Closing it again changes nothing."""
    with locked(request_id) as request:
        if not request.is_closed:
            note(request, EntryKind.CLOSING, "")
            move(request, RequestStatus.CLOSED, closed_at=timezone.now())
            log(request, "copro.request.close", title=request.reference)
    return request


def send_list(email: str, language: str) -> None:
    """Send the list of an address's requests to that address, once an hour at most. Never says whether it has any."""
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(identity=identity_of(email, "")).first()
        if person is None or not AdviceRequest.objects.filter(person=person).exists():
            return
        lately = timezone.now() - timedelta(hours=1)
        if RequestsLink.objects.filter(person=person, created_at__gte=lately).exists():
            return
        link = RequestsLink.objects.create(person=person, language=language)
        outbox.queue(link, person, "advice_list", language)


# What the advisers do


def assign(request_id: int, adviser: User | None, user: User) -> None:
    """Give a request to an adviser, who works on it from then on; None gives it back to the queue."""
    with locked(request_id) as request:
        refuse_closed(request)
        request.adviser = adviser
        if adviser and request.status == RequestStatus.RECEIVED:
            request.status = RequestStatus.IN_PROGRESS
        request.save(update_fields=["adviser", "status"])
        log(request, "copro.request.assign", user=user, title=request.reference,
            data={"adviser": adviser.pk if adviser else None})  # fmt: skip


def ask_back(request_id: int, text: str, user: User, documents: Iterable[RequestDocument] = ()) -> None:
    """Ask the person for something more: the request waits for them, and not for us."""
    tell(request_id, Telling(EntryKind.QUESTION, RequestStatus.WAITING, "advice_question"), text, user, documents)


def answer(request_id: int, text: str, user: User, documents: Iterable[RequestDocument] = ()) -> None:
    """Answer the person. The first answer is the one that the delay is counted to."""
    tell(request_id, Telling(EntryKind.ANSWER, RequestStatus.ANSWERED, "advice_answer"), text, user, documents)


@dataclass(frozen=True)
class Telling:
    """What the team writes to the person, where it leaves the request, and the message that says so."""

    kind: EntryKind
    status: RequestStatus
    template: str


def tell(request_id: int, told: Telling, text: str, user: User, documents: Iterable[RequestDocument]) -> None:
    with locked(request_id) as request:
        refuse_closed(request)
        if request.person is None:
            raise DomainError(_("The contact of this request was erased: nobody can be told."))
        if request.entries.filter(kind=told.kind, text=text, created_at__gte=timezone.now() - REPEATED_WITHIN).exists():
            raise DomainError(_("This was sent already, a few minutes ago. Nothing was sent again."), field="text")
        files = attach(request, documents, note(request, told.kind, text, user))
        request.adviser = request.adviser or user
        first_answer = told.kind == EntryKind.ANSWER and request.answered_at is None
        move(request, told.status, **({"answered_at": timezone.now()} if first_answer else {}))
        outbox.queue(request, request.person, told.template, request.language)
        log(request, f"copro.request.{told.kind.value}", user=user, title=request.reference, data={"files": files})


def add_note(
    request_id: int,
    kind: EntryKind,
    text: str,
    user: User,
    held_on: date | None = None,
    documents: Iterable[RequestDocument] = (),
) -> None:
    """Write an internal line: a note, a call, a visit, a meeting. The person who asked never sees it, nor its files."""
    with locked(request_id) as request:
        files = attach(request, documents, note(request, kind, text, user, held_on))
        done = {"kind": kind.value, "files": files}
        log(request, "copro.request.note", user=user, title=request.reference, data=done)


def close(request_id: int, user: User) -> None:
    """Close a request, and say so to the person who asked. Closing it again changes nothing."""
    with locked(request_id) as request:
        if request.is_closed:
            return
        move(request, RequestStatus.CLOSED, closed_at=timezone.now())
        outbox.queue(request, request.person, "advice_closed", request.language)
        log(request, "copro.request.close", user=user, title=request.reference)


def reopen(request_id: int, user: User) -> None:
    """Take a closed request up again, with a new day of answer. Raises DomainError when it is not closed."""
    with locked(request_id) as request:
        if not request.is_closed:
            raise DomainError(_("This request is not closed."))
        move(request, RequestStatus.IN_PROGRESS, closed_at=None, due_on=answer_due(timezone.localdate()))
        log(request, "copro.request.reopen", user=user, title=request.reference)


def link(request_id: int, user: User, co_ownership: CoOwnership | None, duplicate_of: AdviceRequest | None) -> None:
    """Say which co-ownership a request is about, and which earlier request it repeats."""
    with locked(request_id) as request:
        if duplicate_of and (duplicate_of.pk == request.pk or duplicate_of.duplicate_of_id):
            raise DomainError(_("Choose the first of these requests."), field="duplicate_of")
        request.co_ownership, request.duplicate_of = co_ownership, duplicate_of
        request.save(update_fields=["co_ownership", "duplicate_of"])
        chosen = {"co_ownership": request.co_ownership_id, "duplicate_of": request.duplicate_of_id}
        log(request, "copro.request.link", user=user, title=request.reference, data=chosen)


def refuse_closed(request: AdviceRequest) -> None:
    if request.is_closed:
        raise DomainError(_("This request is closed."))


def note(
    request: AdviceRequest, kind: EntryKind, text: str, user: User | None = None, held_on: date | None = None
) -> RequestEntry:
    return RequestEntry.objects.create(request=request, kind=kind, text=text, author=user, held_on=held_on)


def move(request: AdviceRequest, status: RequestStatus, **changes) -> None:
    """Change the status with what goes with it."""
    changes["status"] = status
    for name, value in changes.items():
        setattr(request, name, value)
    request.save(update_fields=[*changes, "adviser"])
