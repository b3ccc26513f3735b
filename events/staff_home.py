"""“My work” on the admin's home: each line a number and one link, only what the user may see."""

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from engagement.models import Message
from events.models import Session
from events.staff_lists import in_the_week


class MyWork(Component):
    name = "my_work"
    order = 10
    template_name = "events/staff/my_work.html"

    def get_context_data(self, parent_context):
        return {"lines": lines_of(parent_context["request"].user)}


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
        calls, failed = Message.objects.calls_to_make().count(), Message.objects.failed().count()
        lines.append(line(_("Calls to make"), calls, reverse("calls_to_make:index"), "mobile-alt"))
        lines.append(line(_("Failed messages"), failed, reverse("failed_messages:index"), "warning"))
    return lines


def line(label: str, count: int, url: str, icon: str) -> dict:
    return {"label": label, "count": count, "url": url, "icon": icon}
