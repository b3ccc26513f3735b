from django.core.management.base import BaseCommand

from events import retention


class Command(BaseCommand):
    help = "Erase the needs, contacts and answers whose time is over. To be run every night; --dry-run only counts."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            due = retention.due()
            counts = due.needs.count(), due.contacts.count(), due.answers.count()
        else:
            counts = retention.erase()
        word = "to erase" if dry_run else "erased"
        self.stdout.write("Needs {w}: {}. Contacts {w}: {}. Answers {w}: {}.".format(*counts, w=word))
