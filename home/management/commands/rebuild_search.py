from django.core.management.base import BaseCommand
from django.db import transaction

from home import search_index


class Command(BaseCommand):
    help = "Index everything that search finds anew: once after an upgrade, or after changes made behind the models."

    def handle(self, **options):
        with transaction.atomic():
            count = search_index.rebuild()
        self.stdout.write(f"{count} entries are found.")
