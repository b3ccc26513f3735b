"""How long the calculator takes in process, uncached, beside a view that returns a constant, in the same run.

    DATA_DIR=var .venv/bin/python -m bench.obligations [requests]

Needs a database with the site set up and the texts loaded. Prints medians in milliseconds of the processor (the time on
the wall, which a busy machine stretches, stands in brackets), the ratio between the two, and the number of queries;
exits 1 past 30 ms or 9 queries.
"""

import os
import sys
from statistics import median
from time import perf_counter, process_time

QUERY = "lots=24&permis=1974&reception=1976&syndic=benevole&dpe=aucun&plan=aucun&dtg=non&ag=18/06/2026&cloture=12"
MOST_MS, MOST_QUERIES = 30, 9


def milliseconds(view, requests) -> tuple[float, float]:
    """Return the median time of a view over requests made beforehand: of the processor, and on the wall."""
    cpu, wall = [], []
    for request in requests:
        started = process_time(), perf_counter()
        view(request)
        cpu.append((process_time() - started[0]) * 1000)
        wall.append((perf_counter() - started[1]) * 1000)
    return median(cpu), median(wall)


def main(count: int) -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.development")
    django.setup()
    from django.db import connection
    from django.http import HttpResponse
    from django.test import RequestFactory
    from django.test.utils import CaptureQueriesContext
    from django.urls import resolve, reverse

    path = reverse("copro_obligations")

    def made():
        request = RequestFactory(headers={"host": "localhost"}).get(f"{path}?{QUERY}")
        request.resolver_match = resolve(path)
        return request

    calculator = resolve(path).func
    milliseconds(calculator, [made() for _ in range(5)])  # templates and routes are read once a process
    constant, _ = milliseconds(lambda request: HttpResponse("constant"), [made() for _ in range(count)])
    ours, wall = milliseconds(calculator, [made() for _ in range(count)])
    with CaptureQueriesContext(connection) as queries:
        calculator(made())
    print(
        f"constant {constant:.3f} ms, calculator {ours:.1f} ms ({wall:.1f}), "
        f"ratio {ours / constant:.0f}, {len(queries)} queries"
    )
    return int(ours > MOST_MS or len(queries) > MOST_QUERIES)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200))
