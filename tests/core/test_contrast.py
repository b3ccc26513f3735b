"""Every pair of colours that meets on a page, computed by the formula of WCAG 2.2, in the light and in the dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).resolve().parents[2] / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
PAIR = re.compile(r"^\s*--([\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);", re.MULTILINE)
COLOURS = {name: {"light": light, "dark": dark} for name, light, dark in PAIR.findall(TOKENS)}
TINTS = [name for name in COLOURS if name.startswith("tint-")]
GROUNDS = ["ground", "surface", "sunken"]
STATES = ["danger-tint", "ok-tint", "warning-tint", "action-tint"]

TEXT = 4.5
SIGN = 3.0  # borders of inputs, marks, icons, focus
WORDS = {
    "ink": [*GROUNDS, *STATES, *TINTS],
    "ink-soft": [*GROUNDS, *STATES],
    "action": [*GROUNDS, "action-tint", "ok-tint", "tint-air"],
    "action-strong": [*GROUNDS, "action-tint"],
    "danger": [*GROUNDS, "danger-tint"],
    "ok": [*GROUNDS, "ok-tint"],
    "warm": GROUNDS,
    "on-action": ["action", "action-strong"],
    "on-danger": ["danger"],
    "on-sun": ["sun"],
    "ground": ["ink"],  # a chosen chip, an open menu
    "on-foot": ["foot"],
    "on-foot-soft": ["foot"],
}
SIGNS = {
    "line-strong": GROUNDS,
    "focus": [*GROUNDS, *STATES, *TINTS],
    "action": ["surface", "sunken", "ground"],
    "danger": ["surface", "ground", "danger-tint"],
    "ok": ["surface", "ground", "ok-tint"],
}
# A rule between two rows, the edge of a card: nothing is lost where they are not seen.
ONLY_FOR_THE_EYE = {"line", "foot-line", "sun"}


def luminance(colour: str) -> float:
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def pairs(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(front, back) for front, backs in table.items() for back in backs]


def test_the_formula():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), pairs(WORDS))
def test_words_are_read(front, back, scheme):
    assert contrast(COLOURS[front][scheme], COLOURS[back][scheme]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back"), pairs(SIGNS))
def test_signs_are_seen(front, back, scheme):
    assert contrast(COLOURS[front][scheme], COLOURS[back][scheme]) >= SIGN


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_every_ground(scheme):
    """Two rings of opposite lightness, off the element by their own width: one stands out from what is around."""
    for back in [*GROUNDS, *STATES, *TINTS, "foot"]:
        rings = (COLOURS["focus"][scheme], COLOURS["sun"][scheme])
        assert max(contrast(ring, COLOURS[back][scheme]) for ring in rings) >= SIGN, back


def test_every_colour_is_measured():
    """A token that is neither in a pair nor only for the eye has been forgotten here."""
    measured = set(WORDS) | set(SIGNS) | {back for _front, back in [*pairs(WORDS), *pairs(SIGNS)]}
    assert set(COLOURS) - measured - ONLY_FOR_THE_EYE == set()
    written = re.findall(r"^\s*--([\w-]+):\s*light-dark\(", TOKENS, re.MULTILINE)
    assert sorted(written) == sorted(COLOURS), "A colour is not written as a pair of #rrggbb."
