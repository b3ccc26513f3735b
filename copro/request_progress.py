"""Where a request stands, in the words of the person who asked."""

from django.utils.translation import gettext as _

from copro.enums import RequestStatus
from copro.models import AdviceRequest, RequestEntry
from copro.models.requests import SHOWN_TO_PERSON


def steps(request: AdviceRequest) -> list[dict]:
    """Return the steps for components/progress.html: received, at work, answered."""
    status = request.status
    over = status in (RequestStatus.ANSWERED, RequestStatus.CLOSED)
    answered = request.answered_at is not None
    work = "done" if over and answered else "stopped" if over else "now"
    return [
        {"title": _("Request received"), "state": "done", "date": request.received_at},
        {"title": _("An adviser works on it"), "state": work, "text": work_text(request)},
        {
            "title": _("Answer"), "state": "done" if answered else "stopped" if over else "coming",
            "date": request.answered_at,
        },
    ]  # fmt: skip


def work_text(request: AdviceRequest) -> str:
    return {
        RequestStatus.RECEIVED: _("It waits for an adviser."),
        RequestStatus.WAITING: _("The adviser waits for your answer: read the question below."),
        RequestStatus.CLOSED: _("The request is closed."),
    }.get(request.status, "")


def shown(request: AdviceRequest) -> list[RequestEntry]:
    """Return the lines of the journal that the person who asked may read, oldest first, with the files of the team."""
    return list(request.entries.filter(kind__in=SHOWN_TO_PERSON).prefetch_related("files"))
