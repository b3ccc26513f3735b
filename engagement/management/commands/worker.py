import signal
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.models import DBTaskResult

from engagement import outbox


class Command(BaseCommand):
    help = "Send due messages, put back those of a killed worker, and run background tasks. Stops cleanly on SIGTERM."

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--interval", type=float, default=2.0, help="seconds between two rounds (default 2)")

    def handle(self, *, once, interval, **options):
        self.running = True
        self.listen()
        while True:
            self.round()
            if once or not self.running:
                return
            time.sleep(interval)

    def round(self):
        close_old_connections()
        try:
            outbox.sweep()
            while outbox.send_due():
                pass
            if DBTaskResult.objects.ready().exists():
                call_command("db_worker", batch=True, verbosity=0)
                self.listen()  # that command puts its own handlers in the place of ours
        except OperationalError as error:
            self.stderr.write(f"database not reachable, trying again: {error}")

    def listen(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)

    def stop(self, *_):
        self.running = False
