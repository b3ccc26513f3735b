from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from indicators import views


class FiguresMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("events.view_figures")


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("chiffres/", views.figures, name="figures"),
        path("chiffres/seances/", views.figures_sessions, name="figures_sessions"),
        path("chiffres/conseil/", views.figures_requests, name="figures_requests"),
        path("chiffres/export/", views.figures_export, name="figures_export"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item():
    return FiguresMenuItem(_("Figures"), reverse("figures"), name="figures", icon_name=views.ICON, order=400)
