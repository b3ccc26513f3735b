"""The signed stamp of a form: when it was shown, and the one submission it stands for. No third party, no cookie."""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from django.core import signing

from core.errors import DomainError

SALT = "habiter.form"
MAX_AGE = timedelta(hours=12)


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
