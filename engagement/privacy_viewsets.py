"""The menu “Personal data”: rights of persons, purges, register of processing."""

from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from engagement import staff_processing_views as register
from engagement import staff_purge_views as purges
from engagement import staff_rights_views as rights


class RightsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(rights.PERMISSION)


class ReportsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(purges.PERMISSION)


class PersonalDataViewSet(ViewSet):
    menu_item_class = ReportsMenuItem

    @cached_property
    def menu_name(self):
        return self.name


class Rights(PersonalDataViewSet):
    name = "rights"
    url_prefix = "droits"
    icon = "user"
    menu_label = _("Rights of persons")
    menu_order = 10
    menu_item_class = RightsMenuItem

    def get_urlpatterns(self):
        return [
            path("", rights.search, name="index"),
            path("<slug:kind>/<int:pk>/", rights.file, name="file"),
            path("<slug:kind>/<int:pk>/copie/", rights.export, name="export"),
            path("<slug:kind>/<int:pk>/effacer/", rights.erase, name="erase"),
        ]


class Purges(PersonalDataViewSet):
    name = "purges"
    url_prefix = "destructions"
    icon = "bin"
    menu_label = _("Purges and destruction list")
    menu_order = 20

    def get_urlpatterns(self):
        return [
            path("", purges.purges, name="index"),
            path("export/", purges.export, name="export"),
            path("liste.pdf", purges.printed, name="printed"),
        ]


class Processing(PersonalDataViewSet):
    name = "processing"
    url_prefix = "registre"
    icon = "list-ul"
    menu_label = _("Register of processing")
    menu_order = 30

    def get_urlpatterns(self):
        return [
            path("", register.register, name="index"),
            path("export/", register.export, name="export"),
            path("registre.pdf", register.printed, name="printed"),
        ]


class PersonalData(ViewSetGroup):
    menu_label = _("Personal data")
    menu_name = "personal_data"
    menu_icon = "lock"
    menu_order = 420
    items = (Rights, Purges, Processing)
