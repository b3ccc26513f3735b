"""The only writer of what search reads: a thing is indexed in the transaction that saves it, so they never differ."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.search import index

from campaigns.models import CampaignIndexPage, CampaignPage
from copro.models import AdvicePage, CoproIndexPage, ExperiencePage
from core import stems
from core.models import BasePage, CustomDocument
from events.models import EventIndexPage, EventPage
from guides.models import GuideIndexPage, GuidePage, SimpleGuidePage
from home.enums import ResultKind
from home.models import (
    NeighbourhoodIndexPage,
    NeighbourhoodPage,
    PlainPage,
    SearchEntry,
    SearchPosting,
    SearchTerm,
)
from territory.models import ContactPoint

KINDS: dict[type[Page], ResultKind] = {
    GuidePage: ResultKind.GUIDE,
    SimpleGuidePage: ResultKind.GUIDE,
    EventPage: ResultKind.WORKSHOP,
    AdvicePage: ResultKind.COOWNERSHIP,
    ExperiencePage: ResultKind.COOWNERSHIP,
    CampaignPage: ResultKind.CAMPAIGN,
    NeighbourhoodPage: ResultKind.NEIGHBOURHOOD,
    PlainPage: ResultKind.INFORMATION,
    CoproIndexPage: ResultKind.COOWNERSHIP,
    CampaignIndexPage: ResultKind.CAMPAIGN,
    EventIndexPage: ResultKind.WORKSHOP,
    GuideIndexPage: ResultKind.GUIDE,
    NeighbourhoodIndexPage: ResultKind.NEIGHBOURHOOD,
}
TITLE, TAG, SUMMARY, TEXT = 80, 60, 30, 8  # what one stem weighs, by where it stands
MOST_OF_TEXT = 5  # a stem counts so often in a text, however often it is written
LENGTH_OF_TEXT = 20_000  # characters kept for excerpts
STEP = 500


def rebuild() -> int:
    """Index everything anew and return how many entries there are. Needed once after an upgrade of an old database."""
    SearchTerm.objects.all().delete()
    SearchEntry.objects.exclude(page=None).exclude(page__in=Page.objects.live()).delete()
    for model in KINDS:
        for page in model.objects.live().select_related("locale").iterator(chunk_size=STEP):
            save_page(page)
    for document in CustomDocument.objects.iterator(chunk_size=STEP):
        save_document(document)
    for contact in ContactPoint.objects.all():
        save_contact(contact)
    return SearchEntry.objects.count()


def save_page(page: Page) -> None:
    """Index a page as it is published, or forget it when it is not."""
    if type(page) not in KINDS:
        return
    if not page.live:
        forget_page(page)
        return
    language = page.locale.language_code
    with translation.override(language):
        parts = Parts(page.title, getattr(page, "lead", "") or page.summary, tags_of(page), text_of(page))
    write({"page": page}, KINDS[type(page)], language, page.content_language, parts)


def forget_page(page: Page) -> None:
    SearchEntry.objects.filter(page=page.pk).delete()


def save_document(document: CustomDocument) -> None:
    parts = Parts(document.title, "", [], "")
    SearchEntry.objects.filter(document=document.pk).exclude(language=document.language).delete()
    write({"document": document}, ResultKind.DOCUMENT, document.language, document.language, parts)


def save_contact(contact: ContactPoint) -> None:
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            parts = Parts(
                str(contact.label), "", [contact.to_call, pgettext("what search finds a contact by", "call")], ""
            )
            write({"contact": contact}, ResultKind.CONTACT, code, code, parts)


class Parts:
    """The texts of one entry, by what they weigh."""

    def __init__(self, title: str, summary: str, tags: list[str], text: str):
        self.title, self.summary, self.tags, self.text = title, summary, tags, text

    def weights(self, language: str) -> Counter:
        """Return what each stem weighs."""
        found: Counter = Counter()
        for weight, text in ((TITLE, self.title), (TAG, " ".join(self.tags)), (SUMMARY, self.summary)):
            found.update(dict.fromkeys(stems.stems_of(text, language), weight))
        for stem, times in Counter(stems.stems_of(self.text, language)).items():
            found[stem] += TEXT + min(times, MOST_OF_TEXT)
        return found

    def words(self, language: str) -> dict[str, str]:
        """Return for each stem the shortest word as it is written, for suggestions."""
        shown: dict[str, str] = {}
        for text in (self.title, *self.tags, self.summary, self.text):
            for start, end, word in stems.words_of(text):
                stem = stems.stem(word, language)
                if not stems.is_small(word, language) and len(text[start:end]) < len(shown.get(stem, "x" * 61)):
                    shown[stem] = text[start:end].lower()
        return shown


@transaction.atomic
def write(key: dict, kind: ResultKind, language: str, text_language: str, parts: Parts) -> None:
    fields = {
        "kind": kind, "text_language": text_language, "title": parts.title[:255], "summary": parts.summary,
        "text": parts.text[:LENGTH_OF_TEXT],
    }  # fmt: skip
    entry, _made = SearchEntry.objects.update_or_create(language=language, defaults=fields, **key)
    entry.postings.all().delete()
    SearchPosting.objects.bulk_create(
        SearchPosting(entry=entry, language=language, term=term, weight=weight)
        for term, weight in parts.weights(text_language).items()
    )
    SearchTerm.objects.bulk_create(
        [
            SearchTerm(language=language, term=term, word=word)
            for term, word in sorted(parts.words(text_language).items())
        ],
        ignore_conflicts=True,
    )


def tags_of(page: BasePage) -> list[str]:
    """Return the words that a page is filed under: its tags, or what it gives itself."""
    if hasattr(page, "search_words"):
        return page.search_words()
    return [tag.name for tag in page.tags.all()] if hasattr(page, "tags") else []


def text_of(page: BasePage) -> str:
    """Return the text of the fields that a page gives to search, without its title and summary."""
    fields = [
        field
        for field in type(page).get_search_fields()
        if isinstance(field, index.SearchField) and field.field_name not in ("title", "summary")
    ]
    return " ".join(" ".join(flat(field.get_value(page))).strip() for field in fields).strip()


def flat(value: object) -> Iterator[str]:
    if isinstance(value, Iterable) and not isinstance(value, str):
        for each in value:
            yield from flat(each)
    elif value:
        yield str(value)
