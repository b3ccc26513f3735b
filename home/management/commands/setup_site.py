from django.core.management.base import BaseCommand
from django.db import transaction

from home import structure


class Command(BaseCommand):
    help = "Set up the real structure of the site: pages, roles, neighbourhoods, landlords, partners, themes. Safe to repeat."

    @transaction.atomic
    def handle(self, **options):
        structure.set_up()
        self.stdout.write("The site is set up.")
