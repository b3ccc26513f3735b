from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.blocks import BodyBlock
from core.models import BasePage


class HomePage(BasePage):
    lead = models.TextField(_("under the title"), max_length=300, blank=True)
    search_hint = models.CharField(_("example in the search box"), max_length=80, blank=True)
    copro_text = models.TextField(_("to co-owners"), max_length=300, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    override_translatable_fields: list = []  # home pages are brothers: their slugs differ
    subpage_types = [
        "guides.GuideIndexPage",
        "events.EventIndexPage",
        "copro.CoproIndexPage",
        "campaigns.CampaignIndexPage",
        "home.NeighbourhoodIndexPage",
        "home.PlainPage",
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("lead"),
        FieldPanel("search_hint"),
        FieldPanel("copro_text"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        from home import front

        return super().get_context(request, *args, **kwargs) | front.context(self, request)


class PlainPage(BasePage):
    """A page of text: about, legal notice, privacy, accessibility, who to call."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    is_legal = models.BooleanField(_("listed at the foot of every page"), default=False)

    parent_page_types = ["home.HomePage", "home.PlainPage"]
    subpage_types = ["home.PlainPage"]
    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("is_legal")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
