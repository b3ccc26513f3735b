from collections.abc import Iterable

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from core.errors import DomainError
from engagement import erasures, restored, retention
from engagement.enums import PurgeState


class Command(BaseCommand):
    help = (
        "Erase again who was erased before a backup was restored, then what has been kept as long as promised. To be "
        "run every night, and after a restore before anything else; --dry-run only counts."
    )

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")
        parser.add_argument(
            "--confirm-large", action="store_true", help="go on beyond the cap of a night, or after a long silence"
        )

    def handle(self, *, dry_run, confirm_large, **options):
        with translation.override("en"):
            if dry_run:
                self.say_again(restored.standing(), "to erase again")
                for kind, due in retention.counted():
                    self.stdout.write(f"{kind.slug}: {due} to erase ({kind.rule}).")
                return
            self.say_again(restored.erase_again(), "erased again")
            erasures.drop_old(timezone.now())
            self.erase(confirm_large)
        if damaged := [name for name, erasure in erasures.all_recorded().items() if erasure is None]:
            raise CommandError(
                f"Damaged: {', '.join(damaged)}. Who was erased by it cannot be told: put it back from a copy."
            )

    def say_again(self, found: Iterable[restored.Standing], done: str) -> None:
        for each in found:
            outcome = "left to the team, for it came back since" if each.came_back else done
            self.stdout.write(f"{each.kind} {each.number}, erased on {each.at:%Y-%m-%d}: {outcome}.")

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
