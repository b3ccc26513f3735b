"""The guides that come with the portal stand on the facts: every key is that of a source, nothing uncertain is certain.

Each pattern is what a text would say if it stated as certain a fact that the research file marks as unconfirmed
(sections 4 and 5). A sentence may still speak of it with reserve: "demandez", "probablement", "à confirmer".
"""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest

from core import drawings
from core.models import Room, Theme
from guides import reading
from guides.enums import Audience, Cost, Doer, Level, RepairStatus, Season
from guides.models import GuidePage, Repair, SimpleGuidePage, Source
from guides.publishing import MAX_STEPS
from home import contents, references, structure

FILES = sorted((structure.FILES / "guides").glob("*.toml"))
KEYS = {each["key"] for each in structure.read(structure.FILES / "sources.toml")["sources"]}
REPAIRS = structure.read(structure.FILES / "repairs.toml")["repairs"]
SLUGS = {each["slug"] for each in REPAIRS}
RESERVE = re.compile(
    r"demandez|probablement|à confirmer|en général|conseillé|souvent|peut-être|selon|règlement|notice", re.I
)
UNCERTAIN = {
    "a comfortable humidity of 40 to 60 %": r"\b40\s*(à|et|-|–)\s*60\s*%",
    "a fixed fine of 68 €": r"\b68\s*€",
    "who pays a seal of silicone": r"(silicone|joints? d)[^.]*(est|sont) (à (la|votre) charge|payés? par)",
    "who bleeds a radiator": r"(locataire|vous) (doit|devez) (la )?purger|la purge est à (votre|la) charge",
    "who pays a radiator with a hole": r"radiateur percé[^.]*(à la charge|paie|payé par)",
    "the fixed number for bulky waste": r"02\s*47\s*33\s*17\s*81",
    "the number of waste information": r"02\s*47\s*80\s*12\s*12",
    "a motorised hood is forbidden on the ventilation": r"(interdit|jamais)[^.]*hotte|hotte[^.]*(interdite|jamais)",
    "no barbecue on a balcony": r"barbecue[^.]*interdit[^.]*balcon|balcon[^.]*barbecue[^.]*interdit",
    "numbers of the police, of children, of women": r"\b(119|39\s*19)\b",
    "the closed counter of MaPrimeRénov": r"MaPrimeRénov[^.]*(est ouvert|verse|finance)",
}


def read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts(value) -> list[str]:
    """Every text of a content file, whatever its place."""
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts(each)]
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    return [value] if isinstance(value, str) else []


def sentences_of(content: dict) -> list[str]:
    return [sentence.replace("\u00a0", " ").replace("\u202f", " ") for text in texts(content)
            for sentence in reading.sentences_of(text)]  # fmt: skip


def keys_of(content: dict) -> list[str]:
    places = [content, *content["steps"], *content.get("calls", [])]
    return [key for place in places for key in place.get("sources", [])]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_key_of_a_guide_is_that_of_a_source_and_every_row_is_there(path):
    content = read(path)
    assert [key for key in keys_of(content) if key not in KEYS] == []
    assert [slug for slug in content["repairs"] if f"rl-{int(slug[3:])}" not in SLUGS] == []
    assert content["sources"], "A guide says where its facts come from."


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_guide_can_be_published_as_it_is(path):
    content = read(path)
    assert content["slug"] == path.stem
    assert 1 <= len(content["steps"]) <= MAX_STEPS
    assert [step["title"] for step in content["steps"] if step.get("drawing") and not step.get("alt")] == []
    known = {name for name, _ in drawings.choices()}
    used = [content["drawing"], *(step.get("drawing") for step in content["steps"])]
    assert [name for name in used if name and name not in known] == []
    assert content["checked_on"] <= date.today()
    values = ((content["level"], Level), (content["cost"], Cost), (content["who"], Doer), (content["season"], Season))
    assert [value for value, choices in values if value not in choices.values] == []
    assert set(content.get("audience", [])) <= set(Audience.values)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_unconfirmed_is_said_as_certain(path):
    assert certain_of(sentences_of(read(path))) == []


