from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from home.models import EverydayWords
from home.reports import MissesReport


class EverydayWordsViewSet(SnippetViewSet):
    model = EverydayWords
    icon = "search"
    list_display = ["said", "means", "language"]
    list_filter = ["language"]
    search_fields = ["said", "means"]


register_snippet(EverydayWordsViewSet)


class MissesMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("home.view_searchmiss")


@hooks.register("register_reports_menu_item")
def misses_menu_item():
    return MissesMenuItem(_("Searches that found nothing"), reverse("search_misses"), icon_name="search", order=900)


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("reports/recherches/", MissesReport.as_view(), name="search_misses"),
        path("reports/recherches/resultats/", MissesReport.as_view(results_only=True), name="search_misses_results"),
    ]
