"""Reminds the owner of a guide, once, that its facts are due to be checked again."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from guides.models import GuidePage, ReviewReminder


def remind() -> int:
    """Write to each owner of a guide whose review is due. Return how many were written to.

    A guide whose owner has no address is not lost: every editor sees it on the first screen of the admin.
    """
    due = GuidePage.objects.live().filter(
        next_review_date__lte=timezone.localdate(), locale__language_code=settings.LANGUAGE_CODE
    )
    owned = due.exclude(owner=None).exclude(owner__email="").filter(owner__is_active=True).select_related("owner")
    return sum(remind_one(page) for page in owned)


def remind_one(page: GuidePage) -> bool:
    try:
        with transaction.atomic():
            reminder = ReviewReminder.objects.create(guide_key=page.translation_key, due_on=page.next_review_date)
    except IntegrityError:  # told already
        return False
    try:
        letter(page).send()
    except OSError:
        reminder.delete()  # not told after all: the next run tries again
        raise
    return True


def letter(page: GuidePage) -> EmailMessage:
    with translation.override(settings.LANGUAGE_CODE):
        address = settings.WAGTAILADMIN_BASE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk])
        subject = _("To check again: %(title)s") % {"title": page.title}
        body = render_to_string("guides/staff/review_due.txt", {"page": page, "address": address})
    return EmailMessage(" ".join(subject.split()), body, to=[page.owner.email])
