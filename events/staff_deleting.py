"""Pages of events with sign-ups are never deleted: alone, in bulk, by a parent or through a translation."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from events.models import EventPage
from events.staff_programme import sign_ups_of


def sign_ups_behind(pages) -> int:
    """Count the sign-ups of every event whose page would go with these pages or with their translations."""
    events = set()
    for page in pages:
        for each in page.get_translations(inclusive=True):
            events |= set(EventPage.objects.descendant_of(each, inclusive=True).values_list("event_id", flat=True))
    return sign_ups_of(events) if events else 0


def refuse(request, pages):
    """Return the answer that refuses, or None when nothing stands in the way."""
    count = sign_ups_behind(pages)
    if not count:
        return None
    messages.error(request, ngettext(
        "Not deleted: %(count)s household has signed up for what this page tells. Unpublish it instead.",
        "Not deleted: %(count)s households have signed up for what these pages tell. Unpublish them instead.", count,
    ) % {"count": count} + " " + _("Sign-ups and the links of old messages keep working."))  # fmt: skip
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk) if parent else redirect("wagtailadmin_explore_root")


def before_delete_page(request, page: Page):
    return refuse(request, [page])


def before_bulk_action(request, action_type: str, objects, action):
    if action_type == "delete" and objects and isinstance(objects[0], Page):
        return refuse(request, list(objects))
    return None
