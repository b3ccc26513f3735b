"""Rich texts as readers see them: however many links there are, their pages take one query, their documents another."""

import re
from collections.abc import Sequence

from django.db.models import Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page
from wagtail.rich_text import expand_db_html
from wagtail.rich_text.pages import PageLinkHandler

from core.routing import language

NUMBER = re.compile(r"[0-9]{1,18}")  # what a database can hold
MARK = "\x1e"  # between texts that are expanded together; no text holds it


class PageLink(PageLinkHandler):
    """Links to pages, each in the reader's language where it is live: Wagtail asks for each of them alone."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        named = [int(attrs["id"]) if NUMBER.fullmatch(attrs.get("id", "")) else 0 for attrs in attrs_list]
        keys = Page.objects.filter(pk__in=named).values("translation_key")
        translated = Q(translation_key__in=keys, live=True, locale__language_code=language())
        pages = list(Page.objects.filter(Q(pk__in=named) | translated).select_related("locale"))
        by_key = {page.translation_key: page for page in pages if page.live and page.locale.language_code == language()}
        shown = {page.pk: by_key.get(page.translation_key, page) for page in pages}
        return [opening(shown.get(pk)) for pk in named]


def opening(page: Page | None) -> str:
    url = page.get_url() if page else None
    return format_html('<a href="{}">', url) if url else "<a>"


def expanded(texts: Sequence[str]) -> list[SafeString]:
    """Return rich texts, as they are kept, as HTML: all of them for the queries of one."""
    joined = MARK.join(text.replace(MARK, "") for text in texts)
    return [mark_safe(html) for html in expand_db_html(joined).split(MARK)]
