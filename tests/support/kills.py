"""Sign-ups under load while web processes and the worker are killed at random: what the visitors were told is kept.

A visitor whose answer got lost sends the same form again, as a browser does on "reload", until it is answered. That is
the ledger: at the end it must equal the database, and each sign-up must have been written to.
"""

import os
import random
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from threading import Event as Flag

from tests.support.processes import Server, managed, serve
from tests.support.visitors import Visitor


@dataclass
class Ledger:
    """What happened: e-mail addresses that were answered, kills by what was killed, answers that got lost."""

    confirmed: set[str] = field(default_factory=set)
    kills: dict[str, int] = field(default_factory=lambda: {"web": 0, "worker": 0})
    lost_answers: int = 0


def run(address: str, *, kills: int, seed: int = 1, visitors: int = 4) -> Ledger:
    """Let visitors sign up one after the other at the address of a session until so many kills have been made.

    Between two kills a few sign-ups go through: a killed process takes seconds to come back on a busy machine.
    """
    ledger, stop, chance = Ledger(), Flag(), random.Random(seed)
    with serve({"FORM_MIN_SECONDS": "0"}, workers=3) as server, ExitStack() as stack:
        workers = Workers(stack)
        with ThreadPoolExecutor(visitors) as pool:
            people = [pool.submit(keep_signing_up, server.url + address, n, ledger, stop) for n in range(visitors)]
            try:
                for _ in range(kills):
                    wait_for(ledger, chance.randint(1, 5))
                    time.sleep(chance.random() / 10)
                    what = "worker" if chance.random() < 0.3 else "web"
                    workers.kill() if what == "worker" else kill_a_web_process(server, chance)
                    ledger.kills[what] += 1
                wait_for(ledger, 3)
            finally:
                stop.set()
            for each in people:
                each.result()
    return ledger


def wait_for(ledger: Ledger, more: int, patience: float = 60) -> None:
    wanted, deadline = len(ledger.confirmed) + more, time.monotonic() + patience
    while len(ledger.confirmed) < wanted and time.monotonic() < deadline:
        time.sleep(0.01)


class Workers:
    """One running worker; killed, the next takes its place."""

    def __init__(self, stack: ExitStack):
        self.stack = stack
        self.start()

    def start(self) -> None:
        self.process = self.stack.enter_context(managed("worker", "--interval", "0.1"))

    def kill(self) -> None:
        self.process.kill()
        self.start()


def kill_a_web_process(server: Server, chance: random.Random) -> None:
    """Kill one process that answers; gunicorn starts another."""
    children = Path(f"/proc/{server.process.pid}/task/{server.process.pid}/children").read_text().split()
    if children:
        with suppress(ProcessLookupError):
            os.kill(int(chance.choice(children)), signal.SIGKILL)


def keep_signing_up(url: str, number: int, ledger: Ledger, stop: Flag) -> None:
    count = 0
    while not stop.is_set():
        count += 1
        email = f"visitor-{number}-{count}@example.org"
        answers = {"adults": "1", "name": "Visiteur", "email": email, "lives_in": "unknown", "lives_as": "unknown"}
        visitor = Visitor(url)
        insist(visitor.open_form, ledger)
        status = insist(lambda visitor=visitor, answers=answers: visitor.send(**answers), ledger)
        if status != 302:
            raise AssertionError(f"{email} was answered {status}")
        ledger.confirmed.add(email)


def insist(ask, ledger: Ledger, patience: float = 60):
    """Ask again while nobody answers."""
    deadline = time.monotonic() + patience
    while True:
        try:
            return ask()
        except (OSError, HTTPException) as lost:  # refused, reset, or cut in the middle
            if time.monotonic() > deadline:
                raise AssertionError(f"No answer for {patience} s: {lost}") from lost
            ledger.lost_answers += 1
            time.sleep(0.05)
