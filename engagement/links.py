"""Signed links: who holds one may see and change one record, without an account. They are never in logs."""

import base64
import binascii
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

SHORT_SIGNATURE = 8  # letters; the UUID before it is drawn at random from 2¹²², the signature binds it to a purpose


def sign(purpose: str, uuid: UUID) -> str:
    """Return a token that names a record for one purpose only."""
    return signing.Signer(salt=f"habiter.link.{purpose}").sign(uuid.hex).replace(":", "~")


def read(purpose: str, token: str) -> UUID | None:
    """Return the record's UUID, or None for a token that is tampered with or was made for another purpose."""
    try:
        return UUID(signing.Signer(salt=f"habiter.link.{purpose}").unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None


def sign_short(purpose: str, uuid: UUID) -> str:
    """Return a token of thirty letters, for where an address must be short: an SMS."""
    name = base64.urlsafe_b64encode(uuid.bytes).decode().rstrip("=")
    return name + short_signature(purpose, name)


def read_short(purpose: str, token: str) -> UUID | None:
    name, signature = token[:-SHORT_SIGNATURE], token[-SHORT_SIGNATURE:]
    if not constant_time_compare(signature, short_signature(purpose, name)):
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(name + "=="))
    except (binascii.Error, ValueError):
        return None


def short_signature(purpose: str, name: str) -> str:
    digest = salted_hmac(f"habiter.link.short.{purpose}", name, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode()[:SHORT_SIGNATURE]
