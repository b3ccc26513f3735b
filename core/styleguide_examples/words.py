"""The words that the examples share: French, Arabic, and what hurts a careless template.

Texts are examples, so they stand here in the language they show and are never translated; names of states are.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.styleguide import Component, Entry, State

PARIS = ZoneInfo("Europe/Paris")
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 18, 30, tzinfo=PARIS)
LATER = MOMENT + timedelta(hours=2)
PAGE = "#example"  # every link of an example leads to nothing
WORD = "Hydrochlorofluorocarbure" * 6
MIXED = "Atelier « سقي النباتات » avec Nadia بلقاسم (salle 2)"

USUAL, EMPTY, ERROR = _("As usual"), _("Empty"), _("With an error")
LONG_TITLE, SHORT_TITLE = _("Title of 200 characters"), _("Title of 3 characters")
NO_SPACE, BOTH_WAYS, BARE = _("A word without a space"), _("Both reading directions"), _("Without a picture")


def say(french: str, arabic: str) -> str:
    """Choose the example of the active language."""
    return arabic if get_language() == "ar" else french


def of_200(text: str) -> str:
    return (f"{text} " * 40)[:199].strip().ljust(200, "a")


def title() -> str:
    return say("Réparer un robinet qui fuit", "إصلاح صنبور يسرّب الماء")


def text() -> str:
    return say(
        "On change un joint ensemble. Vous repartez avec le geste en main.",
        "نغيّر معًا حلقة الإحكام، وتعودون إلى بيوتكم وقد تعلّمتم الطريقة.",
    )


def long_title() -> str:
    return of_200(title())


def titles(values: dict) -> list[State]:
    """The four titles that no editor should have written."""
    return [
        State(LONG_TITLE, values | {"title": long_title()}),
        State(SHORT_TITLE, values | {"title": say("Eau", "ماء")}),
        State(NO_SPACE, values | {"title": WORD}),
        State(BOTH_WAYS, values | {"title": MIXED}),
    ]


def entry(name: str, *states: State, item_of: str = "") -> Entry:
    return Entry(Component(name), list(states), item_of)


def link(french: str, arabic: str, **more) -> dict:
    return {"title": say(french, arabic), "url": PAGE} | more
