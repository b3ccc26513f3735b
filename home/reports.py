from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from home import search_misses
from home.models import SearchMiss

DAYS = 90


class MissesReport(ReportView):
    """What people searched and did not find: words for the next guide, or for the everyday words of search."""

    index_url_name = "search_misses"
    index_results_url_name = "search_misses_results"
    page_title = _("Searches that found nothing, of the last 90 days")
    header_icon = "search"
    model = SearchMiss
    permission_policy = ModelPermissionPolicy(SearchMiss)
    permission_required = "view"
    is_searchable = False
    columns = [
        Column("words", label=pgettext_lazy("column of a report", "Words")),
        Column("language", label=pgettext_lazy("column of a report", "Language")),
        Column("times", label=pgettext_lazy("column of a report", "Times")),
        DateColumn("last", label=pgettext_lazy("column of a report", "Last")),
    ]

    def get_queryset(self):
        return search_misses.report(DAYS)

    def get_base_queryset(self):
        return self.get_queryset()
