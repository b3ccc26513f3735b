from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import transaction

from home import structure


class Command(BaseCommand):
    help = "Set up the site: pages, roles, neighbourhoods, landlords, partners, themes. Safe to repeat."

    def handle(self, **options):
        with transaction.atomic():
            structure.set_up()
        call_command("update_index", verbosity=0)  # found at once, without waiting for a worker
        self.stdout.write("The site is set up.")
