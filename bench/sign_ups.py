"""Sign-ups a second through the web form: a real gunicorn of 4 processes, the form opened and sent by each visitor.

    python -m bench.sign_ups [--sign-ups 400] [--visitors 16]

The time is that of the POST alone; the rate counts the whole visit, the form's GET included. Sessions are a little too
small, so that some households wait. Prints overbooked, which must be 0.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

from bench.ground import percentile, prepare

SESSIONS = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sign-ups", type=int, default=400)
    parser.add_argument("--visitors", type=int, default=16, help="at the same time")
    options = parser.parse_args()
    database = prepare()
    from tests import factories as make
    from tests.support.processes import serve

    seats = max(1, options.sign_ups // SESSIONS - 2)
    sessions = [make.published_session(capacity=seats) for _ in range(SESSIONS)]
    with serve({"FORM_MIN_SECONDS": "0"}, workers=4, threads=4) as server:
        addresses = [f"{server.url}/inscription/{session.uuid}/" for session in sessions]
        visit(addresses[0], -1)  # warm
        began = time.perf_counter()
        with ThreadPoolExecutor(options.visitors) as pool:
            numbers = range(options.sign_ups)
            times = sorted(pool.map(lambda n: visit(addresses[n % SESSIONS], n), numbers))
        spent = time.perf_counter() - began
    report(database, options, times, spent)


def visit(address: str, number: int) -> float:
    """Sign one household up and return how long the POST took, in milliseconds."""
    from tests.support.visitors import Visitor

    visitor = Visitor(address)
    visitor.open_form()
    began = time.perf_counter()
    status = visitor.send(
        adults="1", name="Visiteur", email=f"visitor-{number}@example.org", lives_in="unknown", lives_as="unknown"
    )
    assert status == 302, status
    return (time.perf_counter() - began) * 1000


def report(database: str, options, times: list[float], spent: float) -> None:
    from events.models import Registration, Session

    over = sum(
        max(0, Registration.objects.filter(session=session).seats_taken() - session.capacity)
        for session in Session.objects.all()
    )
    p50, p95, p99 = (percentile(times, share) for share in (0.5, 0.95, 0.99))
    print(f"{database}: {options.sign_ups} sign-ups by {options.visitors} visitors at once, 4 processes")
    print(
        f"{options.sign_ups / spent:.1f} sign-ups a second; POST p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms"
    )
    print(f"overbooked = {over}")


if __name__ == "__main__":
    main()
