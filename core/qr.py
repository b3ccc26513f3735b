"""Codes to scan, drawn here: no address of ours is told to a third party."""

from functools import lru_cache

import segno

QUIET = 4  # modules of white that a reader needs around the code


@lru_cache(maxsize=256)
def modules(text: str) -> tuple[int, str]:
    """Return the size of the code with its quiet zone, and the SVG path of its dark modules, a run of them a stroke."""
    rows = [bytes(row) for row in segno.make(text, error="m", micro=False).matrix]
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            length = len(row[x:]) - len(row[x:].lstrip(b"\x01"))
            if length:
                path.append(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z")
            x += length or 1
    return len(rows) + 2 * QUIET, "".join(path)
