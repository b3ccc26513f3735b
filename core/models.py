from django.core.exceptions import ValidationError
from django.db import models
from django.template.defaultfilters import filesizeformat
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtail.models import Orderable, Page, PageViewRestriction, Site
from wagtail.search import index
from wagtail.snippets.models import register_snippet
from wagtail_localize.fields import SynchronizedField

from core import drawings, identity
from core.enums import Tint
from core.fields import LocalizedTextField, offered_languages
from core.staff_page_forms import PageForm


class NamedRecordQuerySet(models.QuerySet):
    def by_slug(self) -> dict[str, models.Model]:
        return {record.slug: record for record in self}


class NamedRecord(models.Model):
    """A closed list that pages and records share; one row whatever the language, its slug is its identity."""

    slug = models.SlugField(_("identifier"), unique=True)
    name = LocalizedTextField(_("name"))
    tint = models.CharField(_("tint"), max_length=12, choices=Tint, default=Tint.WALLS)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = NamedRecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "slug"]

    def __str__(self):
        return str(self.name)


@register_snippet
class Theme(NamedRecord):
    """What a guide, a workshop, a tool or a case is about. Some themes are also a nature of works (indicator RES-1)."""

    is_work = models.BooleanField(
        _("nature of works"), default=False, help_text=_("Can be recorded when a session is closed.")
    )

    panels = [FieldPanel("slug"), FieldPanel("name"), FieldPanel("tint"), FieldPanel("is_work"), FieldPanel("order")]

    class Meta(NamedRecord.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def drawing(self) -> str:
        return f"theme-{self.slug}"


@register_snippet
class Room(NamedRecord):
    """A room of the home or a part of the building, as drawn in the open house."""

    panels = [FieldPanel("slug"), FieldPanel("name"), FieldPanel("tint"), FieldPanel("order")]

    class Meta(NamedRecord.Meta):
        verbose_name = _("room")
        verbose_name_plural = _("rooms")


class CustomImage(AbstractImage):
    is_decorative = models.BooleanField(
        _("decorative"), default=False, help_text=_("Tick when the picture adds nothing to the text.")
    )
    credit = models.CharField(_("credit and licence"), max_length=255, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "is_decorative", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    @property
    def default_alt_text(self):
        return "" if self.is_decorative else self.description


class CustomRendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition")
        ]


class CustomDocument(AbstractDocument):
    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")

    admin_form_fields = (*Document.admin_form_fields, "language")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


def file_weight(image: CustomImage) -> int:
    """Return the bytes of an uploaded picture, 0 when its file is lost."""
    try:
        return image.get_file_size() or 0
    except SourceImageIOError:
        return 0


@register_setting(icon="cog")
class SiteSettings(ClusterableModel, BaseSiteSetting):
    """The identity of the portal: another authority makes it its own here, without code."""

    MAX_LOGO = 2 * 1024 * 1024  # bytes

    name = models.CharField(_("name"), max_length=40, default="Habiter")
    tagline = LocalizedTextField(_("tagline"), blank=True)
    logo = models.ForeignKey(
        CustomImage,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown beside the name, 34 pixels high. Empty: the drawn house."),
    )
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        blank=True,
        validators=[identity.validate_accent],
        help_text=_("Links and buttons: # and six digits or letters from a to f. Empty: the portal’s own, #0b5a63."),
    )
    footer_text = LocalizedTextField(_("text at the foot of the page"), blank=True)
    authority = models.CharField(_("authority"), max_length=120, blank=True)
    contact_phone = models.CharField(_("telephone for residents"), max_length=20, blank=True)
    contact_email = models.EmailField(_("e-mail for residents"), blank=True)
    demo_banner = LocalizedTextField(_("demonstration banner"), blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("tagline"), FieldPanel("authority")], _("Identity")),
        MultiFieldPanel([FieldPanel("logo"), FieldPanel("accent")], _("Appearance")),
        MultiFieldPanel([FieldPanel("contact_phone"), FieldPanel("contact_email")], _("Contact")),
        MultiFieldPanel([FieldPanel("footer_text"), FieldPanel("demo_banner")], _("Shown on every page")),
        InlinePanel("partner_logos", heading=_("Partners"), label=_("partner")),
    ]
    select_related = ["logo"]

    class Meta:
        verbose_name = _("identity of the portal")

    @classmethod
    def base_queryset(cls):
        # Known with the settings themselves, so that a portal without partners spends no query on them.
        partners = PartnerLogo.objects.filter(settings=models.OuterRef("pk"))
        return super().base_queryset().annotate(has_partners=models.Exists(partners))

    def clean(self):
        super().clean()
        weight = file_weight(self.logo) if self.logo else 0
        if weight > self.MAX_LOGO:
            raise ValidationError(
                {"logo": _("This file weighs %(weight)s. A logo of %(most)s at most is plenty.")
                 % {"weight": filesizeformat(weight), "most": filesizeformat(self.MAX_LOGO)}}
            )  # fmt: skip

    @classmethod
    def of(cls, request) -> "SiteSettings":
        """Return the identity of the site that a request is for; the portal's own where there is no site yet."""
        return cls.for_request(request) if Site.find_for_request(request) else cls()

    def save(self, *args, **kwargs):
        self.accent = self.accent.lower()
        super().save(*args, **kwargs)

    @property
    def style_version(self) -> str:
        return identity.version(self.accent)

    @cached_property
    def partners(self) -> list["PartnerLogo"]:
        if self.pk is None or not getattr(self, "has_partners", True):
            return []
        return list(self.partner_logos.select_related("image"))


