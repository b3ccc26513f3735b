from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, PageManager, PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.blocks import ActionBlock
from campaigns.enums import Licence, MaterialKind, State
from core.blocks import BodyBlock
from core.counting import DailyCount, DailyCountQuerySet
from core.fields import LocalizedTextField, offered_languages
from core.models import BasePage, CustomDocument, CustomImage, Theme
from engagement.posters import Paper
from territory.models import Landlord, Neighbourhood, Partner

# Order of a list: what one can join today, what comes, what has no date, what is over.
STATES_IN_ORDER = {State.RUNNING: 0, State.COMING: 1, State.UNDATED: 2, State.OVER: 3}


def in_state(state: State, today: date) -> Q:
    """Return the condition that campaigns of a state meet. CampaignPage.state says the same of one page."""
    is_over, begins_later = Q(ends_on__lt=today), Q(starts_on__gt=today)
    has_dates = Q(starts_on__isnull=False) | Q(ends_on__isnull=False) | Q(all_year=True)
    return {
        State.OVER: is_over,
        State.COMING: begins_later & ~is_over,
        State.RUNNING: has_dates & ~begins_later & ~is_over,
        State.UNDATED: ~has_dates,
    }[state]


class CampaignQuerySet(PageQuerySet):
    def in_order(self):
        """Running first, then coming, without date, over; within each the latest to begin, then by title."""
        today = timezone.localdate()
        cases = [When(in_state(state, today), then=Value(order)) for state, order in STATES_IN_ORDER.items()]
        rank = Case(*cases, default=Value(len(cases)), output_field=models.IntegerField())
        return self.order_by(rank, models.F("starts_on").desc(nulls_last=True), "title")

    def current(self):
        """Campaigns that run today or are to come."""
        today = timezone.localdate()
        return self.filter(in_state(State.RUNNING, today) | in_state(State.COMING, today))

    def in_neighbourhood(self, neighbourhood: Neighbourhood):
        """Campaigns of a neighbourhood, and those of everywhere."""
        here = self.model.neighbourhoods.through.objects.filter(neighbourhood=neighbourhood)
        return self.filter(Q(pk__in=here.values("campaignpage")) | Q(neighbourhoods=None))

    def for_cards(self):
        """What a card shows, in one query however many there are: `place`, `place_count` and `tint` beside."""
        its = {"campaignpage": models.OuterRef("pk")}
        places = self.model.neighbourhoods.through.objects.filter(**its)
        themes = self.model.themes.through.objects.filter(**its).order_by("theme__order", "theme__slug")
        count = places.order_by().values("campaignpage").annotate(n=models.Count("pk")).values("n")
        return self.select_related("locale", "alias_of__locale").annotate(
            place=Subquery(places.values("neighbourhood__name")[:1]),
            place_count=Coalesce(Subquery(count), 0),
            tint=Coalesce(Subquery(themes.values("theme__tint")[:1]), Value("")),
        )


