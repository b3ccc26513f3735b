from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from territory.models import ContactPoint, Landlord, Neighbourhood, Partner, Venue


class NeighbourhoodViewSet(SnippetViewSet):
    model = Neighbourhood
    icon = "site"
    list_display = ["name", "commune", "is_new_in_2024"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"), FieldPanel("slug"), FieldPanel("commune"), FieldPanel("qpv_code"), FieldPanel("location"),
        FieldPanel("landlords"), FieldPanel("is_new_in_2024"), FieldPanel("order"),
        FieldPanel("merged_into"),
    ]  # fmt: skip


class LandlordViewSet(SnippetViewSet):
    model = Landlord
    icon = "home"
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]


class PartnerViewSet(SnippetViewSet):
    model = Partner
    icon = "group"
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]


class VenueViewSet(SnippetViewSet):
    model = Venue
    icon = "globe"
    list_display = ["name", "neighbourhood", "is_step_free"]
    list_filter = ["neighbourhood"]
    search_fields = ["name", "address"]
    panels = [
        FieldPanel("name"), FieldPanel("neighbourhood"), FieldPanel("address"), FieldPanel("directions"),
        FieldPanel("is_step_free"), FieldPanel("has_lift"), FieldPanel("has_hearing_loop"), FieldPanel("has_toilets"),
    ]  # fmt: skip


class ContactPointViewSet(SnippetViewSet):
    model = ContactPoint
    icon = "mobile-alt"
    list_display = ["label", "number", "kind", "checked_on"]
    list_filter = ["kind"]
    panels = [
        FieldPanel("label"), FieldPanel("kind"), FieldPanel("number"), FieldPanel("phone"), FieldPanel("email"),
        FieldPanel("landlord"), FieldPanel("neighbourhoods"), FieldPanel("checked_on"), FieldPanel("source"),
        FieldPanel("order"),
    ]  # fmt: skip


class TerritoryViewSetGroup(SnippetViewSetGroup):
    items = (NeighbourhoodViewSet, VenueViewSet, ContactPointViewSet, LandlordViewSet, PartnerViewSet)
    menu_icon = "site"
    menu_label = _("Territory")
    menu_name = "territory"
    menu_order = 400


register_snippet(TerritoryViewSetGroup)
