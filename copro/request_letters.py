"""What the messages of a request say, and the signed addresses that they carry."""

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from copro.enums import EntryKind
from copro.models import AdviceRequest, RequestEntry, RequestsLink
from engagement import letters, links

PURPOSE, LIST_PURPOSE = "advice", "advice-list"
TOLD_WITH = {"advice_answer": EntryKind.ANSWER, "advice_question": EntryKind.QUESTION}


def follow_url(request: AdviceRequest) -> str:
    """Return the signed address by which somebody follows a request."""
    with translation.override(request.language):
        return settings.SITE_URL + reverse("advice_link", args=[links.sign(PURPOSE, request.uuid)])


def list_url(link: RequestsLink) -> str:
    with translation.override(link.language):
        return settings.SITE_URL + reverse("advice_list_link", args=[links.sign(LIST_PURPOSE, link.uuid)])


def read_token(token: str) -> AdviceRequest | None:
    uuid = links.read(PURPOSE, token)
    return AdviceRequest.objects.filter(uuid=uuid).first() if uuid else None


def read_list_token(token: str) -> RequestsLink | None:
    """Return the link of a token, while it is good."""
    uuid = links.read(LIST_PURPOSE, token)
    found = RequestsLink.objects.filter(uuid=uuid).first() if uuid else None
    return found if found and found.is_good else None


def context(request: AdviceRequest, message) -> dict:
    """Return the variables of a request's message: `words`, and names of `files`, of the line that it tells."""
    entry = entry_told(request, message)
    files = list(entry.files.values_list("name", flat=True)) if entry else []
    facts = {"advice": request, "words": entry.text if entry else "", "files": files}
    return facts | letters.envelope(request.language, follow_url(request), _("Follow my request"))


def entry_told(request: AdviceRequest, message) -> RequestEntry | None:
    kind = TOLD_WITH.get(message.template)
    if kind is None:
        return None
    # The entry is written just before its message, in one transaction; a later answer has a message of its own.
    before = message.created_at + timedelta(milliseconds=1)
    return request.entries.filter(kind=kind, created_at__lte=before).last()


def list_context(link: RequestsLink, message) -> dict:
    return letters.envelope(link.language, list_url(link), _("See my requests"))
