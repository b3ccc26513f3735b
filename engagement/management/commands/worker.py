import logging
import signal
import time

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django_tasks_db.models import DBTaskResult
from wagtail import hooks

from engagement import outbox

logger = logging.getLogger(__name__)
TASKS_A_ROUND = 20  # then messages again: nobody waits for a reindexing


class Command(BaseCommand):
    help = (
        "Do what time brings (the hooks “worker_round”), send due messages, put back those of a killed worker, and run "
        "background tasks. Stops cleanly on SIGTERM."
    )

    def add_arguments(self, parser):
        parser.add_argument("--once", action="store_true", help="do what is due now, then stop")
        parser.add_argument("--interval", type=float, default=2.0, help="seconds between two rounds (default 2)")

    def handle(self, *, once, interval, **options):
        self.running = True
        self.listen()
        while True:
            more = self.round()
            if not self.running or (once and not more):
                return
            time.sleep(0 if more else interval)

    def round(self) -> bool:
        """Do what is due, and say whether more waits already."""
        close_old_connections()
        try:
            outbox.sweep()
            self.tick()
            while outbox.send_due():
                pass
            if DBTaskResult.objects.ready().exists():
                call_command("db_worker", batch=True, max_tasks=TASKS_A_ROUND, verbosity=0)
                self.listen()  # that command puts its own handlers in the place of ours
            return DBTaskResult.objects.ready().exists()
        except OperationalError as error:
            self.stderr.write(f"database not reachable, trying again: {error}")
            return False

    def tick(self):
        """Call what rooms above do by the clock. One that fails is logged, and holds up neither the others nor mail."""
        for tick in hooks.get_hooks("worker_round"):
            try:
                tick()
            except OperationalError:
                raise
            except Exception:
                logger.exception("%s.%s failed", tick.__module__, tick.__name__)

    def listen(self):
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop)

    def stop(self, *_):
        self.running = False
