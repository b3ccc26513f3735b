from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from engagement import keeping
from engagement.viewsets import CallsToMake, FailedMessages

hooks.register("retention_kinds", keeping.retention_kinds, order=100)  # after the rooms whose rows hold them


@hooks.register("register_admin_viewset")
def messages_to_see_to():
    return [CallsToMake(), FailedMessages()]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action("engagement.message.called", _("Tell by telephone"), _("Told by telephone"))
    actions.register_action("engagement.message.resend", _("Send again"), _("Message sent again"))
