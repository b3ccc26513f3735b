"""Keeping the promise of the privacy notice: needs go days after a session, contacts and names months after it.

Answers to an event’s questions go as each question says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from engagement.models import Message, Person
from events.models import Answer, Question, Registration

DAYS_A_MONTH = 30.5
CAP = 5000


@dataclass(frozen=True)
class Due:
    """What is to be erased at a moment, at most CAP of each a night: a wrong clock cannot empty the house."""

    needs: QuerySet
    contacts: QuerySet
    answers: QuerySet


def due(now: datetime | None = None) -> Due:
    now = now or timezone.now()
    needs_until = now - timedelta(days=settings.RETENTION_NEEDS_DAYS)
    contacts_until = now - timedelta(days=settings.RETENTION_CONTACT_MONTHS * DAYS_A_MONTH)
    entries = Registration.objects.order_by("session__ends_at", "id")
    ends = [
        Q(question__retention_days=days, registration__session__ends_at__lt=now - timedelta(days=days))
        for days in Question.objects.order_by().values_list("retention_days", flat=True).distinct()
    ]
    return Due(
        needs=entries.filter(session__ends_at__lt=needs_until).exclude(needs=[])[:CAP],
        contacts=entries.filter(session__ends_at__lt=contacts_until).exclude(name="", person=None)[:CAP],
        answers=Answer.objects.filter(reduce(or_, ends)).order_by("pk")[:CAP] if ends else Answer.objects.none(),
    )


def erase(now: datetime | None = None) -> tuple[int, int, int]:
    """Erase what is due; return how many needs, contacts and answers went. Figures stand: they count by `household`.

    Answers go when their question says so, and with the contact at the latest.
    """
    what = due(now)
    needs = list(what.needs.values_list("pk", flat=True))
    contacts = list(what.contacts.values_list("pk", flat=True))
    answers = list(what.answers.values_list("pk", flat=True))
    with transaction.atomic():
        Registration.objects.filter(pk__in=needs).update(needs=[])
        Answer.objects.filter(Q(pk__in=answers) | Q(registration__in=contacts)).delete()
        people = list(Registration.objects.filter(pk__in=contacts).values_list("person", flat=True))
        Message.objects.filter(content_type__model="registration", object_id__in=contacts).delete()
        Registration.objects.filter(pk__in=contacts).update(name="", person=None, needs=[], parent_phone="")
        Person.objects.filter(pk__in=people, registrations=None, messages=None).delete()
    return len(needs), len(contacts), len(answers)
