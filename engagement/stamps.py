"""The signed stamp of a form: when it was shown, and the one submission it stands for. No third party, no cookie."""

import hashlib
import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing

from core.errors import DomainError

SALT = "habiter.form"
MAX_AGE = timedelta(hours=12)
WORK_BITS = 16  # about a second of a telephone


@dataclass(frozen=True)
class Stamp:
    submission: UUID
    age: timedelta


class StaleStamp(Exception):
    """The stamp is too old, or is not ours."""


class FormUsed(DomainError):
    """The form was sent before by another household, on the same device: it needs a stamp of its own."""


def new_stamp() -> str:
    return signing.TimestampSigner(salt=SALT).sign(uuid4().hex)


def read_stamp(value: str) -> Stamp:
    """Return what a stamp says. Raises StaleStamp when it was tampered with or is over twelve hours old."""
    signer = signing.TimestampSigner(salt=SALT)
    try:
        submission = UUID(signer.unsign(value, max_age=MAX_AGE))
        shown_at = signing.b62_decode(value.split(signer.sep)[1])
    except (signing.BadSignature, ValueError, IndexError) as error:
        raise StaleStamp from error
    return Stamp(submission, timedelta(seconds=max(0, time.time() - shown_at)))


def is_worked(stamp: str, number: str) -> bool:
    """Say whether somebody did the work for a stamp: its SHA-256 with this number begins with WORK_BITS zero bits.

    It costs the sender some 65,000 hashes and us one. A stamp is one submission, so the work is good once.
    """
    digest = hashlib.sha256(f"{stamp}:{number}".encode()).digest()
    return number.isdecimal() and int.from_bytes(digest[:4]) >> (32 - WORK_BITS) == 0
