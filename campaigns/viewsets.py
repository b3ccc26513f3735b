from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from campaigns import staff_views as views
from campaigns.models import Material


class ReachMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.SEE)


class MaterialViewSet(SnippetViewSet):
    model = Material
    icon = "doc-full-inverse"
    menu_label = _("Material")
    list_display = ["__str__", "kind", "campaign", "licence"]
    list_filter = ["kind", "campaign"]


class PlacesViewSet(ViewSet):
    name = "posting_places"
    url_prefix = "affichage"
    icon = "pin"
    menu_label = _("Places of posting")
    menu_item_class = ReachMenuItem

    @cached_property
    def menu_name(self):
        return self.name

    def get_urlpatterns(self):
        return [path("", views.places, name="index")]


class ReachViewSet(PlacesViewSet):
    name = "campaign_reach"
    url_prefix = "diffusion"
    icon = "chart"
    menu_label = _("Reach of campaigns")

    def get_urlpatterns(self):
        return [path("", views.report, name="index"), path("export/", views.export, name="export")]


class CampaignViewSetGroup(SnippetViewSetGroup):
    items = (MaterialViewSet, PlacesViewSet, ReachViewSet)
    menu_label = _("Campaigns")
    menu_name = "campaigns"
    menu_icon = "media"
    menu_order = 250
