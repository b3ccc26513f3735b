import os

from django.core.management import call_command
from django.core.management.base import BaseCommand

from home import samples


class Command(BaseCommand):
    help = "Load sample guides, workshops, sign-ups and staff users. Safe to repeat; --remove takes them away."

    def add_arguments(self, parser):
        parser.add_argument("--remove", action="store_true", help="take the samples away")

    def handle(self, *, remove, **options):
        if remove:
            self.stdout.write(f"{samples.remove()} samples taken away.")
            return
        password = samples.load(os.environ.get("DEMO_PASSWORD", ""))
        call_command("update_index", verbosity=0)  # found at once, without waiting for a worker
        self.stdout.write("The samples are loaded.")
        if password:
            self.stdout.write(f"Staff users {', '.join(samples.STAFF)}: password {password}")
