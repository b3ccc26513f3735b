"""Search over guides, events, advice and plain pages, in the reader's language."""

from dataclasses import dataclass

from django import forms
from django.core.paginator import Page as PageOfResults
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page

from copro.models import AdvicePage
from core.paging import page_of
from events.models import EventPage
from guides.models import GuidePage
from home.models import PlainPage

PER_PAGE = 20
MAX_LENGTH = 200
KINDS = {GuidePage: _("Guide"), EventPage: _("Workshop"), AdvicePage: _("Co-ownership"), PlainPage: _("Information")}


class SearchForm(forms.Form):
    q = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=MAX_LENGTH,
        strip=True,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": _("Write fewer words: %(limit_value)d characters at most.")},
    )


@dataclass(frozen=True)
class Result:
    kind: str
    title: str
    url: str
    summary: str


def results(words: str, request) -> PageOfResults:
    """Return one page of results for some words; every result is a published page in the active language."""
    found = Page.objects.live().public().filter(locale=Locale.get_active()).type(*KINDS)
    # SQLite's full-text query is broken by a quotation mark, which nothing escapes on the way.
    page = page_of(found.search(words.replace('"', " ").strip()), request, PER_PAGE)
    specific = Page.objects.filter(pk__in=[each.pk for each in page.object_list]).specific().select_related("locale")
    by_id = {each.pk: each for each in specific}
    page.object_list = [shown(by_id[each.pk], request) for each in page.object_list if each.pk in by_id]
    return page


def shown(page: Page, request) -> Result:
    return Result(KINDS[type(page)], page.title, page.get_url(request), page.summary)
