"""Where the links of guides lead: to pages and documents of ours, and to other sites, visited by a command."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from bs4 import BeautifulSoup
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from guides.models import GuidePage, LinkCheck, Source

TIMEOUT = 10  # seconds
AGENT = "Habiter link check"
SEES_ONLY_GET = {403, 404, 405, 501}  # some servers answer so to HEAD alone


@dataclass(frozen=True)
class Broken:
    """A link of a page of ours that leads nowhere."""

    page: GuidePage
    words: str
    why: str


def links_of(page: GuidePage) -> Iterator[dict]:
    """Give the attributes of each link of a guide, with its words."""
    notices = [block.value["text"].source for block in page.steps if block.block_type == "notice"]
    for html in [page.introduction, *notices]:
        for link in BeautifulSoup(html, "html.parser").find_all("a"):
            yield {**link.attrs, "words": link.get_text(" ", strip=True)}


def broken() -> list[Broken]:
    """Return the links of published guides to pages that are not published and to documents that are gone."""
    found = [(page, link) for page in published() for link in links_of(page)]
    pages = {str(pk) for pk in Page.objects.live().values_list("pk", flat=True)}
    documents = {str(pk) for pk in get_document_model().objects.values_list("pk", flat=True)}
    dead = []
    for page, link in found:
        if link.get("linktype") == "page" and link.get("id") not in pages:
            dead.append(Broken(page, link["words"], _("the page is not published, or gone")))
        if link.get("linktype") == "document" and link.get("id") not in documents:
            dead.append(Broken(page, link["words"], _("the document is gone")))
    return dead


def published():
    return GuidePage.objects.live().filter(alias_of=None).select_related("locale").order_by("title")


def addresses() -> list[str]:
    """Return the addresses of other sites that guides and their sources name, each once."""
    named = [link["href"] for page in published() for link in links_of(page) if link.get("href")]
    kept = Source.objects.exclude(url="").values_list("url", flat=True)
    return sorted({url for url in [*named, *kept] if url.startswith(("http://", "https://"))})


def check(url: str) -> LinkCheck:
    """Visit an address and write down what it answered."""
    status, is_broken = visit(url)
    facts = {"status": status[:60], "is_broken": is_broken, "checked_at": timezone.now()}
    return LinkCheck.objects.update_or_create(url=url, defaults=facts)[0]


def visit(url: str, method: str = "HEAD") -> tuple[str, bool]:
    request = Request(url, method=method, headers={"User-Agent": AGENT})
    try:
        with urlopen(request, timeout=TIMEOUT) as answer:
            return str(answer.status), False
    except HTTPError as error:
        if method == "HEAD" and error.code in SEES_ONLY_GET:
            return visit(url, "GET")
        return str(error.code), True
    except (URLError, HTTPException, OSError, ValueError) as error:
        return str(getattr(error, "reason", error) or type(error).__name__), True
