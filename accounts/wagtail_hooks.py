from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button

from accounts import second_factor as factor
from accounts import staff_views as views


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("second-facteur/", views.second_factor, name="second_factor"),
        path("second-facteur/<int:pk>/oublier/", views.forget_second_factor, name="forget_second_factor"),
    ]


@hooks.register("register_account_menu_item")
def account_item(request):
    return {
        "url": reverse("second_factor"), "label": _("Second factor"),
        "help_text": _("A code of your phone at each login, so that a stolen password is not enough."),
    }  # fmt: skip


@hooks.register("register_user_listing_buttons")
def listing_buttons(user, request_user):
    if user.second_factor_at and views.may_forget(request_user, user):
        url = reverse("forget_second_factor", args=[user.pk])
        yield Button(_("Forget the second factor"), url=url, icon_name="key", priority=40)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(factor.SET, _("Set a second factor"), _("Second factor set"))
    actions.register_action(factor.OFF, _("Turn off a second factor"), _("Second factor turned off"))
    actions.register_action(factor.CODES, _("Make recovery codes"), _("New recovery codes made"))
    actions.register_action(factor.FORGOTTEN, _("Forget a second factor"), _("Second factor of a colleague forgotten"))
