from django.core.management import call_command
from django.core.management.base import BaseCommand

from home import contents


class Command(BaseCommand):
    help = "Publish the texts that come with the portal: guides, advice to co-ownerships, campaigns. Safe to repeat."

    def handle(self, **options):
        contents.load()
        call_command("update_index", verbosity=0)  # found at once, without waiting for a worker
        self.stdout.write("The texts are published.")
