"""How often something was opened: one small row a thing and a day. Nothing is kept of who opened it."""

import logging
import re

from django.db import DatabaseError, IntegrityError, models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)

# What robots call themselves; a reader's browser says none of these words.
ROBOT = re.compile(
    r"(?<!cu)bot(\b|[/_-])|crawl|spider|slurp|preview|externalhit|scan|monitor|uptime|headless|lighthouse|validator|archive"
    r"|python|java/|curl|wget|libwww|httpclient|okhttp|go-http|node|axios|perl|ruby|php",
    re.IGNORECASE,
)
AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # a browser that loads before anybody asked says so here


def is_reader(request) -> bool:
    """Say whether a person asked for this: no robot that says so, no HEAD, no prefetch, no further part of a file."""
    agent = request.headers.get("User-Agent", "")
    ahead = any(re.search("prefetch|preview|prerender", request.headers.get(name, "").lower()) for name in AHEAD)
    is_part = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    return request.method == "GET" and bool(agent) and not ROBOT.search(agent) and not ahead and not is_part


class DailyCountQuerySet(models.QuerySet):
    def between(self, start, end):
        """The rows of some local days, both ends among them."""
        return self.filter(day__range=(start, end))

    def add_one(self, of: dict, **first) -> None:
        """Count a thing once more today. One row is written, no other is locked; a reader notices no failure.

        `of` holds the fields that the model's unique constraint has beside the day, `first` what a new row holds too.
        """
        row = {**of, "day": timezone.localdate()}
        try:
            if not self._add_to(row):
                self._begin_with(row, first)
        except DatabaseError:
            logger.warning("A count was lost: %s", self.model._meta.label, exc_info=True)

    def _add_to(self, row: dict) -> int:
        return self.filter(**row).update(count=F("count") + 1)

    def _begin_with(self, row: dict, first: dict) -> None:
        try:
            with transaction.atomic():
                self.create(**row, **first, count=1)
        except IntegrityError:  # another process began this day's row in between
            self._add_to(row)


class DailyCount(models.Model):
    """Each model adds what it counts, and a unique constraint over that and the day."""

    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("count"), default=0)

    objects = DailyCountQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True
