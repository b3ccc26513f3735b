"""What “My work” shows of the desk."""

from django.urls import reverse
from django.utils.translation import gettext as _

from copro.models import AdviceRequest
from core.staff_home import line


def lines_of(user) -> list[dict]:
    if not user.has_perm("copro.view_advicerequest"):
        return []
    address, waiting = reverse("advice_requests:index"), AdviceRequest.objects.for_us()
    return [
        line(_("Requests for advice with nobody yet"), waiting.filter(adviser=None).count(),
             f"{address}?adviser=null", "mail"),
        line(_("My requests for advice"), waiting.filter(adviser=user).count(), f"{address}?adviser={user.pk}", "user"),
        line(_("Answers late or due within a week"), AdviceRequest.objects.urgent_or_late().count(),
             f"{address}?due=soon", "warning"),
    ]  # fmt: skip
