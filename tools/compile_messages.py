"""Compile the interface catalogues (.po to .mo) in Python, so that no machine needs gettext to run the portal.

Usage: compile_messages.py [FILE.po …]      without a file: every catalogue under portal/locale.
"""

import sys
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]


def compile_catalogue(path: Path) -> int:
    """Write the .mo beside a .po and return how many messages it holds. Fuzzy and empty entries are left out."""
    catalogue = polib.pofile(str(path))
    catalogue.save_as_mofile(str(path.with_suffix(".mo")))
    return len(catalogue.translated_entries())


def main(arguments: list[str]) -> int:
    paths = [Path(a) for a in arguments] or sorted((ROOT / "portal" / "locale").glob("*/LC_MESSAGES/*.po"))
    for path in paths:
        try:
            compile_catalogue(path)
        except (OSError, ValueError) as error:
            print(f"{path} is not a sound catalogue: {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
