"""Purge 50,000 sign-ups whose time is over, and print the seconds and the peak memory.

    DATA_DIR=$(mktemp -d) python -m bench.purge [number]

It writes in the database of the environment and refuses one that holds sign-ups: give it an empty one.
"""

import os
import resource
import sys
from datetime import timedelta
from time import perf_counter

import django

BATCH = 2000


def fill(number: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from engagement.models import Person
    from events.models import Event, Registration, Session
    from territory.models import Venue

    call_command("migrate", verbosity=0)
    if Registration.objects.exists():
        sys.exit("This database holds sign-ups. Give an empty one: DATA_DIR=$(mktemp -d)")
    ended = timezone.now() - timedelta(days=120)
    session = Session.objects.create(
        event=Event.objects.create(title="Bench", kind="workshop"), venue=Venue.objects.create(name="Bench"),
        starts_at=ended - timedelta(hours=2), ends_at=ended, capacity=number,
    )  # fmt: skip
    for start in range(0, number, BATCH):
        numbers = range(start, min(start + BATCH, number))
        people = Person.objects.bulk_create(
            Person(identity=f"p{n}@example.org", email=f"p{n}@example.org") for n in numbers
        )
        Registration.objects.bulk_create(
            Registration(session=session, person=who, name=f"Foyer {n}", reference=f"B{n}", status="confirmed",
                         needs=["hearing"])
            for n, who in zip(numbers, people, strict=True)
        )  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    from django.conf import settings
    from django.db import reset_queries

    from engagement import retention

    settings.DEBUG = False  # which keeps every query in memory
    reset_queries()
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    in_another_process(fill, number)  # whose memory is not the purge's
    before, started = peak(), perf_counter()
    for report in retention.purge(confirmed=True):
        if report.due:
            print(f"{report.kind}: {report.erased} erased of {report.due}")
    print(f"{perf_counter() - started:.1f} s, peak {peak():.0f} MB ({before:.0f} MB before the purge)")


def in_another_process(task, *arguments) -> None:
    from django.db import connections

    connections.close_all()
    if (child := os.fork()) == 0:
        task(*arguments)
        connections.close_all()
        os._exit(0)
    if os.waitpid(child, 0)[1]:
        sys.exit(1)


def peak() -> float:
    """Return the largest resident memory so far, in MB (Linux counts in kB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
