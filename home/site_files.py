"""The text files that come with the portal, under home/site."""

import tomllib
from functools import lru_cache
from pathlib import Path

FILES = Path(__file__).parent / "site"


@lru_cache(maxsize=128)
def read(path: Path) -> dict:
    """Return what a TOML file says. Shared between callers: nobody changes it."""
    return tomllib.loads(path.read_text(encoding="utf-8"))
