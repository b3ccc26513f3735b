from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    default = True
    name = "accounts"
    verbose_name = _("Accounts")


class StaffScreensConfig(WagtailUsersAppConfig):
    """Wagtail's app of users, with our screens."""

    user_viewset = "accounts.viewsets.StaffViewSet"
