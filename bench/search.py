"""Search over 2,000 pages: p50 and p95 of a whole request, beside a bare query in the same run, on both databases.

    python -m bench.search                                                     SQLite, in a throw-away folder
    python -m tests.support.postgres run .venv/bin/python -m bench.search      PostgreSQL

Exits 1 when p95 is past the limit. Requests go through Django's client in this process: no network, one at a time.
"""

import io
import os
import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings.test"
os.environ.setdefault("DATA_DIR", tempfile.mkdtemp(prefix="habiter-bench-"))

PAGES, ROUNDS, LIMIT_MS = 2000, 400, 150
MADE_UP = 4000  # words of the made-up vocabulary


def main() -> int:
    import django

    django.setup()
    from django.db import connection
    from django.test.runner import DiscoverRunner
    from django.test.utils import setup_test_environment

    setup_test_environment()
    runner = DiscoverRunner(verbosity=0)
    databases = runner.setup_databases()
    try:
        entries, postings = lay()
        print(f"{connection.vendor}: {entries} entries, {postings} postings")
        return report(*measure())
    finally:
        runner.teardown_databases(databases)


def lay() -> tuple[int, int]:
    """Set the site up with its texts, then fill it to PAGES pages with made-up guides."""
    from django.core.management import call_command
    from django.db import transaction

    from home.models import SearchEntry, SearchPosting

    call_command("setup_site", verbosity=0, stdout=io.StringIO())
    call_command("load_texts", verbosity=0, stdout=io.StringIO())
    with transaction.atomic():
        fill(PAGES - SearchEntry.objects.filter(language="fr").count())
    return SearchEntry.objects.count(), SearchPosting.objects.count()


def fill(count: int) -> None:
    """Add guides whose words are drawn as words are: a few everywhere, most of them rare. Always the same ones."""
    from tests.guides import pages

    draw = random.Random(1)
    words = real_words() + [f"mot{n:04}" for n in range(MADE_UP)]
    shares = [1 / (n + 10) for n in range(len(words))]
    for number in range(count):
        text = draw.choices(words, shares, k=260)
        pages.guide(
            title=" ".join(text[:5]).capitalize(), slug=f"essai-{number}", summary=" ".join(text[5:25]),
            introduction=f"<p>{' '.join(text[25:])}</p>",
        )  # fmt: skip


def real_words() -> list[str]:
    """Return the words of the shipped guides, the most frequent first: what the queries of the table look for."""
    from collections import Counter

    from core import stems
    from home.models import SearchEntry

    texts = SearchEntry.objects.filter(language="fr").values_list("text", flat=True)
    counted = Counter(word for text in texts for _, _, word in stems.words_of(text) if not stems.is_small(word, "fr"))
    return [word for word, _ in counted.most_common()]


def queries() -> list[str]:
    import tomllib

    table = tomllib.loads((ROOT / "tests" / "home" / "queries.toml").read_text(encoding="utf-8"))
    return [
        *table["fr"],
        "robinnet qui fuitt",
        "zzzzzz",
        "eau " * 50,
        "un deux trois quatre cinq six sept huit neuf dix",
    ]


def measure() -> tuple[list[float], list[float], list[float]]:
    """Return the milliseconds of each search, of this process's own work in it, and of each bare query, in turns."""
    from django.test import Client

    from home.models import SearchEntry

    client, asked = Client(headers={"User-Agent": "Mozilla/5.0"}), queries()
    for words in asked[:20]:
        client.get("/recherche/", {"q": words})
    searches, busy, bare = [], [], []
    for number in range(ROUNDS):
        started = time.process_time()
        searches.append(timed(lambda n=number: client.get("/recherche/", {"q": asked[n % len(asked)]})))
        busy.append((time.process_time() - started) * 1000)
        bare.append(timed(lambda: SearchEntry.objects.filter(language="fr", title__icontains="robinet").count()))
    return searches, busy, bare


def timed(action) -> float:
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def report(searches: list[float], busy: list[float], bare: list[float]) -> int:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    p50, p95 = statistics.median(searches), statistics.quantiles(searches, n=20)[-1]
    base = statistics.median(bare)
    print(
        f"search  p50 {p50:6.1f} ms   p95 {p95:6.1f} ms   slowest {max(searches):6.1f} ms   ({len(searches)} requests)"
    )
    own50, own95 = statistics.median(busy), statistics.quantiles(busy, n=20)[-1]
    print(f"of which in this process  p50 {own50:6.1f} ms   p95 {own95:6.1f} ms (the rest waits: a database, a core)")
    print(f"bare query (LIKE over the titles)  p50 {base:6.2f} ms   a search costs {p50 / base:.0f} of them")
    print(f"limit   p95 {LIMIT_MS} ms: {'kept' if p95 <= LIMIT_MS else 'PASSED'}")
    return 0 if p95 <= LIMIT_MS else 1


if __name__ == "__main__":
    sys.exit(main())
