from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from copro import sizes
from copro.enums import Audience, Topic
from core.blocks import BodyBlock
from core.enums import Status
from core.models import BasePage


class CoproIndexPage(BasePage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["copro.AdvicePage", "copro.ExperiencePage"]

    class Meta:
        verbose_name = _("co-ownership section")

    def get_context(self, request, *args, **kwargs):
        from copro import section  # reads the query string through a form, which needs these models

        return super().get_context(request, *args, **kwargs) | section.context(self, request)


class AdviceQuerySet(PageQuerySet):
    def for_cards(self):
        """What a card shows, in one query."""
        return self.select_related("locale", "alias_of__locale").order_by("topic", "title")

    def for_size(self, lots: int):
        """Advice that concerns a building of so many lots; both bounds are inclusive, an empty one is no bound."""
        large_enough = models.Q(lots_min=None) | models.Q(lots_min__lte=lots)
        small_enough = models.Q(lots_max=None) | models.Q(lots_max__gte=lots)
        return self.filter(large_enough & small_enough)


class AdvicePage(BasePage):
    """Advice to co-owners: what a text asks, with its legal basis and the date somebody checked it."""

    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    for_syndic = models.BooleanField(_("for syndics"), default=True)
    for_council = models.BooleanField(_("for council members"), default=True)
    for_owner = models.BooleanField(_("for co-owners"), default=True)
    lots_min = models.PositiveSmallIntegerField(
        _("lots, at least"), null=True, blank=True, help_text=_("Inclusive. Empty: buildings of any size.")
    )
    lots_max = models.PositiveSmallIntegerField(_("lots, at most"), null=True, blank=True, help_text=_("Inclusive."))
    owner_team = models.CharField(
        _("team that keeps it up to date"), max_length=80, default="Artemis, Tours Métropole Val de Loire"
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_FORCE)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    checked_on = models.DateField(_("checked on"))
    source_keys = models.CharField(_("sources"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(AdviceQuerySet)()

    parent_page_types = ["copro.CoproIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("topic", "lots_min", "lots_max", "owner_team")),
        SynchronizedField("checked_on", overridable=False),
        SynchronizedField("source_keys", overridable=False),
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("topic"), FieldPanel("status"), FieldPanel("checked_on")]),
        FieldRowPanel([FieldPanel("for_syndic"), FieldPanel("for_council"), FieldPanel("for_owner")]),
        FieldRowPanel([FieldPanel("lots_min"), FieldPanel("lots_max"), FieldPanel("owner_team")]),
        FieldPanel("legal_basis"),
        FieldPanel("source_keys"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("legal_basis")]

    class Meta:
        verbose_name = _("advice to co-owners")

    def clean(self):
        super().clean()
        if self.lots_min is not None and self.lots_max is not None and self.lots_max < self.lots_min:
            raise ValidationError({"lots_max": _("The most lots are fewer than the least.")})

    @property
    def audience(self) -> list[str]:
        """Labels of those it is written for, in the active language."""
        wanted = [
            (Audience.SYNDIC, self.for_syndic),
            (Audience.COUNCIL, self.for_council),
            (Audience.OWNER, self.for_owner),
        ]
        return [str(role.label) for role, is_for in wanted if is_for]

    @property
    def facts(self) -> list[str]:
        """What a card says under the summary: for whom and for which size, where that is not everybody."""
        size = sizes.in_words(self.lots_min, self.lots_max)
        audience = self.audience if len(self.audience) < len(Audience) else []
        return [*audience, *([size] if size else [])]


class ExperiencePage(BasePage):
    """What a co-ownership of the métropole did, told with its consent: nothing here is made up."""

    lots = models.PositiveSmallIntegerField(_("number of lots"), null=True, blank=True)
    told_on = models.DateField(_("told on"))
    consent = models.BooleanField(
        _("the people named have agreed to be published"), default=False, help_text=_("Needed to save the page.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["copro.CoproIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("lots", "told_on", "consent")),
    ]
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("lots"), FieldPanel("told_on"), FieldPanel("consent")]),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("experience of a co-ownership")

    def clean(self):
        super().clean()
        if not self.consent:
            raise ValidationError({"consent": _("Ask the people first, then tick.")})
