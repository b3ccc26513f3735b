from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from engagement import keeping, rights
from engagement.privacy_viewsets import PersonalData
from engagement.staff_processing_views import REGISTER_EXPORTED, REGISTER_READ
from engagement.staff_purge_views import PURGES_EXPORTED, PURGES_READ, lines_of
from engagement.staff_views import LIST_READ
from engagement.viewsets import CallsToMake, DeliveryLog, FailedMessages

# After the rooms whose rows hold contacts and messages.
hooks.register("my_work_lines", lines_of)
hooks.register("retention_kinds", keeping.retention_kinds, order=100)
hooks.register("personal_data", keeping.personal_data, order=100)


@hooks.register("register_admin_viewset")
def messages_to_see_to():
    return [CallsToMake(), FailedMessages(), DeliveryLog(), PersonalData()]


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(LIST_READ, _("Read a list of messages"), _("List of messages with contacts read"))
    actions.register_action(rights.SEARCHED, _("Search a person"), _("Person searched for a request of rights"))
    actions.register_action(rights.FOUND, _("Open what is held of a person"), _("What is held of a person opened"))
    actions.register_action(rights.EXPORTED, _("Export what is held of a person"), _("Data of a person exported"))
    actions.register_action(rights.ERASED, _("Erase a person"), _("Data of a person erased"))
    actions.register_action(
        rights.ERASED_AGAIN, _("Erase a person again, after a restore"), _("Data of a person erased again")
    )
    actions.register_action(PURGES_READ, _("Read the purges"), _("List of purges read"))
    actions.register_action(PURGES_EXPORTED, _("Export the destruction list"), _("Destruction list exported"))
    actions.register_action(REGISTER_READ, _("Read the register"), _("Register of processing read"))
    actions.register_action(REGISTER_EXPORTED, _("Export the register"), _("Register of processing exported"))
    actions.register_action("engagement.message.called", _("Tell by telephone"), _("Told by telephone"))
    actions.register_action("engagement.message.resend", _("Send again"), _("Message sent again"))
