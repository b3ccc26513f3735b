"""The accent colour of the portal: refused when it cannot be read, else turned into the tones that pages use.

The grounds are those of assets/css/tokens.css, read from there: a colour has one home.
"""

import hashlib
import re
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from core import colours

TEXT = 4.5  # WCAG 2.2, criterion 1.4.3: text; what is drawn (1.4.11) needs less
PAIR = re.compile(r"^\s*--([\w-]+):\s*light-dark\((#\w{6}),\s*(#\w{6})\);", re.MULTILINE)
GROUNDS = re.compile(r"ground|surface|sunken|tint-\w+|(danger|ok|warning)-tint")


class Tones(NamedTuple):
    """The accent in one scheme, light or dark."""

    action: str  # links and buttons, on every ground
    strong: str  # the same under the pointer
    tint: str  # a ground made of it
    on_action: str  # text on a button


@lru_cache(maxsize=1)
def tokens() -> dict[str, tuple[str, str]]:
    """Return the colours of the style sheets by name, each as (light, dark)."""
    source = (settings.BASE_DIR / "assets" / "css" / "tokens.css").read_text(encoding="utf-8")
    return {name: (light.lower(), dark.lower()) for name, light, dark in PAIR.findall(source)}


def grounds(scheme: int) -> list[str]:
    """Return every colour that links stand on, in the light (0) or dark (1) scheme."""
    return [pair[scheme] for name, pair in tokens().items() if GROUNDS.fullmatch(name)]


def worst(colour: str, scheme: int) -> tuple[float, str]:
    """Return the lowest contrast of a colour with the grounds of a scheme, and the ground that gives it."""
    return min((colours.contrast(colour, ground), ground) for ground in grounds(scheme))


def validate_accent(accent: str) -> None:
    """Raise ValidationError, with the ratio measured, for a colour whose text could not be read on every ground."""
    accent = accent.lower()
    if not colours.is_hex(accent):
        raise ValidationError(_("Write the colour as # and six digits or letters from a to f: #0b5a63."), code="hex")
    for scheme, colour in enumerate((accent, palette(accent)[1].action)):
        ratio, ground = worst(colour, scheme)
        if ratio < TEXT:
            raise ValidationError(
                _(
                    "Links and buttons in %(colour)s could not be read: the contrast with the ground %(ground)s is "
                    "%(ratio)s, and %(needed)s is needed (WCAG 2.2, 1.4.3). "
                    "The nearest tone that can be read is %(nearest)s."
                ),
                code="contrast",
                params={
                    "colour": colour, "ground": ground, "ratio": measured(ratio),
                    "needed": number_format(TEXT, 1), "nearest": readable(accent, 0),
                },
            )  # fmt: skip


def measured(ratio: float) -> str:
    """Write a ratio with two decimals, cut and not rounded: 4.499 is not 4.50."""
    return number_format(int(ratio * 100) / 100, 2)


def readable(colour: str, scheme: int) -> str:
    """Return the nearest tone of a colour that can be read on every ground: darker by day, lighter by night."""
    level, step = colours.lightness(colour), (-0.01, 0.01)[scheme]
    while worst(colour, scheme)[0] < TEXT and 0 < level < 1:
        level = min(max(level + step, 0), 1)
        colour = colours.tone(colour, level)
    return colour


@lru_cache(maxsize=8)
def palette(accent: str) -> tuple[Tones, Tones]:
    """Return the accent's tones, light then dark; those of the portal's own colour when there is no sound accent.

    The dark ones are computed: as light as the portal's own dark tone, further if a ground asks for it.
    """
    accent = accent.lower()
    own = [
        Tones(*(tokens()[name][s] for name in ("action", "action-strong", "action-tint", "on-action"))) for s in (0, 1)
    ]
    if not colours.is_hex(accent) or accent == own[0].action:
        return own[0], own[1]
    level = colours.lightness(accent)
    light = Tones(accent, colours.tone(accent, max(level - 0.08, 0)), colours.tone(accent, 0.95, 0.2), colours.WHITE)
    action = readable(colours.tone(accent, max(colours.lightness(own[1].action), level)), scheme=1)
    level = colours.lightness(action)
    strong = colours.tone(action, min(level + 0.07, 1))
    return light, Tones(action, strong, colours.tone(accent, 0.3, 0.3), colours.tone(accent, 0.22, 0.4))


def style_sheet(accent: str) -> str:
    """Return the style sheet that gives pages, and the screens of the staff, the tones of an accent."""
    light, dark = palette(accent)
    names = {"--action": 0, "--action-strong": 1, "--action-tint": 2, "--on-action": 3}
    by_day, by_night = ("".join(f"{name}:{tones[at]};" for name, at in names.items()) for tones in (light, dark))
    either = "".join(f"{name}:light-dark({light[at]},{dark[at]});" for name, at in names.items())
    # In the layer of the tokens, after them. Browsers from before 2024 know no light-dark().
    return (
        f"@layer tokens{{:root{{{by_day}}}@media (prefers-color-scheme: dark){{:root{{{by_night}}}}}"
        f"@media print{{:root{{{by_day}}}}}\n"
        f"@supports (color: light-dark(#000, #fff)){{:root{{{either}}}}}}}\n:root{{{staff_colours(light, dark)}}}\n"
    )


def staff_colours(light: Tones, dark: Tones) -> str:
    """Return Wagtail's own custom properties: primary is its side bar, secondary its links and buttons."""
    level = colours.lightness(light.action)
    deep = colours.tone(light.action, min(level, 0.34))
    shades = {
        "primary": deep, "primary-200": colours.tone(deep, max(colours.lightness(deep) - 0.06, 0)),
        "secondary": light.action, "secondary-50": light.tint, "secondary-75": dark.strong,
        "secondary-100": dark.action,
        "secondary-400": light.strong, "secondary-600": colours.tone(light.action, max(level - 0.16, 0)),
    }  # fmt: skip
    return "".join(f"--w-color-{name}:{colour};" for name, colour in shades.items())


def version(accent: str) -> str:
    """Return what the style sheet's address ends with: it changes when the sheet does."""
    return hashlib.sha256(style_sheet(accent).encode()).hexdigest()[:12]
