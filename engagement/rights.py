"""The rights of one person: find what is held in every room, show it, hand it over, erase it (GDPR art. 15 to 20).

A request is about one record: a contact, found by e-mail or telephone, or a sign-up with a name only, as on a paper
sheet. Each room says what it holds by the hook `personal_data`, a function that returns a list of `Holding`; what
others refer to comes last, so that it can go.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from phonenumber_field.phonenumber import PhoneNumber
from wagtail import hooks

from accounts.models import User
from engagement import erasures, redaction
from engagement.contacts import identity_of
from engagement.journal import note
from engagement.models import Person

HOOK = "personal_data"
SEARCHED, FOUND = "engagement.rights.search", "engagement.rights.open"
EXPORTED, ERASED = "engagement.rights.export", "engagement.rights.erase"
ERASED_AGAIN = "engagement.rights.erase_again"

type Lines = list[dict[str, Any]]


@dataclass(frozen=True)
class Match:
    """Somebody found: the kind and key of the record, and what tells it from others, in words."""

    kind: str
    pk: int
    words: str


@dataclass(frozen=True)
class Subject:
    """The records that a request may be about, in one room.

    `key` names the field that tells a record from all others, for ever; `since` the one that says since when it is.
    """

    kind: str
    title: str  # with %(number)s
    records: Callable[[], QuerySet]
    key: str
    since: str


@dataclass(frozen=True)
class Holding:
    """What one room holds. `read` gives lines of label → value about a record, `erase` takes them away and counts."""

    slug: str
    title: str
    read: Callable[[Model], Lines]
    erase: Callable[[Model], int]
    warn: Callable[[Model], str] = lambda record: ""  # what else erasing does, said before it is confirmed
    names: Callable[[Model], set[str]] = lambda record: set()
    notes: tuple[tuple[type[Model], str], ...] = ()  # free texts of the team that may name somebody
    subject: Subject | None = None
    newer: Callable[[Model, datetime], bool] = lambda record, at: False  # whether anything was given after an instant
    by_name: Callable[[str, date], list[Match]] = lambda name, day: []


@dataclass(frozen=True)
class Dossier:
    """Everything held about one record, room after room."""

    kind: str
    record: Model
    parts: list[tuple[Holding, Lines]] = field(default_factory=list)
    mentions: list[str] = field(default_factory=list)

    @property
    def lines(self) -> int:
        return sum(len(lines) for _holding, lines in self.parts)

    @property
    def warnings(self) -> list[str]:
        return [words for holding, _lines in self.parts if (words := holding.warn(self.record))]

    def as_data(self) -> dict[str, Lines]:
        return {str(holding.title): lines for holding, lines in self.parts}


def holdings() -> list[Holding]:
    return [holding for holdings_of in hooks.get_hooks(HOOK) for holding in holdings_of()]


def by_contact(email: str, phone: PhoneNumber | str) -> list[Match]:
    """Return every contact with this e-mail address or telephone, whichever of the two it is known by."""
    same = Q(pk=None)
    if email:
        same |= Q(identity=identity_of(email, "")) | Q(email__iexact=email)
    if phone:
        same |= Q(phone=str(phone))
    return [Match("contact", each.pk, str(each)) for each in Person.objects.filter(same).order_by("pk")]


def by_name(name: str, day: date) -> list[Match]:
    """Return who gave this name, or a part of it, for something that happened on a local day."""
    return [match for holding in holdings() for match in holding.by_name(name, day)]


def subjects() -> list[Subject]:
    return [holding.subject for holding in holdings() if holding.subject]


def subject_of(record: Model) -> Subject:
    return next(subject for subject in subjects() if isinstance(record, subject.records().model))


def open_record(kind: str, pk: int) -> Model | None:
    for subject in subjects():
        if subject.kind == kind:
            return subject.records().filter(pk=pk).first()
    return None


def dossier(kind: str, record: Model) -> Dossier:
    parts = [(holding, holding.read(record)) for holding in holdings()]
    return Dossier(kind, record, parts, redaction.mentions(words_of(record)))


def words_of(record: Model) -> redaction.Words:
    """Return everything by which a record names somebody: names, e-mail address, telephone."""
    names = set().union(*(holding.names(record) for holding in holdings()))
    person = record if isinstance(record, Person) else None
    return redaction.Words(names, person.email if person else "", person.phone if person else "")


def came_back(record: Model, at: datetime) -> bool:
    return any(holding.newer(record, at) for holding in holdings())


def erase(record: Model, by: User) -> dict[str, int]:
    """Erase everything about a record in every room, and return how many lines went, by room. Figures stand.

    Free texts of the team lose its e-mail address, telephone and full name. The journal keeps who erased, never whom;
    the record of erasures keeps a mark, so that a restored backup is erased again (`engagement.restored`).
    """
    subject = subject_of(record)
    with erasures.recorded(subject.kind, getattr(record, subject.key)), transaction.atomic():
        note(by, ERASED, record)
        return take_out(record)


def erase_again(record: Model, at: datetime) -> dict[str, int]:
    """Erase what a restored backup brought back; `at` is when it was erased."""
    with transaction.atomic():
        note(None, ERASED_AGAIN, record, erased_on=at.date().isoformat())
        return take_out(record)


def take_out(record: Model) -> dict[str, int]:
    words, notes = words_of(record), [each for holding in holdings() for each in holding.notes]
    gone = {holding.slug: holding.erase(record) for holding in holdings()}
    return gone | {"notes": redaction.redact(words, notes)}
