from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from guides.models import Repair, SimpleApproval, Source


class RepairViewSet(SnippetViewSet):
    model = Repair
    icon = "table"
    list_display = ["equipment", "slug", "status", "checked_on"]
    list_filter = ["status"]
    panels = [
        FieldRowPanel([FieldPanel("slug"), FieldPanel("status"), FieldPanel("checked_on")]),
        FieldPanel("equipment"), FieldPanel("rooms"), FieldPanel("tenant"), FieldPanel("landlord"),
        FieldPanel("coownership"), FieldPanel("exception"), FieldPanel("basis"), FieldPanel("source_keys"),
    ]  # fmt: skip


class SourceViewSet(SnippetViewSet):
    model = Source
    icon = "openquote"
    list_display = ["label", "key"]
    search_fields = ["label", "key"]
    panels = [FieldPanel("key"), FieldPanel("label"), FieldPanel("url")]


class SimpleApprovalViewSet(SnippetViewSet):
    """Who read a simple version: names for the team alone."""

    model = SimpleApproval
    icon = "check"
    list_display = ["page", "readers_count", "approved_on"]
    panels = [FieldPanel("page"), FieldPanel("readers"), FieldPanel("approved_on")]


class GuideRecords(SnippetViewSetGroup):
    items = (RepairViewSet, SourceViewSet, SimpleApprovalViewSet)
    menu_icon = "doc-full"
    menu_label = _("Guides")
    menu_name = "guides"
    menu_order = 160
