from datetime import date

from dateutil.relativedelta import relativedelta
from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
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
from wagtail_periodic_review.models import PeriodicReviewMixin

from core.models import BasePage, Room, Theme
from guides import publishing, reading
from guides.blocks import CallBlock, MaterialBlock, StepsBlock, VideoBlock
from guides.enums import Audience, Cost, Doer, Level, ReviewEvery, Season
from guides.forms import GuidePageForm
from guides.models.repairs import Repair, not_in_the_future, source_language
from guides.panels import ReadingPanel

RESERVED_SLUGS = {"qui-fait-quoi"}  # addresses of their own beside the guides (guides/urls.py)


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


class GuidePage(PeriodicReviewMixin, BasePage):
    """How to do one thing at home. Its review is due so many months after its facts were last checked."""

    rooms = ParentalManyToManyField(Room, verbose_name=_("rooms"), blank=True)
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    tags = ClusterTaggableManager(through=TaggedGuide, verbose_name=_("free words"), blank=True)
    level = models.CharField(_("level"), max_length=8, choices=Level, default=Level.EASY)
    minutes_min = models.PositiveSmallIntegerField(_("time, at least (minutes)"), default=10)
    minutes_max = models.PositiveSmallIntegerField(_("time, at most (minutes)"), default=30)
    cost = models.CharField(_("cost of the parts"), max_length=8, choices=Cost, default=Cost.UNKNOWN)
    who = models.CharField(_("whose task"), max_length=12, choices=Doer, default=Doer.TENANT)
    season = models.CharField(_("season"), max_length=8, choices=Season, default=Season.ALL)
    for_tenant = models.BooleanField(_("for tenants"), default=True)
    for_owner = models.BooleanField(_("for owners"), default=True)
    for_coowner = models.BooleanField(_("for co-owners"), default=True)
    checked_on = models.DateField(
        _("checked on"),
        validators=[not_in_the_future],
        help_text=_("When somebody last checked every fact of this guide."),
    )
    custom_review_frequency = models.PositiveSmallIntegerField(
        _("to be checked again"), choices=ReviewEvery, default=ReviewEvery.TWELVE
    )
    last_review_date = models.DateField(null=True, editable=False)  # always `checked_on`: see save()
    current_version_ref = None
    current_version_compiled_by = None
    author = models.CharField(_("written by"), max_length=120, blank=True, help_text=_("A team, not a person."))
    source_keys = models.CharField(
        _("sources"), max_length=600, blank=True, help_text=_("Keys of the list of sources, parted by spaces.")
    )
    danger = models.TextField(_("before you begin"), blank=True, help_text=_("What is dangerous, said first."))
    introduction = RichTextField(_("understand first"), features=["bold", "ul", "link"], blank=True)
    materials = StreamField([("material", MaterialBlock())], verbose_name=_("what you need"), blank=True)
    steps = StreamField(StepsBlock(), verbose_name=_("steps"), blank=True)
    calls = StreamField([("call", CallBlock())], verbose_name=_("when to stop and call"), blank=True)
    video = StreamField([("video", VideoBlock())], verbose_name=_("film"), blank=True, max_num=1)
    repairs = ParentalManyToManyField(
        Repair,
        verbose_name=_("who does it, who pays"),
        blank=True,
        related_name="+",
        limit_choices_to=source_language,
    )

    base_form_class = GuidePageForm
    objects = PageManager.from_queryset(GuideQuerySet)()

    parent_page_types = ["guides.GuideIndexPage"]
    subpage_types = ["guides.SimpleGuidePage"]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "rooms", "themes", "repairs", "checked_on", "custom_review_frequency", "source_keys", "for_tenant",
                "for_owner", "for_coowner",
            )
        ),
    ]  # fmt: skip

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("level"), FieldPanel("who"), FieldPanel("cost")]),
                FieldRowPanel([FieldPanel("minutes_min"), FieldPanel("minutes_max"), FieldPanel("season")]),
                FieldRowPanel([FieldPanel("for_tenant"), FieldPanel("for_owner"), FieldPanel("for_coowner")]),
            ],
            _("In ten seconds"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("checked_on"), FieldPanel("custom_review_frequency"), FieldPanel("author")]),
                FieldPanel("source_keys"),
            ],
            _("Who stands by it"),
        ),
        FieldPanel("rooms", widget=forms.CheckboxSelectMultiple),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("tags"),
        FieldPanel("danger"),
        FieldPanel("introduction"),
        FieldPanel("materials"),
        FieldPanel("steps"),
        FieldPanel("calls"),
        FieldPanel("video"),
        FieldPanel("repairs", widget=forms.CheckboxSelectMultiple),
        ReadingPanel(),
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

    @classmethod
    def to_show(cls):
        first = Theme.objects.filter(guidepage=models.OuterRef("pk")).values("tint")[:1]
        return super().to_show().annotate(tint=Coalesce(models.Subquery(first), models.Value("")))

    @cached_property  # asked for by each step of the page
    def tint(self) -> str:
        """Colour of its first theme, empty where it has none."""
        return next((theme.tint for theme in self.themes.all()), "")

    @property
    def audience(self) -> list[Audience]:
        return [each for each in Audience if getattr(self, f"for_{each}")]

    @property
    def review_due_on(self) -> date:
        return self.checked_on + relativedelta(months=self.custom_review_frequency)

    @property
    def is_overdue(self) -> bool:
        return self.review_due_on < timezone.localdate()

    def clean(self):
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address is already that of another page. Choose another one.")})
        if self.minutes_min > self.minutes_max:
            raise ValidationError({"minutes_max": _("This is less than the time at least.")})

    def save(self, *args, **kwargs):
        self.last_review_date = self.checked_on
        super().save(*args, **kwargs)

    def calculate_next_review_date(self) -> date | None:
        """An untranslated page is its source's text: it has no review of its own."""
        return None if self.alias_of_id else self.review_due_on

    def faults(self) -> list[tuple[str, str]]:
        """What keeps it from being published, as field and sentence."""
        return publishing.faults_of_guide(self)

    def texts(self) -> list[str]:
        """What a resident reads, for the hints on its reading."""
        steps = [
            f"{block.value['title']}.\n{block.value['text']}" for block in self.steps if block.block_type == "step"
        ]
        return [self.summary, self.danger, self.introduction, *steps]

    def reading_hints(self) -> list[str]:
        return reading.hints(self.texts())

    def get_context(self, request, *args, **kwargs):
        from guides import facts  # reads the rows of other pages, which are of this very model

        return super().get_context(request, *args, **kwargs) | facts.context(self, request)
