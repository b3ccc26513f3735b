"""The project's own drawings: one SVG file each under static/drawings, inlined so that they take the page's colours."""

from functools import lru_cache

from django.conf import settings


@lru_cache(maxsize=512)
def read(name: str) -> str:
    """Return the SVG source of a drawing, or an empty string when there is none of that name."""
    if len(name) > 100 or not name.replace("-", "").isalnum():
        return ""
    path = settings.DRAWINGS_DIR / f"{name}.svg"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def choices() -> list[tuple[str, str]]:
    """Return the drawings an editor can choose, by file name."""
    names = sorted(path.stem for path in settings.DRAWINGS_DIR.glob("*.svg"))
    return [(name, name.replace("-", " ")) for name in names]
