from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from engagement.viewsets import CallsToMake, DeliveryLog, FailedMessages


@hooks.register("register_admin_viewset")
def messages_to_see_to():
    return [CallsToMake(), FailedMessages(), DeliveryLog()]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("engagement.message.called", _("Tell by telephone"), _("Told by telephone"))
    actions.register_action("engagement.message.resend", _("Send again"), _("Message sent again"))
