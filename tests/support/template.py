"""A migrated SQLite database kept between runs on one machine: the migrations take half a minute, a copy none.

The copy is keyed by the text of every migration, so that a changed one is run again. CI never uses it.
"""

import hashlib
import os
import shutil
import sqlite3
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".pytest_cache" / "migrated"


def path() -> Path:
    """Return where the copy for the migrations of today is or will be."""
    from django.apps import apps

    key = hashlib.sha256(f"{sys.version}{sqlite3.sqlite_version}".encode())
    for config in sorted(apps.get_app_configs(), key=lambda c: c.name):
        for migration in sorted(Path(config.path, "migrations").glob("*.py")):
            key.update(f"{config.label}/{migration.name}\0".encode() + migration.read_bytes())
    return FOLDER / f"{key.hexdigest()[:32]}.sqlite3"


def fetch(target: Path) -> bool:
    """Lay the kept copy at `target`. Returns whether there was one."""
    kept = path()
    if kept.exists():
        shutil.copyfile(kept, target)
    return kept.exists()


def keep(connection) -> None:
    """Keep a copy of this freshly migrated database, and drop those of older migrations."""
    kept = path()
    if kept.exists():
        return
    FOLDER.mkdir(parents=True, exist_ok=True)
    for older in FOLDER.glob("*.sqlite3"):
        older.unlink(missing_ok=True)
    unfinished = kept.with_suffix(f".{os.getpid()}")
    connection.ensure_connection()
    with sqlite3.connect(unfinished) as copy:
        connection.connection.backup(copy)
    copy.close()
    unfinished.replace(kept)
