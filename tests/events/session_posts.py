"""Addresses and posts of the session screen, for its tests."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from events.models import Registration, Session
from tests import factories


def begun(**fields) -> Session:
    return factories.session(**{"starts_at": timezone.now() - timedelta(hours=1)} | fields)


def url(name: str, session: Session, *more) -> str:
    return reverse(name, args=[session.pk, *more])


def at(session: Session) -> str:
    return url("session_screen", session)


def logged(action: str, session: Session) -> int:
    return ModelLogEntry.objects.filter(action=f"events.session.{action}", object_id=str(session.pk)).count()


def household(prefix: str, **answers) -> dict:
    typed = {"name": "Nadia Test", "adults": "1", "children": "0", "lives_in": "unknown", "lives_as": "unknown",
             "submission": str(uuid4()), "origin": "phone"}  # fmt: skip
    return {f"{prefix}-{name}": value for name, value in (typed | answers).items()}


def mark(client, entry: Registration, attendance: str, adults="1", children="0"):
    answers = {"attendance": attendance, "present_adults": adults, "present_children": children}
    return client.post(url("session_mark", entry.session, entry.pk), answers)
