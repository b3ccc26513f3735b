"""Two hundred kills of web processes and of the worker under load: what visitors were told equals the database.

python -m bench.kills [--kills 200] [--seed 1]
"""

import argparse

from bench.ground import prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    database = prepare()
    from tests import factories as make
    from tests.support import kills

    session = make.published_session(capacity=1_000_000)
    ledger = kills.run(f"/inscription/{session.uuid}/", kills=options.kills, seed=options.seed)
    print(f"{database}: killed {ledger.kills}, {ledger.lost_answers} answers lost and asked for again")
    report(session, ledger)


def report(session, ledger) -> None:
    from django.utils import timezone

    from engagement.enums import MessageState
    from engagement.models import Message
    from events.models import Registration
    from home import invariants
    from tests.support.processes import manage

    written = list(Registration.objects.filter(session=session).values_list("person__email", flat=True))
    print(f"confirmed to visitors = {len(ledger.confirmed)}, in the database = {len(written)}, "
          f"missing = {len(ledger.confirmed - set(written))}, twice = {len(written) - len(set(written))}")  # fmt: skip
    stale = timezone.now() - 2 * Message.STALE_AFTER
    Message.objects.filter(state=MessageState.SENDING).update(taken_at=stale)
    manage("worker", "--once", timeout=600)
    print(f"messages not sent = {Message.objects.exclude(state=MessageState.SENT).count()}")
    print(f"invariants broken = {sum(len(wrong) for wrong in invariants.check().values())}")


if __name__ == "__main__":
    main()
