"""A database of its own for a measure: the one that DATABASE_URL names, which must be empty, else a SQLite file.

python -m bench.race                                                       on SQLite
python -m tests.support.postgres run python -m bench.race                  on PostgreSQL
"""

import os
import sys


def prepare() -> str:
    """Set Django up on an empty, migrated database and return what it is. Stops when the database holds something."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    if connection.introspection.table_names():
        sys.exit("The database is not empty: measures are made on one of their own.")
    call_command("migrate", verbosity=0)
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    return "PostgreSQL" if connection.vendor == "postgresql" else "SQLite"


def percentile(sorted_values: list[float], share: float) -> float:
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]
