"""A backup put back brings back people who were erased since: find them by the record of erasures, erase them again.

`manage.py purge` begins with it, so that no restore is forgotten for longer than a night. What the purges themselves
had erased is due again by its date, and goes with the same command.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Model

from engagement import erasures, rights


@dataclass(frozen=True)
class Standing:
    """A record that an erasure of `at` should have taken away; `came_back`: with something that is newer."""

    kind: str
    number: int
    record: Model
    at: datetime
    came_back: bool


def standing() -> list[Standing]:
    """Return what was erased and is there. Whoever is known only since the erasure is somebody new."""
    recorded = [erasure for erasure in erasures.all_recorded().values() if erasure]
    return [found for subject in rights.subjects() for found in standing_of(subject, recorded)]


def standing_of(subject: rights.Subject, recorded: list[erasures.Erasure]) -> Iterator[Standing]:
    last = {}
    for each in sorted(recorded, key=lambda each: each.at):
        last |= {each.mark: each.at} if each.kind == subject.kind else {}
    if not last:
        return
    older = subject.records().filter(**{f"{subject.since}__lt": max(last.values())})
    for pk, key, since in older.values_list("pk", subject.key, subject.since).iterator(chunk_size=2000):
        at = last.get(erasures.mark_of(subject.kind, key))
        if at and since < at:
            record = subject.records().get(pk=pk)
            yield Standing(subject.kind, pk, record, at, rights.came_back(record, at))


def erase_again() -> Iterator[Standing]:
    """Erase what stands, record after record, and yield each. Run twice, it finds nothing the second time.

    Somebody who came back since is left to the team: what is new was not asked to be erased.
    """
    for found in standing():
        if not found.came_back:
            rights.erase_again(found.record, found.at)
        yield found
