"""What the advisers write in the register of co-ownerships, and the start of an import."""

from datetime import date
from functools import partial

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from copro.attachments import clean_name
from copro.enums import EntryKind, ImportState
from copro.models import CoOwnership, CoOwnershipEntry, RnicImport, RnicMapping, VulnerabilityNote
from copro.tasks import read_register_file
from core.errors import DomainError


def add_contact(co_ownership: CoOwnership, kind: EntryKind, held_on: date, text: str, user: User) -> CoOwnershipEntry:
    with transaction.atomic():
        made = CoOwnershipEntry.objects.create(
            co_ownership=co_ownership, kind=kind, held_on=held_on, text=text, author=user
        )
        log(co_ownership, "copro.register.contact", user=user, data={"kind": kind.value})
    return made


def add_vulnerability_note(co_ownership: CoOwnership, text: str, user: User) -> VulnerabilityNote:
    with transaction.atomic():
        made = VulnerabilityNote.objects.create(co_ownership=co_ownership, text=text, author=user)
        log(co_ownership, "copro.vulnerability.add", user=user)
    return made


def start_import(
    file: File, mapping: RnicMapping | None, source_date: date | None, user: User, *, dry_run: bool = True
) -> RnicImport:
    """Keep a register file and have it read by the worker. Nothing is written to the register by a dry run."""
    with transaction.atomic():
        entry = RnicImport.objects.create(
            file=file, name=clean_name(file.name), mapping=mapping, source_date=source_date, user=user,
            is_dry_run=dry_run, bytes_total=file.size,
        )  # fmt: skip
        enqueue(entry, user)
    return entry


def repeat(import_id: int, user: User, *, dry_run: bool) -> RnicImport:
    """Read the same file again: for real after a dry run, or once more after a failure. A new row is made for it.

    Raises DomainError when the file is gone.
    """
    with transaction.atomic():
        before = RnicImport.objects.get(pk=import_id)
        if not before.file or not before.file.storage.exists(before.file.name):
            raise DomainError(_("The file is no longer kept: choose it again."))
        entry = RnicImport.objects.create(
            file=before.file.name, name=before.name, mapping=before.mapping, source_date=before.source_date,
            user=user, is_dry_run=dry_run, bytes_total=before.bytes_total, state=ImportState.QUEUED,
        )  # fmt: skip
        enqueue(entry, user)
    return entry


def enqueue(entry: RnicImport, user: User) -> None:
    log(entry, "copro.import.start", user=user, title=entry.name, data={"dry_run": entry.is_dry_run})
    transaction.on_commit(partial(read_register_file.enqueue, entry.pk))
