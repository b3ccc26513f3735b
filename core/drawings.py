"""The project's own drawings: one SVG file each under static/drawings, inlined so that they take the page's colours."""

from functools import lru_cache

from django.conf import settings

NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'  # HTML knows it; a file, or a background on paper, does not


@lru_cache(maxsize=512)
def read(name: str) -> str:
    """Return the SVG source of a drawing, or an empty string when there is none of that name."""
    if len(name) > 100 or not name.replace("-", "").isalnum():
        return ""
    path = settings.DRAWINGS_DIR / f"{name}.svg"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else ""


def to_use_again(name: str) -> str:
    """Return the source of a drawing that there is, for a page, with an id on its one group."""
    return read(name).replace(NAMESPACE, "", 1).replace("<g ", f'<g id="drawing-{name}" ', 1)


def again(name: str) -> str:
    """Return the same drawing without its shapes: those of `to_use_again`, in the colours of the new place."""
    return f'{read(name).replace(NAMESPACE, "", 1).partition("<g ")[0]}<use href="#drawing-{name}"/></svg>'


def choices() -> list[tuple[str, str]]:
    """Return the drawings an editor can choose, by file name."""
    names = sorted(path.stem for path in settings.DRAWINGS_DIR.glob("*.svg"))
    return [(name, name.replace("-", " ")) for name in names]
