"""Sessions that are over and that nobody has closed: the facilitators are told after three days, and after seven."""

import logging
from datetime import timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import Role
from events.models import Session

logger = logging.getLogger(__name__)
AFTER = (timedelta(days=3), timedelta(days=7))


def remind_to_close() -> int:
    """Write once to every facilitator about the sessions that have passed a step, and return how many there are.

    A session is claimed before the message leaves: several workers write once, and one that is killed writes no more.
    """
    claimed = [session for step in reversed(range(len(AFTER))) for session in claim(step, AFTER[step])]
    if claimed:
        tell_facilitators(sorted(claimed, key=lambda session: session.starts_at))
    return len(claimed)


def claim(step: int, wait: timedelta) -> list[Session]:
    """Take the sessions that were told `step` times and have waited so long; nobody else takes them after."""
    late = Session.objects.to_close().filter(ends_at__lt=timezone.now() - wait, close_reminders=step)
    taken = [
        session for session in late.select_related("event", "venue")
        if Session.objects.filter(pk=session.pk, close_reminders=step).update(close_reminders=step + 1)
    ]  # fmt: skip
    return taken


def tell_facilitators(sessions: list[Session]) -> None:
    people = User.objects.filter(groups__name=Role.FACILITATOR.value, is_active=True).exclude(email="")
    with translation.override(settings.LANGUAGE_CODE):
        subject = ngettext("%(count)s session to close", "%(count)s sessions to close", len(sessions)) % {
            "count": len(sessions)
        }
        address = settings.SITE_URL + reverse("activity_sessions:index") + "?when=to_close"
        text = render_to_string("messages/staff/to_close.txt", {"sessions": sessions, "address": address})
        for person in people:
            try:
                send_mail(subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
            except OSError as error:  # the list of sessions to close stands on their home as well
                logger.warning("reminder to close not sent: %s", type(error).__name__)
