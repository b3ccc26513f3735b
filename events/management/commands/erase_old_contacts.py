from django.core.management.base import BaseCommand

from events import retention


class Command(BaseCommand):
    help = "Erase the needs and the contacts whose time is over. To be run every night; --dry-run only counts."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            due = retention.due()
            needs, contacts = due.needs.count(), due.contacts.count()
        else:
            needs, contacts = retention.erase()
        word = "to erase" if dry_run else "erased"
        self.stdout.write(f"Needs {word}: {needs}. Contacts {word}: {contacts}.")
