"""The key by which figures count a contact within one year, and by which nobody finds it again afterwards.

key = UUID of HMAC-SHA-256(salt of the year, identity). Somebody erased in June who signs up again in July gets the same
key. `manage.py purge` destroys the salt when the year is over and its time past: no key can be computed any more.
"""

import hmac
import secrets
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from engagement.models import Person, YearlySalt


def pseudonym_of(person: Person | None, at: datetime) -> UUID | None:
    """Return the key of a contact for the local year of an instant; None for a household without a contact."""
    return None if person is None else key(person.identity, local_year(at))


def key(identity: str, year: int) -> UUID:
    """Return the key of an identity in a year. Once the year's salt is destroyed, each call draws another one."""
    known, _ = YearlySalt.objects.get_or_create(
        year=year, defaults={"salt": secrets.token_hex(32), "ends_at": midnight_after(year)}
    )
    if not known.salt:
        return uuid4()
    digest = hmac.digest(bytes.fromhex(known.salt), identity.encode(), "sha256")
    return UUID(bytes=digest[:16], version=4)


def destroy(years: list[int]) -> None:
    """Destroy the salts of years that are over. Nothing brings them back."""
    YearlySalt.objects.filter(year__in=years).update(salt="")


def local_year(at: datetime) -> int:
    return at.astimezone(timezone.get_default_timezone()).year


def midnight_after(year: int) -> datetime:
    return datetime(year + 1, 1, 1, tzinfo=timezone.get_default_timezone())
