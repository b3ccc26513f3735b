"""What is kept of the keeping of promises: the salts of the pseudonyms, and what each night erased."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.enums import PurgeState


class YearlySalt(models.Model):
    """What turns a contact into the key by which its year counts it. Destroyed, no key leads to a contact any more."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    # Hexadecimal; empty once destroyed. The row stays: the year never gets a second salt.
    salt = models.CharField(max_length=64, blank=True, editable=False)
    ends_at = models.DateTimeField(_("end of the year"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("salt of a year")
        verbose_name_plural = _("salts of the years")

    def __str__(self):
        return str(self.year)


class PurgeReportQuerySet(models.QuerySet):
    def telling(self):
        """Reports of nights that had something to erase, the latest first."""
        return self.exclude(due=0).order_by("-ran_at", "-id")

    def refused(self):
        """The kinds that the last night refused to erase: somebody must look at them."""
        latest = PurgeReport.objects.filter(kind=models.OuterRef("kind")).order_by("-ran_at", "-id").values("pk")[:1]
        return self.filter(pk=models.Subquery(latest), state=PurgeState.REFUSED)


class PurgeReport(models.Model):
    """What one night was to erase of one kind of data, and what it erased: a line of the destruction list."""

    kind = models.CharField(_("kind of data"), max_length=40)
    ran_at = models.DateTimeField(_("run"), default=timezone.now)
    until = models.DateTimeField(_("what was older"))
    due = models.PositiveIntegerField(_("to erase"))
    erased = models.PositiveIntegerField(_("erased"), default=0)
    first_day = models.DateField(_("the oldest is of"), null=True)
    last_day = models.DateField(_("the latest is of"), null=True)
    state = models.CharField(_("state"), max_length=10, choices=PurgeState, default=PurgeState.UNDER_WAY)

    objects = PurgeReportQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-ran_at", "-id"]
        verbose_name = _("report of a purge")
        verbose_name_plural = _("reports of purges")
        indexes = [models.Index(fields=["kind", "-ran_at"], name="purge_latest_of_a_kind")]
        constraints = [models.CheckConstraint(condition=Q(erased__lte=F("due")), name="purge_erases_what_is_due")]
        permissions = [("exercise_rights", _("Can answer a person’s request about their data"))]

    def __str__(self):
        return f"{self.kind} {self.ran_at:%Y-%m-%d}"

    @property
    def left(self) -> int:
        return self.due - self.erased