class PartnerLogo(Orderable):
    """Who stands behind the portal, at the foot of every page, in the order that the editor chose."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="partner_logos")
    name = models.CharField(_("name"), max_length=80)
    image = models.ForeignKey(
        CustomImage,
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Empty: the name is written instead."),
    )
    url = models.URLField(_("address of its site"), blank=True)

    panels = [FieldPanel("name"), FieldPanel("image"), FieldPanel("url")]

    class Meta(Orderable.Meta):
        verbose_name = _("partner’s logo")
        verbose_name_plural = _("partners’ logos")

    def __str__(self):
        return self.name


def text_language(page: Page) -> str:
    """Return the code of the language a text is really in: a page offered untranslated is an alias of its source."""
    if page.alias_of_id is None:
        return page.locale.language_code
    if page._meta.get_field("alias_of").is_cached(page):  # a list brought it along
        return page.alias_of.locale.language_code
    return Page.objects.values_list("locale__language_code", flat=True).get(pk=page.alias_of_id)


class BasePage(Page):
    """What every page of ours has: a summary for cards and search engines, a drawing, a picture to share."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences, shown in lists and under the title."),
    )
    drawing = models.CharField(_("drawing"), max_length=60, blank=True, choices=drawings.choices)
    social_image = models.ForeignKey(
        CustomImage,
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    base_form_class = PageForm

    # An address is printed on posters: it is the same in every language.
    override_translatable_fields = [SynchronizedField("slug", overridable=False)]
    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("drawing")]
    promote_panels = [*Page.promote_panels, FieldPanel("social_image")]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.AutocompleteField("summary")]

    class Meta:
        abstract = True

    @classmethod
    def to_show(cls) -> models.QuerySet:
        """The pages of this kind, each with what any page shows of others: no further query is spent on it."""
        restricted = models.Exists(PageViewRestriction.objects.all())
        along = cls.objects.select_related("locale", "alias_of__locale", "social_image")
        return along.annotate(portal_has_restrictions=restricted)

    @cached_property
    def content_language(self) -> str:
        return text_language(self)

    @property
    def is_untranslated(self) -> bool:
        return self.alias_of_id is not None and self.content_language != self.locale.language_code

    def get_view_restrictions(self):
        """Ask nothing more where the query that found the page saw no restriction in the whole portal."""
        if getattr(self, "portal_has_restrictions", True):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        request.habiter_page = self
        if self.is_untranslated:
            context["content_language"] = self.content_language
        return context
