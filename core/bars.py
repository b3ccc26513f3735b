"""Where the bars of a figure stand, in the units of its SVG. Reading direction mirrors them."""

from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import Truncator

WIDTH = 320
ROW = 44
THICKNESS = 14
LABEL_LENGTH = 24


@dataclass(frozen=True)
class Bar:
    label: str
    text: str
    label_y: int
    y: int
    x: int
    length: int


@dataclass(frozen=True)
class Chart:
    bars: list[Bar]
    height: int
    start: int
    end: int
    width: int = WIDTH
    thickness: int = THICKNESS


def words(bar: dict) -> str:
    """Return a bar's value as it is said: its own words, its number, or a dash where it is not told."""
    if bar.get("text"):
        return str(bar["text"])
    return "–" if bar.get("value") is None else number_format(bar["value"], force_grouping=True)


def chart(bars: list[dict], *, from_right: bool) -> Chart:
    longest = max((bar.get("value") or 0 for bar in bars), default=0)
    placed = [place(bar, row, longest, from_right) for row, bar in enumerate(bars)]
    start, end = (WIDTH, 0) if from_right else (0, WIDTH)
    return Chart(placed, len(bars) * ROW, start, end)


def place(bar: dict, row: int, longest: float, from_right: bool) -> Bar:
    """A value that is told, however small, keeps a bar that can be seen."""
    value = bar.get("value") or 0
    length = max(round(WIDTH * value / longest), THICKNESS // 2) if value > 0 else 0
    return Bar(
        label=Truncator(str(bar["label"])).chars(LABEL_LENGTH),
        text=words(bar),
        label_y=row * ROW + 16,
        y=row * ROW + 23,
        x=WIDTH - length if from_right else 0,
        length=length,
    )
