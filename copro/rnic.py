"""Bring a file of the national register into ours: told first (dry run), then done; done twice, nothing changes.

Written in batches, each in a transaction of its own: an import that is stopped midway is simply run again. It writes
the columns of the register only; what the advisers know is never touched, but for a neighbourhood that was empty.
"""

import logging
import tempfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from itertools import batched
from typing import IO

from django.core.files import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from copro.enums import ImportState
from copro.models import CoOwnership, RnicImport, RnicMapping
from copro.rnic_file import Refused, RegisterFile, Row, folded
from core.errors import DomainError
from core.exports import Export, Sheet
from territory.models import Commune, Neighbourhood

logger = logging.getLogger(__name__)
BATCH = 1000
REFUSALS_KEPT = 10_000


@dataclass
class Report:
    """What a reading found. `refused` keeps the first REFUSALS_KEPT of them; the count is of all."""

    counts: Counter = field(default_factory=Counter)
    refused: list[Refused] = field(default_factory=list)

    def refuse(self, refusal: Refused) -> None:
        self.counts["refused"] += 1
        if len(self.refused) < REFUSALS_KEPT:
            self.refused.append(refusal)


def run(import_id: int) -> None:
    """Read the file of an import and say on its row how it goes and how it ended. Never raises for a bad file."""
    entry = RnicImport.objects.select_related("mapping").get(pk=import_id)
    RnicImport.objects.filter(pk=import_id).update(state=ImportState.RUNNING, bytes_total=entry.file.size)
    try:
        with translation.override("fr"), entry.file.open("rb") as stored:
            report = read(entry, stored)
            finish(entry, report)
    except DomainError as error:
        fail(entry, error.message)
    except Exception:
        logger.exception("register file %s not read", import_id)
        fail(entry, _("Something unexpected happened. The rows read before are saved: run it again."))


def fail(entry: RnicImport, words: str) -> None:
    RnicImport.objects.filter(pk=entry.pk).update(state=ImportState.FAILED, remarks=words, finished_at=timezone.now())


def read(entry: RnicImport, stored) -> Report:
    mapping = entry.mapping or RnicMapping()
    file = RegisterFile(getattr(stored, "file", stored), mapping, communes_of(mapping))
    file.open()
    remarks = ""
    if file.missing:
        remarks = _("Columns not found, left as they are: %(names)s.") % {"names": ", ".join(file.missing)}
    RnicImport.objects.filter(pk=entry.pk).update(encoding=file.encoding, separator=file.separator, remarks=remarks)
    report, places = Report(), neighbourhoods()
    for rows in batched(file.rows(), BATCH):
        settle(rows, entry, report, places)
        progress(entry, file, report)
    progress(entry, file, report)
    return report


def settle(rows: tuple, entry: RnicImport, report: Report, places: dict[str, Neighbourhood]) -> None:
    good = []
    for row in rows:
        if isinstance(row, Refused):
            report.refuse(row)
        else:
            good.append(row)
    report.counts += write(good, entry.source_date, places, dry_run=entry.is_dry_run)


def progress(entry: RnicImport, file: RegisterFile, report: Report) -> None:
    counts = {name: report.counts[name] for name in ("created", "updated", "unchanged", "refused")}
    RnicImport.objects.filter(pk=entry.pk).update(
        bytes_read=file.position, elsewhere=file.elsewhere, rows=sum(counts.values()) + file.elsewhere, **counts
    )


def write(rows: list[Row], day: date | None, places: dict[str, Neighbourhood], *, dry_run: bool) -> Counter:
    """Write a batch, or only count what would be written. One reading and one or two writings, whatever its size."""
    counts: Counter = Counter()
    with transaction.atomic():
        known = {each.number: each for each in CoOwnership.objects.filter(number__in=[row.number for row in rows])}
        fresh = []
        for row in rows:
            values = row.values | ({"source_date": day} if day else {})
            mine = known.get(row.number)
            if mine is None:
                counts["created"] += 1
                place = places.get(folded(row.neighbourhood))
                fresh.append(CoOwnership(number=row.number, neighbourhood=place, **values))
            elif any(getattr(mine, name) != value for name, value in values.items()):
                counts["updated"] += 1
                fresh.append(CoOwnership(number=row.number, **values))
            else:
                counts["unchanged"] += 1
        if not dry_run:
            upsert(fresh, rows[0].values if rows else {}, day)
            place_those_without(rows, known, places)
    return counts


def upsert(fresh: list[CoOwnership], values: dict, day: date | None) -> None:
    if fresh:
        changing = [*values, "updated_at", *(["source_date"] if day else [])]
        CoOwnership.objects.bulk_create(
            fresh, update_conflicts=True, unique_fields=["number"], update_fields=changing, batch_size=500
        )


def place_those_without(rows: list[Row], known: dict[str, CoOwnership], places: dict[str, Neighbourhood]) -> None:
    """Give a neighbourhood to the known ones that have none; one that an adviser chose stands."""
    found = defaultdict(list)
    for row in rows:
        mine, place = known.get(row.number), places.get(folded(row.neighbourhood))
        if mine and place and mine.neighbourhood_id is None:
            found[place].append(mine.pk)
    for place, ids in found.items():
        CoOwnership.objects.filter(pk__in=ids, neighbourhood=None).update(neighbourhood=place)


def finish(entry: RnicImport, report: Report) -> None:
    entry.refresh_from_db()
    if report.refused:
        with tempfile.TemporaryFile() as file:
            write_refusals(report, file)
            entry.refusals.save("refus.csv", File(file), save=False)
    entry.state, entry.finished_at = ImportState.DONE, timezone.now()
    entry.save(update_fields=["refusals", "state", "finished_at"])


def write_refusals(report: Report, file: IO[bytes]) -> None:
    """Write the rows refused as a CSV that no spreadsheet runs."""
    lines = ([each.line, each.number, each.reason] for each in report.refused)
    export = Export("refus", Sheet(_("Rows refused"), [_("Line"), _("Number"), _("Reason")], lines))
    file.writelines(line.encode() for line in export.csv_lines())
    file.seek(0)


def communes_of(mapping: RnicMapping) -> set[str]:
    """Return the communes kept, folded: those of the mapping, else those that the portal knows."""
    named = [line for line in mapping.communes.splitlines() if line.strip()]
    return {folded(name) for name in named or Commune.objects.values_list("name", flat=True)}


def neighbourhoods() -> dict[str, Neighbourhood]:
    """Return the neighbourhoods by each of their names and codes, folded."""
    found = {}
    for each in Neighbourhood.objects.all():
        for name in (each.name, each.qpv_code, *each.other_names):
            if name:
                found[folded(name)] = each
    return found
