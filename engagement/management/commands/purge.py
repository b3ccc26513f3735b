from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from core.errors import DomainError
from engagement import retention
from engagement.enums import PurgeState


class Command(BaseCommand):
    help = "Erase what has been kept as long as promised. To be run every night; --dry-run only counts."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")
        parser.add_argument(
            "--confirm-large", action="store_true", help="go on beyond the cap of a night, or after a long silence"
        )

    def handle(self, *, dry_run, confirm_large, **options):
        with translation.override("en"):
            if dry_run:
                for kind, due in retention.counted():
                    self.stdout.write(f"{kind.slug}: {due} to erase ({kind.rule}).")
                return
            self.erase(confirm_large)

    def erase(self, confirmed: bool) -> None:
        refused = []
        try:
            for report in retention.purge(confirmed=confirmed):
                self.stdout.write(f"{report.kind}: {report.erased} erased of {report.due}.")
                refused += [report.kind] if report.state == PurgeState.REFUSED else []
        except DomainError as error:
            raise CommandError(f"{error.message} Nothing was erased. --confirm-large goes on.") from error
        if refused:
            raise CommandError(
                f"More than a night may erase: {', '.join(refused)}. Nothing of it was erased. Check the clock and the "
                "settings, then run again with --confirm-large."
            )