@pytest.mark.parametrize("row", REPAIRS, ids=lambda row: row["slug"])
def test_row_keeps_its_reserve(row):
    assert [key for key in row["sources"] if key not in KEYS] == []
    told = [row[name] for name in ("tenant", "landlord", "basis") if row.get(name)]
    uncertain = row["slug"] in {"rl-17", "rl-20"}
    assert (row.get("status", "confirmed") == RepairStatus.TO_CONFIRM) == uncertain
    assert all(bool(RESERVE.search(text)) == uncertain for text in told) or not uncertain
    assert certain_of(sentences_of(row)) == []


def certain_of(sentences: list[str]) -> list[tuple[str, str]]:
    return [
        (what, sentence)
        for sentence in sentences if not RESERVE.search(sentence)
        for what, pattern in UNCERTAIN.items() if re.search(pattern, sentence, re.I)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "sentence",
    ["L’humidité doit rester entre 40 et 60 %.", "L’amende est de 68 €.", "Vous devez purger les radiateurs.",
     "Appelez le 02 47 33 17 81.", "Il est interdit de brancher une hotte sur la VMC.", "Appelez le 39 19."],
)  # fmt: skip
def test_sentence_that_states_an_uncertain_fact_is_found(sentence):
    assert len(certain_of([sentence])) == 1
    assert certain_of([f"À confirmer : {sentence}"]) == []


def test_the_28_rows_are_all_there():
    assert [row["slug"] for row in REPAIRS] == [f"rl-{number}" for number in range(1, 29)]


@pytest.fixture
def house(db):
    structure.set_up()
    references.load()


def test_rows_and_sources_are_loaded_once_with_their_translations(house):
    references.load()
    assert Repair.objects.filter(locale__language_code="fr").count() == 28
    assert Source.objects.count() == len(KEYS)
    assert {row.slug for row in Repair.objects.filter(locale__language_code="ar")} == {"rl-12", "rl-14", "rl-15"}
    uncertain = Repair.objects.filter(locale__language_code="fr", status=RepairStatus.TO_CONFIRM)
    assert {row.slug for row in uncertain} == {"rl-17", "rl-20"}
    assert not Repair.objects.filter(rooms=None, locale__language_code="fr").exists()
    for row in Repair.objects.all():
        row.full_clean()


def test_guide_is_loaded_with_its_rows_its_readers_and_its_simple_version(house):
    content = read(structure.FILES / "guides" / "robinet-qui-fuit.toml")
    part = {"title": "Coupez l’eau", "text": "Fermez le robinet.", "drawing": "water-valve-close", "alt": "Une main."}
    simple = {"title": "Un robinet fuit", "summary": "Vous pouvez le réparer.", "parts": [part]}
    contents.load_guide(content | {"repairs": ["rl-14", "rl-09"], "audience": ["tenant"], "simple": simple})
    guide = GuidePage.objects.get(locale__language_code="fr")
    assert {row.slug for row in guide.repairs.all()} == {"rl-9", "rl-14"}
    assert (guide.audience, guide.author, guide.faults()) == ([Audience.TENANT], content["author"], [])
    child = SimpleGuidePage.objects.child_of(guide).get()
    assert (child.live, child.title, child.faults()) == (True, "Un robinet fuit", [])


def test_guide_without_team_or_months_has_the_usual_ones(house):
    content = read(structure.FILES / "guides" / "gaz.toml")
    for name in ("author", "review_months", "audience", "repairs"):
        del content[name]
    contents.load_guide(content)
    guide = GuidePage.objects.get(slug="gaz", locale__language_code="fr")
    assert (guide.author, guide.custom_review_frequency, len(guide.audience)) == ("", 12, 3)
    assert set(guide.rooms.all()) <= set(Room.objects.all())
    assert set(guide.themes.all()) <= set(Theme.objects.all())
