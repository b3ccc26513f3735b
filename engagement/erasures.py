"""Who was erased and when, kept outside of the database: a backup older than an erasure must not undo it.

One small file an erasure, in private storage: a keyed hash, by which nobody is found who is not already known, and the
instant. Files are only ever added, so that those of two machines or of a backup may be put together by copying them.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from django.utils.crypto import salted_hmac

FOLDER = "erasures"


@dataclass(frozen=True)
class Erasure:
    """One record erased: its kind (see `engagement.rights.Subject`), its mark, and the aware instant."""

    kind: str
    mark: str
    at: datetime


def mark_of(kind: str, key: str | UUID) -> str:
    """Return HMAC-SHA-256 of what tells a record from all others, with a key derived from SECRET_KEY."""
    return salted_hmac("habiter.erasure", f"{kind}:{key}", algorithm="sha256").hexdigest()


@contextmanager
def recorded(kind: str, key: str | UUID) -> Iterator[None]:
    """Write an erasure down, then let it be done; one that fails is taken out again.

    In this order, for whoever is killed between the two has confirmed it: the next night ends what was begun.
    """
    at = timezone.now()
    written = json.dumps({"kind": kind, "mark": mark_of(kind, key), "at": at.isoformat()})
    name = storages["private"].save(f"{FOLDER}/{at:%Y%m%d}-{uuid4().hex}.json", ContentFile(written))
    try:
        yield
    except Exception:
        storages["private"].delete(name)
        raise


def all_recorded() -> dict[str, Erasure | None]:
    """Return every erasure recorded, by file; None for a damaged file, which hides somebody and must be mended."""
    return {name: read(name) for name in names()}


def names() -> list[str]:
    try:
        return [f"{FOLDER}/{name}" for name in sorted(storages["private"].listdir(FOLDER)[1])]
    except FileNotFoundError:  # none yet, on a disk
        return []


def read(name: str) -> Erasure | None:
    with storages["private"].open(name) as file:
        try:
            said = json.loads(file.read())
            return Erasure(said["kind"], said["mark"], datetime.fromisoformat(said["at"]))
        except (ValueError, KeyError, TypeError):
            return None


def drop_old(now: datetime) -> None:
    """Delete the records older than any backup may be (setting BACKUPS_KEPT_MONTHS)."""
    until = now - relativedelta(months=settings.BACKUPS_KEPT_MONTHS)
    for name, erasure in all_recorded().items():
        if erasure and erasure.at < until:
            storages["private"].delete(name)
