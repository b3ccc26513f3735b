"""Thousands of attempts for too few seats, from several processes at the same time: no seat is given twice.

    python -m bench.race [--sessions 100] [--attempts 300] [--processes 8] [--without-lock]

Every process tries its share of each session's attempts, half in French and half in English, session by session, so
that all of them meet at the same one. `--without-lock` is the negative control: the same run must then overbook, or it
proves nothing. Prints overbooked.
"""

import argparse
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from uuid import uuid4

from bench.ground import prepare

SEATS = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, default=100)
    parser.add_argument("--attempts", type=int, default=300, help="for each session")
    parser.add_argument("--processes", type=int, default=8)
    parser.add_argument("--without-lock", action="store_true")
    parser.add_argument("--number", type=int, help=argparse.SUPPRESS)  # of a process that this command started
    options = parser.parse_args()
    if options.number is None:
        lead(options)
    else:
        attempt(options)


def lead(options) -> None:
    database = prepare()
    from tests import factories as make
    from tests.support.processes import environment_of_test

    for _ in range(options.sessions):
        make.event_page(make.published_session(capacity=SEATS).event, "en")
    began = time.perf_counter()
    environment = os.environ | environment_of_test()
    command = [sys.executable, "-m", "bench.race", *sys.argv[1:]]
    running = [
        subprocess.Popen([*command, "--number", str(number)], env=environment) for number in range(options.processes)
    ]
    failed = [each for each in running if each.wait()]
    report(database, options, time.perf_counter() - began)
    sys.exit(bool(failed))


def attempt(options) -> None:
    import django

    django.setup()
    from django.utils import translation

    from events import registration
    from events.models import Session

    if options.without_lock:
        registration.locked_session = unlocked_session
    share = range(options.number, options.attempts, options.processes)
    for session in Session.objects.order_by("pk").values_list("pk", flat=True):
        for n in share:
            language = ("fr", "en")[n % 2]
            who = registration.SignUp(
                name="Visiteur", adults=1 + n % 3, email=f"v-{session}-{n}@example.org", language=language
            )
            with translation.override(language):
                registration.register(session, who, uuid4())


@contextmanager
def unlocked_session(session_id: int):
    from events.models import Session

    yield Session.objects.select_related("event").get(pk=session_id)


def report(database: str, options, spent: float) -> None:
    from events.models import Registration, Session
    from home import invariants

    entries = Registration.objects.all()
    over = {s.pk: n - SEATS for s in Session.objects.all() if (n := entries.filter(session=s).seats_taken()) > SEATS}
    made, asked = entries.count(), options.sessions * options.attempts
    lock = "without the lock" if options.without_lock else "with the lock"
    print(f"{database}, {lock}: {asked} attempts by {options.processes} processes, {asked / spent:.0f} a second")
    print(f"written = {made}, overbooked = {sum(over.values())} seats in {len(over)} sessions")
    if not options.without_lock:
        print(f"invariants broken = {sum(len(wrong) for wrong in invariants.check().values())}")


if __name__ == "__main__":
    main()
