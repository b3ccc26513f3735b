"""How long each kind of data is kept, and the one job that erases it when its time is over.

Each room says what it keeps by the hook `retention_kinds`, a function that returns a list of `Kind`. A night reports
first, then erases in batches, each in a short transaction: run twice or stopped midway, it does no harm. More than
PURGE_CAP rows of a kind, or a clock far ahead of the last night, is refused until somebody confirms it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db import transaction
from django.db.models import Count, F, Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks

from core.errors import DomainError
from engagement.enums import PurgeState
from engagement.models import PurgeReport

HOOK = "retention_kinds"
BATCH = 500
LONGEST_SILENCE = timedelta(days=45)


@dataclass(frozen=True)
class Kind:
    """One kind of data: its name, the setting that says how long, from when (`starts`, in words), and what goes.

    `rows` gives what still holds the data, `dated_by` its field with the day that starts the time; `erase` takes a
    list of primary keys, in the caller's transaction.
    """

    slug: str
    name: str
    setting: str  # ends with _DAYS or _MONTHS
    starts: str
    erased: str
    rows: Callable[[], QuerySet]
    dated_by: str
    erase: Callable[[list[Any]], None]

    @property
    def length(self) -> int:
        return getattr(settings, self.setting)

    @property
    def period(self) -> str:
        """How long, in words."""
        if self.setting.endswith("_DAYS"):
            return ngettext("%(count)s day", "%(count)s days", self.length) % {"count": self.length}
        return ngettext("%(count)s month", "%(count)s months", self.length) % {"count": self.length}

    @property
    def rule(self) -> str:
        """How long and from when, in words."""
        return _("%(period)s %(starts)s") % {"period": self.period, "starts": self.starts}

    def until(self, now: datetime) -> datetime:
        """Return the instant before which what is dated is erased."""
        if self.setting.endswith("_DAYS"):
            return now - timedelta(days=self.length)
        return now - relativedelta(months=self.length)

    def due(self, now: datetime) -> QuerySet:
        return self.rows().filter(**{f"{self.dated_by}__lt": self.until(now)})


def kinds() -> list[Kind]:
    return [kind for kinds_of in hooks.get_hooks(HOOK) for kind in kinds_of()]


def by_slug() -> dict[str, Kind]:
    return {kind.slug: kind for kind in kinds()}


def counted(now: datetime | None = None) -> list[tuple[Kind, int]]:
    """Say how much of each kind is to be erased, and erase nothing."""
    now = now or timezone.now()
    return [(kind, kind.due(now).count()) for kind in kinds()]


def purge(now: datetime | None = None, *, confirmed: bool = False) -> Iterator[PurgeReport]:
    """Erase what is due, kind after kind, and yield the report of each. Raises DomainError if the clock looks wrong."""
    now = now or timezone.now()
    refuse_a_leap(now, confirmed)
    for kind in kinds():
        yield purge_kind(kind, now, confirmed=confirmed)


def refuse_a_leap(now: datetime, confirmed: bool) -> None:
    last = PurgeReport.objects.aggregate(at=Max("ran_at"))["at"]
    if last and now - last > LONGEST_SILENCE and not confirmed:
        raise DomainError(
            _("The last purge was on %(day)s, more than %(days)s days ago. Is the clock right?")
            % {"day": timezone.localdate(last).isoformat(), "days": LONGEST_SILENCE.days}
        )


def purge_kind(kind: Kind, now: datetime, *, confirmed: bool = False) -> PurgeReport:
    """Report what is due of one kind, then erase it, or refuse it whole when it is more than a night may erase."""
    report = report_first(kind, now)
    if report.due > settings.PURGE_CAP and not confirmed:
        report.state = PurgeState.REFUSED
    else:
        erase_in_batches(kind, report, now)
        report.state = PurgeState.DONE
    report.save(update_fields=["state"])
    return report


def report_first(kind: Kind, now: datetime) -> PurgeReport:
    """Write what is to be erased before anything is. Of nights with nothing to erase only the latest is kept."""
    found = kind.due(now).aggregate(due=Count("pk"), first=Min(kind.dated_by), last=Max(kind.dated_by))
    earlier = PurgeReport.objects.filter(kind=kind.slug)
    with transaction.atomic():
        earlier.filter(due=0).delete()
        earlier.filter(state=PurgeState.UNDER_WAY).update(state=PurgeState.STOPPED)
        return PurgeReport.objects.create(
            kind=kind.slug, ran_at=now, until=kind.until(now), due=found["due"],
            first_day=day_of(found["first"]), last_day=day_of(found["last"]),
        )  # fmt: skip


def erase_in_batches(kind: Kind, report: PurgeReport, now: datetime) -> None:
    """Erase batch after batch, each counted in its transaction; what becomes due meanwhile waits for the next night."""
    last = None
    while report.left:
        with transaction.atomic():
            rows = kind.due(now).order_by("pk")
            rows = rows if last is None else rows.filter(pk__gt=last)
            batch = list(rows.values_list("pk", flat=True)[: min(BATCH, report.left)])
            if not batch:
                return
            kind.erase(batch)
            PurgeReport.objects.filter(pk=report.pk).update(erased=F("erased") + len(batch))
        report.erased += len(batch)
        last = batch[-1]


def day_of(at: datetime | date | None) -> date | None:
    """Return the day of Paris of an instant, or the day itself."""
    return timezone.localdate(at) if isinstance(at, datetime) else at
