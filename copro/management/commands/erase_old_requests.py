from django.core.management.base import BaseCommand

from copro import retention


class Command(BaseCommand):
    help = "Erase the files and contacts of requests for advice whose time is over. To be run every night."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="count, and erase nothing")

    def handle(self, *, dry_run, **options):
        if dry_run:
            due = retention.due()
            files, contacts = due.files.count(), due.contacts.count()
        else:
            files, contacts = retention.erase()
        word = "to erase" if dry_run else "erased"
        self.stdout.write(f"Files {word}: {files}. Contacts {word}: {contacts}.")
