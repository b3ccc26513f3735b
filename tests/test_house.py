"""Rules of the house that no single room can keep: layers, migrations, catalogues, templates, style sheets."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.core.checks import WARNING, run_checks
from django.core.management import call_command

from tests.support.machine import apt_install, nothing_may_be_skipped

ROOT = Path(__file__).resolve().parents[1]
ROOMS = sorted(path.parent.name for path in ROOT.glob("*/apps.py"))
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *ROOT.glob("*/templates/**/*.html")])
STYLE_SHEETS = sorted([*(ROOT / "assets" / "css").rglob("*.css"), *(ROOT / "static" / "css").rglob("*.css")])
CATALOGUES = {
    language: ROOT / "portal" / "locale" / language / "LC_MESSAGES" / "django.po" for language in ("fr", "ar")
}
MAKEMESSAGES = ["--add-location", "file", "--no-wrap", "--no-obsolete", "--ignore", "var", "--ignore", "tests"]
# Where only staff read: Arabic may leave these out, French may not. (A model's public words belong to its enums.)
STAFF_ONLY = re.compile(
    r"(^|/)(wagtail_hooks|viewsets|panels|blocks|reports|apps|attendance|closing|closing_reminders|photos|pictures)\.py$"
    r"|(^|/)(session_posters|definitions|roles|keeping|journal|personal_data|privacy_records|privacy_viewsets)\.py$"
    r"|^guides/(publishing|reading|reviews|review_words|link_checks|starters)\.py$"
    r"|/staff_\w+\.py$|^copro/rnic\w*\.py$|(^|/)(management/|models/|models\.py$)|/(wagtailadmin|admin|staff)/"
    r"|^(indicators|accounts)/"
)


def catalogue_of(language: str) -> polib.POFile:
    assert CATALOGUES[language].exists(), f"No catalogue for {language}: run `make messages`."
    return polib.pofile(str(CATALOGUES[language]))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def run(*command: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
    return subprocess.run(command, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True)


def tool(name: str) -> str:
    return str(Path(sys.executable).parent / name)


# Code


def test_rooms_import_only_rooms_below_them():
    done = run(tool("lint-imports"), "--no-logo")
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_room_is_in_the_layers():
    import tomllib

    layers = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert sorted(set(layers["root_packages"]) - {"portal"}) == ROOMS


def test_no_address_in_the_locked_requirements():
    assert "://" not in (ROOT / "requirements.txt").read_text()


@pytest.mark.django_db
def test_migrations_are_complete():
    try:
        call_command("makemigrations", *ROOMS, check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail("A model has changed without a migration: run makemigrations.")


@pytest.mark.django_db
def test_system_checks_find_nothing():
    assert [said for said in run_checks() if said.level >= WARNING] == []


# Languages


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_has_no_empty_or_fuzzy_entry(language):
    catalogue = catalogue_of(language)
    unfinished = [
        entry.msgid
        for entry in catalogue
        if not entry.obsolete and not entry.translated() and not (language == "ar" and only_for_staff(entry))
    ]
    assert unfinished == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_keeps_the_placeholders(language):
    catalogue = catalogue_of(language)
    wrong = [entry.msgid for entry in catalogue if entry.translated() and not same_placeholders(entry)]
    assert wrong == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_says_every_number_of_its_language(language):
    catalogue = catalogue_of(language)
    forms = int(re.search(r"nplurals=(\d)", catalogue.metadata["Plural-Forms"])[1])
    plurals = [entry for entry in catalogue if entry.msgid_plural and any(entry.msgstr_plural.values())]
    assert [entry.msgid for entry in plurals if len(list(filter(None, entry.msgstr_plural.values()))) != forms] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_can_be_filled_in(language):
    """A percent sign by itself is "%%": "% du" would be read as a number to write."""
    filled = [entry for entry in catalogue_of(language) if "python-format" in entry.flags]
    texts = [text for entry in filled for text in (entry.msgstr, *entry.msgstr_plural.values())]
    assert [text for text in texts if "%" in re.sub(r"%%|%\(\w+\)[sd]", "", text)] == []


@pytest.mark.parametrize("language", CATALOGUES)
def test_catalogue_holds_every_string_of_the_code(language, extracted):
    known = {message_key(entry) for entry in catalogue_of(language) if not entry.obsolete}
    missing = [
        entry.msgid
        for entry in extracted
        if message_key(entry) not in known and not (language == "ar" and only_for_staff(entry))
    ]
    assert missing == [], f"Run `make messages`, then translate portal/locale/{language}."


@pytest.fixture(scope="session")
def extracted(tmp_path_factory):
    """What `makemessages` finds in a copy of the code."""
    if shutil.which("xgettext") is None and not apt_install("gettext"):
        missing = "Missing: gettext. Get it with: apt-get install gettext"
        pytest.fail(missing) if nothing_may_be_skipped() else pytest.skip(missing)
    copy = tmp_path_factory.mktemp("messages") / "habiter"
    ignored = shutil.ignore_patterns(".*", "var", "tests", "node_modules", "static", "assets", "docs", "*.mo", "*.pyc")
    shutil.copytree(ROOT, copy, ignore=ignored)
    for language in CATALOGUES:
        shutil.rmtree(copy / "portal" / "locale" / language, ignore_errors=True)
    (copy / "portal" / "locale").mkdir(parents=True, exist_ok=True)
    environment = os.environ | {"DATA_DIR": str(copy / "var"), "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
    done = subprocess.run(
        [sys.executable, "manage.py", "makemessages", *MAKEMESSAGES, "--locale", "fr"],
        cwd=copy,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return polib.pofile(str(copy / "portal" / "locale" / "fr" / "LC_MESSAGES" / "django.po"))


def message_key(entry: polib.POEntry) -> tuple:
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def only_for_staff(entry: polib.POEntry) -> bool:
    places = [place for place, _line in entry.occurrences]
    return bool(places) and all(STAFF_ONLY.search(place) for place in places)


def same_placeholders(entry: polib.POEntry) -> bool:
    """Every form of a translation uses only the placeholders of the source; the plural ones use all of them.

    A singular form may leave the number out ("one seat left"). Beside placeholders, a per cent sign is written twice.
    """
    placeholder = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")
    texts = [entry.msgstr, *entry.msgstr_plural.values()]
    if "%(" in entry.msgid and any("%" in placeholder.sub("", text).replace("%%", "") for text in texts):
        return False
    if not entry.msgid_plural:
        return sorted(placeholder.findall(entry.msgid)) == sorted(placeholder.findall(entry.msgstr))
    allowed = set(placeholder.findall(entry.msgid_plural))
    return all(set(placeholder.findall(text)) <= allowed for text in entry.msgstr_plural.values())


# Templates and style sheets


def test_templates_pass_djlint():
    folders = sorted({relative(path).split("templates")[0] + "templates" for path in TEMPLATES})
    done = run(tool("djlint"), "--lint", "--quiet", *folders)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("inline style", re.compile(r"<style\b|\sstyle\s*=", re.I)),
        ("inline script", re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/(ld\+)?json\")", re.I)),
        ("inline event handler", re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I)),
        ("script address", re.compile(r"(href|src|action)\s*=\s*[\"']?javascript:", re.I)),
        ("unescaped text", re.compile(r"\|\s*safe\b|autoescape\s+off")),
        ("foreign file", re.compile(r"<(script|link|img|iframe|source)\b[^>]*(src|href)=[\"']?(https?:)?//", re.I)),
    ],
)
def test_templates_are_free_of(what, pattern):
    # The content policy blocks inline styles and scripts. Mails, which need inline styles, have a folder of their own.
    pages = [path for path in TEMPLATES if "messages" not in path.parent.parts]
    found = [relative(path) for path in pages if pattern.search(without_comments(path.read_text()))]
    assert found == [], f"{what} in a template"


def test_style_sheets_know_no_left_or_right():
    # Arabic is written from right to left with the same sheet: logical properties only.
    physical = re.compile(
        r"(?<![\w-])((margin|padding|border|scroll-margin|scroll-padding)-(left|right)[\w-]*|left|right"
        r"|border-(top|bottom)-(left|right)-radius)\s*:|(text-align|float|clear)\s*:\s*(left|right)\b"
    )
    found = [
        f"{relative(path)}: {match.group()}"
        for path in STYLE_SHEETS
        for match in physical.finditer(re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S))
    ]
    assert found == []


def test_the_built_style_sheet_is_up_to_date_and_light(tmp_path):
    import gzip

    built = ROOT / "static" / "css" / "habiter.css"
    shutil.copytree(ROOT / "assets" / "css", tmp_path / "assets" / "css")
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    (tmp_path / "static" / "css").mkdir(parents=True)
    done = run(sys.executable, "tools/build_css.py", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    same = (tmp_path / "static" / "css" / "habiter.css").read_bytes() == built.read_bytes()
    assert same, "The sources have changed: run `make css`."
    assert len(gzip.compress(built.read_bytes())) <= 20_000


def without_comments(text: str) -> str:
    text = re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.S)
    return re.sub(r"{#.*?#}|<!--.*?-->", "", text, flags=re.S)
