from django.db import models
from django.http import HttpResponsePermanentRedirect
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.models import BasePage
from territory.models import Neighbourhood


class NeighbourhoodIndexPage(BasePage):
    """The 13 neighbourhoods, and the form without a script that leads to one of them."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NeighbourhoodPage"]
    template = "home/neighbourhood_index_page.html"

    class Meta:
        verbose_name = _("list of neighbourhoods")

    def serve(self, request, *args, **kwargs):
        from home import near  # reads the query string through a form, which needs these models

        return near.chosen(self, request) or super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from home import near

        return super().get_context(request, *args, **kwargs) | near.index_context(self, request)


class NeighbourhoodPage(BasePage):
    """One neighbourhood. What happens there and who to call come from records; editors may add a text."""

    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), on_delete=models.PROTECT, related_name="pages"
    )
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "ul", "ol", "link"], blank=True)

    parent_page_types = ["home.NeighbourhoodIndexPage"]
    subpage_types: list[str] = []
    template = "home/neighbourhood_page.html"
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("neighbourhood", overridable=False),
        SynchronizedField("drawing", overridable=False),
    ]

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("neighbourhood", read_only=True)]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("location")]

    class Meta:
        verbose_name = _("neighbourhood page")
        verbose_name_plural = _("neighbourhood pages")

    @classmethod
    def to_show(cls):
        return super().to_show().select_related("neighbourhood__commune")

    @property
    def is_untranslated(self) -> bool:
        """What the records say is in the reader's language: only an editor's own words are not."""
        return bool(self.summary or self.body) and super().is_untranslated

    @property
    def lead(self) -> str:
        name = {"name": self.neighbourhood.name}
        return self.summary or gettext("Workshops, who to call and guides for %(name)s.") % name

    def search_words(self) -> list[str]:
        """Return what else search finds the page by: other names and the commune."""
        own = pgettext("what search finds a neighbourhood page by", "neighbourhood")
        return [own, *self.neighbourhood.other_names, self.neighbourhood.commune.name]

    def location(self) -> str:
        return self.neighbourhood.location

    def serve(self, request, *args, **kwargs):
        from home import near

        if merged := near.address_of_merged(self, request):
            return HttpResponsePermanentRedirect(merged)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from home import near

        return super().get_context(request, *args, **kwargs) | near.page_context(self, request)
