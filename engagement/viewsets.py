from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from engagement import staff_views as views
from engagement.staff_log import delivery_log


class MessageMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm(views.PERMISSION)


class MessageViewSet(ViewSet):
    """A list of messages that wait for somebody, each with one button, in the menu of activities."""

    menu_hook = "register_activities_menu_item"
    menu_item_class = MessageMenuItem

    @cached_property
    def menu_name(self):
        return self.name


class CallsToMake(MessageViewSet):
    name = "calls_to_make"
    url_prefix = "appels"
    icon = "mobile-alt"
    menu_label = _("Calls to make")
    menu_order = 30

    def get_urlpatterns(self):
        return [
            path("", views.calls, name="index"),
            path("<int:pk>/", views.called, name="called"),
        ]


class FailedMessages(MessageViewSet):
    name = "failed_messages"
    url_prefix = "messages-en-echec"
    icon = "warning"
    menu_label = _("Failed messages")
    menu_order = 40

    def get_urlpatterns(self):
        return [
            path("", views.failed, name="index"),
            path("<int:pk>/", views.resend, name="resend"),
        ]


class DeliveryLog(MessageViewSet):
    name = "delivery_log"
    url_prefix = "messages"
    icon = "mail"
    menu_label = _("Delivery log")
    menu_order = 50

    def get_urlpatterns(self):
        return [path("", delivery_log, name="index")]
