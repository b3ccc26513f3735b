from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from events import school_calendar


class Command(BaseCommand):
    help = "Add the school holidays of zone B from the official file (CSV or iCalendar). Run again, it adds nothing."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="fr-en-calendrier-scolaire.csv or Zone-B.ics")

    def handle(self, *, file: Path, **options):
        try:
            added = school_calendar.load(file)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        for holiday in added:
            self.stdout.write(f"{holiday.name}: {holiday.starts_on} – {holiday.ends_on}")
        self.stdout.write(f"School holidays added: {len(added)}.")
