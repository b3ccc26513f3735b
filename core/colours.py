"""Colours as numbers: contrast as WCAG 2.2 measures it, and tones of one hue by lightness (OKLCH)."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
WHITE, BLACK = "#ffffff", "#000000"


def is_hex(colour: str) -> bool:
    return HEX.fullmatch(colour) is not None


def channels(colour: str) -> tuple[float, float, float]:
    """Return the linear red, green and blue of "#rrggbb", each from 0 to 1."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours, from 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lightness(colour: str) -> float:
    """Return the lightness as the eye sees it, from 0 (black) to 1 (white)."""
    return to_oklab(colour)[0]


def tone(colour: str, level: float, chroma: float = 1.0) -> str:
    """Return the same hue at another lightness (0 to 1), its chroma scaled and cut down to what a screen can show."""
    _, a, b = to_oklab(colour)
    for step in range(20, -1, -1):
        scale = chroma * step / 20
        rgb = from_oklab(level, a * scale, b * scale)
        if all(-0.0005 <= part <= 1.0005 for part in rgb):
            break
    return to_hex(rgb)


def to_oklab(colour: str) -> tuple[float, float, float]:
    """Björn Ottosson, "A perceptual color space for image processing" (2020)."""
    r, g, b = channels(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def from_oklab(level: float, a: float, b: float) -> tuple[float, float, float]:
    """Return linear red, green and blue; outside 0 to 1 where no screen can show the colour."""
    long = (level + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (level - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (level - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def to_hex(rgb: tuple[float, float, float]) -> str:
    def encoded(part: float) -> int:
        part = min(max(part, 0.0), 1.0)
        part = part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
        return round(part * 255)

    return "#" + "".join(f"{encoded(part):02x}" for part in rgb)
