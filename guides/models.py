from django import forms
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.models import BasePage, Room, Theme
from guides.blocks import CallBlock, MaterialBlock, StepsBlock, WhoDoesWhatBlock
from guides.enums import Cost, Doer, Level, Season


class GuideTag(TagBase):
    """A free word on guides, in the residents' language."""

    class Meta:
        verbose_name = _("guide tag")
        verbose_name_plural = _("guide tags")


class TaggedGuide(ItemBase):
    tag = models.ForeignKey(GuideTag, related_name="tagged_guides", on_delete=models.CASCADE)
    content_object = ParentalKey("guides.GuidePage", related_name="tagged_items", on_delete=models.CASCADE)


class GuideQuerySet(PageQuerySet):
    def in_active_language(self, language: str):
        return self.live().filter(locale__language_code=language)

    def for_cards(self):
        """What a card shows, in a number of queries that does not depend on how many guides there are."""
        return self.select_related("locale", "alias_of__locale").prefetch_related("themes").order_by("title")


class GuideIndexPage(BasePage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["guides.GuidePage"]

    class Meta:
        verbose_name = _("list of guides")

    def get_context(self, request, *args, **kwargs):
        from guides import catalogue  # reads the query string through a form, which needs these models

        return super().get_context(request, *args, **kwargs) | catalogue.context(self, request)


class GuidePage(BasePage):
    rooms = ParentalManyToManyField(Room, verbose_name=_("rooms"), blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    tags = ClusterTaggableManager(through=TaggedGuide, verbose_name=_("free words"), blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.EASY)
    minutes_min = models.PositiveSmallIntegerField(_("time, at least (minutes)"), default=10)
    minutes_max = models.PositiveSmallIntegerField(_("time, at most (minutes)"), default=30)
    cost = models.CharField(_("cost of the parts"), max_length=8, choices=Cost, default=Cost.UNKNOWN)
    who = models.CharField(_("whose task"), max_length=12, choices=Doer, default=Doer.TENANT)
    season = models.CharField(_("season"), max_length=8, choices=Season, default=Season.ALL)
    checked_on = models.DateField(_("checked on"), help_text=_("When somebody last checked every fact of this guide."))
    source_keys = models.CharField(_("sources"), max_length=255, blank=True)
    danger = models.TextField(_("before you begin"), blank=True, help_text=_("What is dangerous, said first."))
    introduction = RichTextField(_("understand first"), features=["bold", "ul", "link"], blank=True)
    materials = StreamField([("material", MaterialBlock())], verbose_name=_("what you need"), blank=True)
    steps = StreamField(StepsBlock(), verbose_name=_("steps"), blank=True)
    calls = StreamField([("call", CallBlock())], verbose_name=_("when to stop and call"), blank=True)
    who_does_what = StreamField([("row", WhoDoesWhatBlock())], verbose_name=_("who does it, who pays"), blank=True)

    objects = PageManager.from_queryset(GuideQuerySet)()

    parent_page_types = ["guides.GuideIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("rooms", overridable=False),
        SynchronizedField("themes", overridable=False),
        SynchronizedField("checked_on", overridable=False),
        SynchronizedField("source_keys", overridable=False),
    ]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("who"), FieldPanel("cost")]),
                FieldRowPanel([FieldPanel("minutes_min"), FieldPanel("minutes_max"), FieldPanel("season")]),
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("source_keys")]),
            ],
            _("In ten seconds"),
        ),
        FieldPanel("rooms", widget=forms.CheckboxSelectMultiple),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("tags"),
        FieldPanel("danger"),
        FieldPanel("introduction"),
        FieldPanel("materials"),
        FieldPanel("steps"),
        FieldPanel("calls"),
        FieldPanel("who_does_what"),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("steps"),
        index.SearchField("danger"),
        index.RelatedFields("tags", [index.SearchField("name")]),
        index.FilterField("level"),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @cached_property  # asked for by each step of the page
    def theme(self) -> Theme | None:
        return next(iter(self.themes.all()), None)

    def get_context(self, request, *args, **kwargs):
        from guides import catalogue

        return super().get_context(request, *args, **kwargs) | {
            "facts": catalogue.facts(self),
            "steps": catalogue.numbered(self.steps),
            "who_rows": [row.value for row in self.who_does_what],
        }
