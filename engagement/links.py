"""Signed links: who holds one may see and change one record, without an account. They are never in logs."""

from uuid import UUID

from django.core import signing


def sign(purpose: str, uuid: UUID) -> str:
    """Return a token that names a record for one purpose only."""
    return signing.Signer(salt=f"habiter.link.{purpose}").sign(uuid.hex).replace(":", "~")


def read(purpose: str, token: str) -> UUID | None:
    """Return the record's UUID, or None for a token that is tampered with or was made for another purpose."""
    try:
        return UUID(signing.Signer(salt=f"habiter.link.{purpose}").unsign(token.replace("~", ":")))
    except (signing.BadSignature, ValueError):
        return None