class CampaignIndexPage(BasePage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["campaigns.CampaignPage"]

    class Meta:
        verbose_name = _("list of campaigns")

    def get_context(self, request, *args, **kwargs):
        from campaigns import listing  # its cards need these models

        return super().get_context(request, *args, **kwargs) | listing.context(self, request)


class CampaignPage(BasePage):
    """One message carried in neighbourhoods over a time: what it asks of residents, with whom, and its material."""

    message = models.CharField(_("message"), max_length=240, help_text=_("One sentence. It stands on the posters too."))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    all_year = models.BooleanField(
        _("all year"), default=False, help_text=_("For a campaign without dates that always runs.")
    )
    neighbourhoods = ParentalManyToManyField(
        Neighbourhood, verbose_name=_("neighbourhoods"), blank=True, help_text=_("None ticked: everywhere.")
    )
    themes = ParentalManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    partners = ParentalManyToManyField(Partner, verbose_name=_("partners"), blank=True)
    landlords = ParentalManyToManyField(Landlord, verbose_name=_("landlords"), blank=True)
    contact = models.CharField(
        _("whom to ask"), max_length=120, blank=True, help_text=_("A place or a telephone, printed on the posters.")
    )
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    source_keys = models.CharField(_("sources"), max_length=255, blank=True)
    actions = StreamField([("action", ActionBlock())], verbose_name=_("what each can do"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    objects = PageManager.from_queryset(CampaignQuerySet)()

    parent_page_types = ["campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "starts_on", "ends_on", "all_year", "neighbourhoods", "themes", "partners", "landlords", "checked_on",
                "source_keys",
            )
        ),
    ]  # fmt: skip
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("message"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on"), FieldPanel("all_year")])], _("Dates")
        ),
        FieldPanel("neighbourhoods", widget=forms.CheckboxSelectMultiple),
        FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
        FieldPanel("landlords", widget=forms.CheckboxSelectMultiple),
        FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
        FieldPanel("contact"),
        FieldPanel("actions"),
        FieldPanel("body"),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("source_keys")]),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("message"),
        index.SearchField("actions"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def clean(self):
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The end is before the beginning. Choose a later date.")})

    @property
    def state(self) -> State:
        today = timezone.localdate()
        if self.ends_on and self.ends_on < today:
            return State.OVER
        if self.starts_on and self.starts_on > today:
            return State.COMING
        return State.RUNNING if self.starts_on or self.ends_on or self.all_year else State.UNDATED

    @cached_property
    def theme(self) -> Theme | None:
        return next(iter(self.themes.all()), None)

    def get_context(self, request, *args, **kwargs):
        from campaigns import listing

        return super().get_context(request, *args, **kwargs) | listing.campaign_context(self, request)


class Material(ClusterableModel):
    """A poster, a leaflet, a card or a kit of a campaign: one row whatever the language, with its files."""

    campaign = models.ForeignKey(
        CampaignPage, verbose_name=_("campaign"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    kind = models.CharField(_("kind"), max_length=8, choices=MaterialKind)
    title = LocalizedTextField(_("title"))
    licence = models.CharField(_("rights"), max_length=12, choices=Licence, default=Licence.UNCHANGED)
    credit = models.CharField(_("author"), max_length=160, help_text=_("Who made it: named wherever it is shown."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    panels = [
        PageChooserPanel("campaign"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("order")]),
        FieldPanel("title"),
        FieldPanel("licence"),
        FieldPanel("credit"),
        InlinePanel("files", heading=_("Files"), label=_("file"), min_num=1),
    ]

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("communication material")
        verbose_name_plural = _("communication material")

    def __str__(self):
        return str(self.title)

    @property
    def rights(self) -> str:
        return f"{self.credit} – {self.get_licence_display()}" if self.credit else self.get_licence_display()


class MaterialFileQuerySet(models.QuerySet):
    def offered(self):
        """Files that everybody may take: of a campaign that is published and not kept behind a password."""
        return self.filter(is_offered=True, material__campaign__in=CampaignPage.objects.live().public())

    def of(self, campaign: CampaignPage):
        """The files of a campaign, whichever language its material was filed under."""
        return self.filter(is_offered=True, material__campaign__translation_key=campaign.translation_key)


class MaterialFile(Orderable):
    """One file in one format and language: uploaded, or made from the campaign's text when somebody asks for it."""

    material = ParentalKey(Material, on_delete=models.CASCADE, related_name="files")
    label = models.CharField(_("format"), max_length=40, blank=True, help_text=_("As “A4” or “for a telephone”."))
    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")
    document = models.ForeignKey(
        CustomDocument,
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Everybody can take it from the campaign’s page."),
    )
    made_as = models.CharField(
        _("or made from the campaign’s text"),
        max_length=8,
        choices=Paper,
        blank=True,
        help_text=_("With a code to scan."),
    )
    preview = models.ForeignKey(
        CustomImage, verbose_name=_("preview"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_source = models.BooleanField(
        _("source file"), default=False, help_text=_("To be changed in a drawing or writing program.")
    )
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Untick to take a file away: its downloads stay counted.")
    )

    objects = MaterialFileQuerySet.as_manager()
    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("language")]),
        FieldPanel("document"),
        FieldPanel("made_as"),
        FieldPanel("preview"),
        FieldRowPanel([FieldPanel("is_source"), FieldPanel("is_offered")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self):
        return f"{self.material} – {self.format}, {self.get_language_display()}"

    def clean(self):
        super().clean()
        if bool(self.document) == bool(self.made_as):
            raise ValidationError({"document": _("Choose a file, or let it be made from the text: one of the two.")})

    @property
    def format(self) -> str:
        return str(self.label or (self.get_made_as_display() if self.made_as else self.file_type))

    @property
    def file_type(self) -> str:
        """The kind of file in letters, as "PDF"."""
        return "PDF" if self.made_as else (self.document.file_extension.upper() if self.document else "")


class DailyDownloads(DailyCount):
    """Downloads of a file in a day. They stay once the file is gone, under the name that it had."""

    file = models.ForeignKey(MaterialFile, null=True, on_delete=models.SET_NULL, related_name="downloads")
    name = models.CharField(_("file"), max_length=300)

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["file", "day"], name="downloads_once_per_file_and_day")]
