"""How long the agenda takes with 2,000 coming sessions, beside the empty home page of a bare Wagtail, in one run.

    python -m bench.agenda [--rounds 30]

Both are asked in process by Django's test client, uncached, turn by turn, each in a Python of its own: ours on a
throw-away SQLite database with 40 events in 13 neighbourhoods, the other as `wagtail start` makes it. Medians of the
clock and of the processor's time, which other people's work disturbs less; the ratio is that of the processor's time.
Prints the queries too, with 20 sessions and with 2,000, and the whole feed.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ADDRESSES = {
    "agenda": "/agenda/", "agenda, free places": "/agenda/?places=on", "month": "/agenda/?vue=mois",
    "feed of all": "/agenda/calendrier.ics",
}  # fmt: skip


class Peer:
    """A Python process that answers "time this address" on its standard streams."""

    def __init__(self, kind: str, folder: Path, environment: dict):
        # -P: the modules of this folder would stand before the other project's own, `search` among them.
        command = [sys.executable, "-P", __file__, "--serve", kind]
        self.process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )  # fmt: skip

    def ask(self, what: str) -> dict:
        self.process.stdin.write(what + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("A process of the measurement ended: see what it wrote above.")
        return json.loads(line)

    def stop(self) -> None:
        self.process.stdin.close()
        self.process.wait()


def bare_wagtail(folder: Path) -> Peer:
    """Make the project that `wagtail start` gives, with its home page."""
    bare = folder / "bare"
    bare.mkdir()
    subprocess.run([str(Path(sys.executable).parent / "wagtail"), "start", "bare", str(bare)], check=True,
                   stdout=subprocess.DEVNULL)  # fmt: skip
    settings = {"DJANGO_SETTINGS_MODULE": "bare.settings.production", "PYTHONPATH": str(bare)}
    production = bare / "bare" / "settings" / "production.py"
    production.write_text(
        production.read_text() + "\nSECRET_KEY = 'bench'\nALLOWED_HOSTS = ['*']\nSTORAGES['staticfiles'] = "
        "{'BACKEND': 'django.contrib.staticfiles.storage.StaticFilesStorage'}\n"
    )
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=bare, env=os.environ | settings, check=True)
    return Peer("bare", bare, settings)


def ours(folder: Path) -> Peer:
    environment = {"DJANGO_SETTINGS_MODULE": "portal.settings.test", "DATA_DIR": str(folder / "ours"), "DEBUG": "0"}
    environment["PYTHONPATH"] = str(ROOT)
    (folder / "ours" / "static").mkdir(parents=True)
    for command in (["migrate", "-v0"], ["setup_site"]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=os.environ | environment, check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
    return Peer("ours", ROOT, environment)


def serve(kind: str) -> None:
    """Answer each line of the standard input: `fill N` makes sessions, anything else is an address to time."""
    import django

    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "localhost"})
    for line in sys.stdin:
        asked = line.strip()
        if asked.startswith("fill "):
            answer = {"sessions": fill(int(asked.removeprefix("fill ")))}
        else:
            client.get(asked)  # compiles templates, reads the roots of sites
            with CaptureQueriesContext(connection) as queries:
                response = client.get(asked)
            count = len(queries)
            start, work = time.perf_counter(), time.process_time()
            client.get(asked)
            took, worked = time.perf_counter() - start, time.process_time() - work
            answer = {"ms": took * 1000, "cpu": worked * 1000, "queries": count, "bytes": len(response.content)}
            answer["status"] = response.status_code
        print(json.dumps(answer), flush=True)


def fill(count: int) -> int:
    """Have so many coming sessions, with a page for each of their 40 events and a household in every tenth."""
    from django.db import transaction

    from events.models import Event, Session
    from territory.models import Neighbourhood, Venue
    from tests import factories as make

    with transaction.atomic():
        if not Event.objects.exists():
            for place in Neighbourhood.objects.all():
                make.venue(neighbourhood=place)
            for _ in range(40):
                make.event_page()
        events, venues = list(Event.objects.all()), list(Venue.objects.all())
        for n in range(Session.objects.count(), count):
            session = make.session(event=events[n % 40], venue=venues[n % len(venues)], starts_at=make.soon(1 + n // 8))
            if n % 10 == 0:
                make.registration(session=session, adults=3)
    return Session.objects.count()


def measure(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="habiter-bench-") as name:
        folder = Path(name)
        bare, portal = bare_wagtail(folder), ours(folder)
        portal.ask("fill 20")
        few = {label: portal.ask(url)["queries"] for label, url in ADDRESSES.items()}
        portal.ask("fill 2000")
        home, times = [], {label: [] for label in ADDRESSES}
        for _ in range(rounds):
            home.append(bare.ask("/"))
            for label, url in list(ADDRESSES.items())[:3]:
                times[label].append(portal.ask(url))
        times["feed of all"] = [portal.ask(ADDRESSES["feed of all"]) for _ in range(3)]
        show(home, times, few)
        bare.stop()
        portal.stop()


def show(home: list[dict], times: dict[str, list[dict]], few: dict[str, int]) -> None:
    beside = median(home, "cpu")
    print(f"{'':24}{'ms':>9}{'cpu ms':>9}{'× bare':>9}{'queries':>9}{'with 20':>9}{'kB':>9}")
    print(row("bare Wagtail, home", home, beside))
    for label, found in times.items():
        print(row(label, found, beside, few[label]))
        if found[0]["queries"] != few[label] or {each["status"] for each in found} != {200}:
            raise SystemExit(f"{label}: not the same number of queries, or not answered.")


def row(label: str, found: list[dict], beside: float, with_20: int | str = "") -> str:
    clock, work, kilobytes = median(found, "ms"), median(found, "cpu"), found[0]["bytes"] / 1000
    queries = f"{found[0]['queries']:9}{with_20:>9}"
    return f"{label:24}{clock:9.1f}{work:9.1f}{work / beside:9.1f}{queries}{kilobytes:9.1f}"


def median(found: list[dict], what: str) -> float:
    return statistics.median(each[what] for each in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--serve", choices=["ours", "bare"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    serve(options.serve) if options.serve else measure(options.rounds)


if __name__ == "__main__":
    main()
