from django.core.management.base import BaseCommand

from guides import reviews


class Command(BaseCommand):
    help = "Remind the owners of guides whose facts are due to be checked again. Once a review; run it every day."

    def handle(self, **options):
        self.stdout.write(f"{reviews.remind()} reminders sent.")
