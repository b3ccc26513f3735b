from datetime import date
from pathlib import Path

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError

from copro import rnic
from copro.enums import ImportState
from copro.models import RnicImport, RnicMapping


class Command(BaseCommand):
    help = "Read a CSV file of the national register of co-ownerships. Only says what it would do, unless --write."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--write", action="store_true", help="write to the register")
        parser.add_argument("--mapping", help="title of the columns to use (by default those of the open file)")
        parser.add_argument("--date", type=date.fromisoformat, help="as the register stood on, YYYY-MM-DD")

    def handle(self, *, file, write, mapping, date, **options):
        if not file.is_file():
            raise CommandError(f"{file} is not a file.")
        chosen = RnicMapping.objects.filter(title=mapping).first()
        if mapping and chosen is None:
            raise CommandError(f"There is no mapping “{mapping}”.")
        with file.open("rb") as content:
            entry = RnicImport.objects.create(
                file=File(content, name=file.name), name=file.name[:120], mapping=chosen, source_date=date,
                is_dry_run=not write,
            )  # fmt: skip
        rnic.run(entry.pk)
        entry.refresh_from_db()
        if entry.state == ImportState.FAILED:
            raise CommandError(entry.remarks)
        self.say(entry)

    def say(self, entry: RnicImport) -> None:
        names = ("rows", "created", "updated", "unchanged", "elsewhere", "refused")
        counts = ", ".join(f"{name} {getattr(entry, name)}" for name in names)
        done = "Dry run, nothing written" if entry.is_dry_run else "Written"
        self.stdout.write(f"{done}: {counts}. Encoding {entry.encoding}, separator {entry.separator!r}.")
        if entry.remarks:
            self.stdout.write(entry.remarks)
        if entry.refusals:
            self.stdout.write(f"Rows refused: {entry.refusals.storage.path(entry.refusals.name)}")
