"""One page of results as it is shown: kinds with their counts, excerpts, numbers to call."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.paginator import Page as PageOfResults
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.paging import page_of
from home import emergencies, search
from home.enums import ResultKind
from home.excerpts import excerpt
from home.models import SearchEntry

PER_PAGE = 20
MAX_LENGTH = 200


class SearchForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("What are you looking for?"),
        required=False,
        max_length=MAX_LENGTH,
        strip=True,
        widget=forms.TextInput({"type": "search", "autocomplete": "off"}),
        error_messages={"max_length": gettext_lazy("Write fewer words: %(limit_value)d characters at most.")},
    )
    type = forms.ChoiceField(
        label=gettext_lazy("Kind of result"),
        required=False,
        choices=[("", gettext_lazy("All results")), *ResultKind.choices],
        error_messages={"invalid_choice": gettext_lazy("We do not know this kind of result. Choose one in the list.")},
    )


@dataclass(frozen=True)
class Result:
    kind: str
    title: str
    url: str
    excerpt: list[tuple[str, bool]]
    phone: str
    language: str


def context(form: SearchForm, request, language: str, who_to_call: str) -> dict:
    """Return what the page of results shows; `who_to_call` is the address where contacts lead."""
    words = form.cleaned_data["q"] if form.is_valid() else ""
    if not words:
        return {"form": form, "words": "", "emergency": emergencies.found_in(form["q"].value() or "")}
    found = search.find(words, language)
    kind = form.cleaned_data["type"]
    page = page_of([pk for pk, its_kind in found.ranked if kind in ("", its_kind)], request, PER_PAGE)
    page.object_list = shown(page, found, language, request, who_to_call)
    return {
        "form": form,
        "words": words,
        "page_obj": page,
        "tabs": tabs(found, words, kind),
        "corrected": found.corrected,
        "emergency": emergencies.found_in(words),
        "is_missed": not found.ranked,
    }


def tabs(found: search.Found, words: str, chosen: str) -> list[dict]:
    """Return the kinds that have results, each with its address and how many there are."""
    counts = {kind: sum(its_kind == kind for _, its_kind in found.ranked) for kind in ResultKind.values}
    kinds = [("", _("All results"), len(found.ranked))]
    kinds += [(kind.value, kind.label, counts[kind]) for kind in ResultKind if counts[kind] or kind == chosen]
    return [
        {"title": title, "count": count, "current": kind == chosen,
         "url": f"{reverse('search')}?{urlencode({'q': words} | ({'type': kind} if kind else {}))}"}
        for kind, title, count in kinds
    ]  # fmt: skip


def shown(page: PageOfResults, found: search.Found, language: str, request, who_to_call: str) -> list[Result]:
    entries = SearchEntry.objects.select_related("page", "document", "contact").in_bulk(page.object_list)
    return [
        result(entries[pk], found.terms, language, request, who_to_call) for pk in page.object_list if pk in entries
    ]


def result(entry: SearchEntry, terms: set[str], language: str, request, who_to_call: str) -> Result:
    is_foreign = entry.text_language != language
    return Result(
        kind=ResultKind(entry.kind).label,
        title=entry.title,
        url=address_of(entry, request) or who_to_call,
        excerpt=excerpt(passage(entry, terms), terms, entry.text_language),
        phone=entry.contact.to_call if entry.contact else "",
        language=entry.text_language if is_foreign else "",
    )


def address_of(entry: SearchEntry, request) -> str:
    """Return where an entry leads; empty for somebody to call, who has no page of their own."""
    if entry.page:
        return entry.page.get_url(request) or ""
    return entry.document.url if entry.document else ""


def passage(entry: SearchEntry, terms: set[str]) -> str:
    """Return the text to cut the excerpt from: the summary where it answers, else the whole."""
    answers = any(marked for _, marked in excerpt(entry.summary, terms, entry.text_language))
    return entry.summary if answers or not entry.text else f"{entry.summary} {entry.text}".strip()
