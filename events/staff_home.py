"""What “My work” shows of the programme."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from core.staff_home import line
from engagement.models import Message
from events.models import Session
from events.staff_lists import in_the_week


def lines_of(user) -> list[dict]:
    prefetch_related_objects([user], "groups")
    lines = []
    if user.has_perm("events.view_session") or user.has_perm("events.change_session"):
        sessions, address = Session.objects.visible_to(user), reverse("activity_sessions:index")
        week = in_the_week(sessions).count()
        lines.append(line(_("Sessions in the next 7 days"), week, f"{address}?when=week", "date"))
        if user.has_perm("events.change_session"):
            to_close = sessions.to_close().count()
            lines.append(line(_("Sessions to close"), to_close, f"{address}?when=to_close", "calendar-check"))
    if user.has_perm("engagement.view_message"):
        mine = Message.objects.visible_to(user)
        calls, failed = mine.calls_to_make().count(), mine.failed().count()
        lines.append(line(_("Calls to make"), calls, reverse("calls_to_make:index"), "mobile-alt"))
        lines.append(line(_("Failed messages"), failed, reverse("failed_messages:index"), "warning"))
    return lines
