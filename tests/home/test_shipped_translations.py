"""The translations that come with the portal say all that the French says, and no text that is gone from it."""

import re
from pathlib import Path

import polib
import pytest
from wagtail.models import Locale, Page

from home import contents, references, samples, structure, translations

FOLDERS = [structure.FILES / "translations", samples.FILES / "translations"]
FILES = sorted(path for folder in FOLDERS for path in folder.glob("*/*.po"))
LANGUAGES = ["ar", "en"]


def entries(path: Path) -> polib.POFile:
    return polib.pofile(str(path))


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def tags(text: str) -> list[str]:
    """Return the tags with their attributes. Their order may differ: another language orders its words otherwise."""
    return sorted(re.findall(r"<[^>]+>", text))


def numbers(text: str) -> list[str]:
    """Return the groups of digits, "2 pm" read as 14."""
    text = re.sub(r"\b(\d{1,2})\s?pm\b", lambda found: str(int(found[1]) % 12 + 12), text)
    return sorted(re.findall(r"\d+", text))


def phones(text: str) -> list[str]:
    """Return the numbers whose groups a no-break space joins: it keeps them in their order from right to left too."""
    return sorted(re.findall(r"\b0\d*(?:\xa0\d+)+", text))


def changed(path: Path, part) -> list[str]:
    return [entry.msgid for entry in entries(path) if part(entry.msgid) != part(entry.msgstr)]


def test_every_language_has_the_same_files():
    for folder in FOLDERS:
        names = sorted({path.stem for path in folder.glob("*/*.po")})
        for code in LANGUAGES:
            assert sorted(path.stem for path in folder.glob(f"{code}/*.po")) == names


@pytest.mark.parametrize("path", FILES, ids=named)
def test_nothing_is_left_untranslated(path):
    assert [entry.msgid for entry in entries(path) if not entry.msgstr.strip() or entry.fuzzy or entry.obsolete] == []


@pytest.mark.parametrize("path", FILES, ids=named)
@pytest.mark.parametrize("part", [tags, numbers, phones])
def test_both_sides_hold_the_same(path, part):
    assert changed(path, part) == []


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name == "ar"], ids=named)
def test_arabic_keeps_western_digits(path):
    assert [entry.msgid for entry in entries(path) if re.search(r"[\u0660-\u0669\u06f0-\u06f9]", entry.msgstr)] == []


@pytest.mark.parametrize("key", ["tagline", "footer_text", "demo_banner"])
def test_identity_says_the_same_in_every_language(key):
    texts = structure.in_every_language(structure.read(structure.FILES / "home.toml")["site"], key)
    assert set(texts) == {"fr", *LANGUAGES}
    assert {code: numbers(text) for code, text in texts.items()} == dict.fromkeys(texts, numbers(texts["fr"]))


@pytest.fixture
def house(db):
    """The real structure, and the samples that are translated; their translations are loaded as `load_demo` does."""
    structure.set_up()
    references.load()
    contents.load_guide(structure.read(structure.FILES / "guides" / "robinet-qui-fuit.toml"))
    programme = structure.read(samples.FILES / "events.toml")
    event = next(each for each in programme["events"] if each["slug"] == "reparer-une-chasse-d-eau")
    for venue in programme["venues"]:
        samples.load_venue(venue)
    samples.load_event(event)
    structure.synchronise_languages(Locale.objects.get(language_code="fr"))
    translations.load_folder(FOLDERS[0], ["robinet-qui-fuit"])
    translations.load_folder(FOLDERS[1], ["reparer-une-chasse-d-eau"])


def french(slug: str) -> Page:
    return Page.objects.get(slug=slug, locale__language_code="fr").specific


def test_files_hold_exactly_the_words_of_their_pages(house):
    for path in FILES:
        page = {entry.msgid for entry in translations.export(french(path.stem))}
        file = {entry.msgid for entry in entries(path)}
        assert (file - page, page - file) == (set(), set()), named(path)


def test_translated_pages_are_published_and_sound(house):
    """An editor who opens one and presses "publish" is told of no text that is too long."""
    for path in FILES:
        page = french(path.stem).get_translation(Locale.objects.get(language_code=path.parent.name)).specific
        words = {entry.msgid: entry.msgstr for entry in entries(path)}
        assert (page.alias_of_id, page.live, page.title) == (None, True, words[french(path.stem).title])
        page.full_clean()
        for field in page._meta.get_fields():
            if block := getattr(field, "stream_block", None):
                block.clean(getattr(page, field.name))
