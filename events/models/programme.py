"""What is offered, and when it comes again."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet

from core.enums import Tint
from core.models import NamedRecord, Theme
from events.enums import Audience, Frequency, Kind, Minors, TaxAxis
from territory.models import Landlord, Partner, Venue

KIND_TINTS = {
    Kind.WORKSHOP: Tint.WATER, Kind.PARTICIPATORY_WORKS: Tint.HEAT, Kind.DROP_IN: Tint.LIGHT,
    Kind.OUTDOOR: Tint.OUTSIDE, Kind.COOWNERS_MEETING: Tint.NEIGHBOURS,
}  # fmt: skip


@register_snippet
class SpokenLanguage(NamedRecord):
    """A language that somebody speaks, or signs, at an event. Its slug is the code of the language."""

    panels = [FieldPanel("slug"), FieldPanel("name"), FieldPanel("order")]

    class Meta(NamedRecord.Meta):
        verbose_name = _("spoken language")
        verbose_name_plural = _("spoken languages")


class Event(models.Model):
    """The item of the programme: what is offered, whatever the language and the dates."""

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    landlords = models.ManyToManyField(Landlord, verbose_name=_("landlords"), blank=True)
    partners = models.ManyToManyField(Partner, verbose_name=_("partners"), blank=True)
    tax_axis = models.PositiveSmallIntegerField(
        _("axis of the property tax allowance"), choices=TaxAxis, null=True, blank=True
    )
    audience = models.CharField(_("for whom"), max_length=12, choices=Audience, default=Audience.ALL)
    age_min = models.PositiveSmallIntegerField(_("from age"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("up to age"), null=True, blank=True)
    minors = models.CharField(_("minors"), max_length=16, choices=Minors, default=Minors.ACCOMPANIED)
    max_party = models.PositiveSmallIntegerField(
        _("people a household, at most"), null=True, blank=True, help_text=_("Empty: the limit of the portal.")
    )
    spoken_languages = models.ManyToManyField(
        SpokenLanguage, verbose_name=_("spoken languages"), blank=True, help_text=_("Besides French.")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("view_figures", _("Can see the figures"))]

    def __str__(self):
        return self.title

    @property
    def tint(self) -> str:
        return KIND_TINTS[self.kind]


class Series(models.Model):
    """A rule that gives an event its dates, in the local time of Paris: 18:00 stays 18:00 when the clocks change.

    Weekly dates fall on the weekday of `first_on`; monthly ones on the same weekday of the month ("the second
    Tuesday"). `until` is included. Either `until` or `count` ends it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="series")
    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="+")
    frequency = models.CharField(_("comes again"), max_length=8, choices=Frequency, default=Frequency.WEEKLY)
    every = models.PositiveSmallIntegerField(_("every"), default=1)
    first_on = models.DateField(_("first date"))
    start = models.TimeField(pgettext_lazy("of a session", "Begins"))
    end = models.TimeField(pgettext_lazy("of a session", "Ends"))
    until = models.DateField(_("last date, at the latest"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("number of dates"), null=True, blank=True)
    capacity = models.PositiveIntegerField(_("capacity in people"))
    requires_sign_up = models.BooleanField(_("sign-up required"), default=True)
    skips_public_holidays = models.BooleanField(_("not on public holidays"), default=True)
    skips_school_holidays = models.BooleanField(_("not in the school holidays"), default=False)
    excluded = models.JSONField(_("dates left out"), default=list, blank=True)

    class Meta:
        ordering = ["first_on", "id"]
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [
            models.CheckConstraint(condition=Q(every__gte=1), name="series_every_one_at_least"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="series_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | Q(count__isnull=False), name="series_comes_to_an_end"
            ),
        ]

    def __str__(self):
        return f"{self.event} – {self.get_frequency_display()}"


@register_snippet
class SchoolHoliday(models.Model):
    """School holidays of zone B (académie d’Orléans-Tours), entered by staff from the official calendar."""

    name = models.CharField(_("name"), max_length=60)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day, included"))

    panels = [FieldPanel("name"), FieldPanel("starts_on"), FieldPanel("ends_on")]

    class Meta:
        ordering = ["starts_on"]
        verbose_name = _("school holidays")
        verbose_name_plural = _("school holidays")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="school_holidays_end_after_they_begin"
            )
        ]

    def __str__(self):
        return self.name
