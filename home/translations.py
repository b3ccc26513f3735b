"""Translations that come with the portal: one PO file a page and language, from text to text.

wagtail-localize keys its own files by the identifiers of blocks, which differ on every machine; ours by the words.
"""

from pathlib import Path

import polib
from django.conf import settings
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource


def export(page: Page) -> polib.POFile:
    """Return the PO file of a page's words, each once, with nothing translated yet."""
    file = polib.POFile()
    file.metadata = {"Content-Type": "text/plain; charset=utf-8"}
    for text in dict.fromkeys(segment.string.data for segment in segments_of(source_of(page))):
        if text not in {page.slug}:
            file.append(polib.POEntry(msgid=text))
    return file


def load_folder(folder: Path, slugs: list[str]) -> None:
    """Translate the pages of the source language that have a file in `folder/<language>/<slug>.po`."""
    for code, _ in settings.LANGUAGES:
        for slug in slugs:
            path = folder / code / f"{slug}.po"
            page = Page.objects.filter(slug=slug, locale__language_code=settings.LANGUAGE_CODE).first()
            if page and path.exists():
                load(page, code, path)


def load(page: Page, code: str, path: Path) -> bool:
    """Translate a page and publish it. One that has its own text in that language already is left alone."""
    locale = Locale.objects.get(language_code=code)
    there = Page.objects.filter(translation_key=page.translation_key, locale=locale).first()
    if there is not None and there.alias_of_id is None:
        return False
    words = {entry.msgid: entry.msgstr for entry in polib.pofile(str(path)) if entry.msgstr}
    source = source_of(page)
    for segment in segments_of(source):
        if text := words.get(segment.string.data):
            StringTranslation.objects.update_or_create(
                translation_of=segment.string, locale=locale, context=segment.context,
                defaults={"data": text, "translation_type": StringTranslation.TRANSLATION_TYPE_MANUAL},
            )  # fmt: skip
    Translation.objects.get_or_create(source=source, target_locale=locale)[0].save_target(publish=True)
    return True


def source_of(page: Page) -> TranslationSource:
    return TranslationSource.update_or_create_from_instance(page.specific)[0]


def segments_of(source: TranslationSource):
    return StringSegment.objects.filter(source=source).select_related("string", "context").order_by("order", "id")
