import sys

from django.core.management.base import BaseCommand

from home import invariants


class Command(BaseCommand):
    help = "Check what must always hold (docs/architecture.md). Prints each invariant, exits 1 when one is broken."

    def handle(self, *args, **options):
        found = invariants.check()
        for name, wrong in found.items():
            self.stdout.write(f"✕ {name}" if wrong else f"✓ {name}")
            for sentence in wrong:
                self.stdout.write(f"    {sentence}")
        if any(found.values()):
            sys.exit(1)
