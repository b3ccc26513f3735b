"""Who does it and who pays: one row an equipment, and the sources that facts are taken from."""

from collections.abc import Collection

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField

from core.models import Room
from guides.enums import RepairStatus


def not_in_the_future(day) -> None:
    """Raise ValidationError for a day after today in Paris: nobody has checked anything on it."""
    if day > timezone.localdate():
        raise ValidationError(_("This date is in the future. Give the day when somebody checked."), code="future")


def source_language() -> dict:
    """Return what limits a choice of rows to those of the source language: a page names each row once."""
    return {"locale__language_code": settings.LANGUAGE_CODE}


class RepairQuerySet(models.QuerySet):
    def in_language(self, code: str):
        """One row an equipment: the translated one where there is one, else that of the source language."""
        wanted = self.filter(locale__language_code__in={code, settings.LANGUAGE_CODE}).select_related("locale")
        return wanted.annotate(
            is_fallback=Case(When(locale__language_code=code, then=Value(0)), default=Value(1))
        ).order_by("number", "is_fallback")


def each_once(rows) -> list["Repair"]:
    """Return the rows of `in_language()` without the source beside its translation."""
    found = {}
    for row in rows:
        found.setdefault(row.translation_key, row)
    return list(found.values())


class Repair(TranslatableMixin, ClusterableModel):
    """One row of the table of rental repairs: who looks after an equipment, who pays, by which text."""

    slug = models.SlugField(
        _("identifier"), max_length=8, validators=[RegexValidator(r"^rl-[1-9]\d?$", _("Write it as rl-14."))]
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    rooms = ParentalManyToManyField(Room, verbose_name=_("rooms"), blank=True, related_name="+")
    equipment = models.CharField(_("equipment"), max_length=120)
    tenant = models.TextField(_("tenant"), blank=True)
    landlord = models.TextField(_("landlord"), blank=True)
    coownership = models.TextField(_("co-ownership"), blank=True)
    exception = models.TextField(_("exception"), blank=True)
    basis = models.CharField(_("legal basis"), max_length=250)
    status = models.CharField(
        _("state"),
        max_length=10,
        choices=RepairStatus,
        default=RepairStatus.TO_CONFIRM,
        help_text=_("To be confirmed: the page says so, and the text is written with reserve."),
    )
    source_keys = models.CharField(_("sources"), max_length=120, blank=True)
    checked_on = models.DateField(_("checked on"), validators=[not_in_the_future])

    objects = RepairQuerySet.as_manager()

    translatable_fields = [
        TranslatableField("equipment"), TranslatableField("tenant"), TranslatableField("landlord"),
        TranslatableField("coownership"), TranslatableField("exception"), TranslatableField("basis"),
        SynchronizedField("slug", overridable=False), SynchronizedField("rooms", overridable=False),
        SynchronizedField("status", overridable=False), SynchronizedField("source_keys", overridable=False),
        SynchronizedField("checked_on", overridable=False),
    ]  # fmt: skip

    class Meta(TranslatableMixin.Meta):
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["slug", "locale"], name="repair_once_a_language")]
        verbose_name = _("who does it, who pays")
        verbose_name_plural = _("who does it, who pays")

    def __str__(self):
        return f"{self.equipment} ({self.slug})"

    def save(self, *args, **kwargs):
        self.number = int(self.slug.removeprefix("rl-"))
        super().save(*args, **kwargs)

    @property
    def is_to_confirm(self) -> bool:
        return self.status == RepairStatus.TO_CONFIRM

    @property
    def language(self) -> str:
        return self.locale.language_code


class Source(models.Model):
    """Where facts come from. Guides and rows name it by its key."""

    key = models.CharField(_("key"), max_length=20, unique=True)
    label = models.CharField(_("name"), max_length=200)
    url = models.URLField(_("address"), max_length=500, blank=True)

    CACHE_KEY = "guides.sources"
    CACHE_SECONDS = 300  # where each process has a cache of its own, an edited name is seen everywhere after that

    class Meta:
        ordering = ["label"]
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="source_has_a_key")]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self):
        return f"{self.label} [{self.key}]"

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)
        cache.delete(self.CACHE_KEY)

    @classmethod
    def named(cls, keys: Collection[str]) -> list["Source"]:
        """Return the sources of these keys by name. The whole list, which is short and hardly changes, is kept."""
        every = cache.get_or_set(cls.CACHE_KEY, lambda: list(cls.objects.all()), cls.CACHE_SECONDS)
        return [source for source in every if source.key in keys]
