"""The agenda and the text about an event, in one language."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.models import BasePage
from events.models.programme import Event


class EventIndexPage(BasePage):
    """The agenda: every published session from today, filtered by a plain form."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request, *args, **kwargs):
        from events import agenda  # reads the query string through a form, which needs these models

        return super().get_context(request, *args, **kwargs) | agenda.context(request)


class EventPage(BasePage):
    """What an event is about, in one language. Dates, seats and sign-ups belong to the event, not to this page."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="pages")
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "ul", "ol", "link", "document-link"], blank=True)

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("event", overridable=False),
        SynchronizedField("drawing", overridable=False),
    ]

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("event", read_only=True)]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def get_context(self, request, *args, **kwargs):
        from events import event_dates  # reads pages, which these models define

        return super().get_context(request, *args, **kwargs) | event_dates.context(self, request)
