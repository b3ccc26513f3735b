from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from campaigns.staff_views import PLACE_KEPT
from campaigns.viewsets import CampaignViewSetGroup

register_snippet(CampaignViewSetGroup)


@hooks.register("register_log_actions")
def log_actions(actions):
    actions.register_action(PLACE_KEPT, _("Keep a place of posting"), _("Place of posting kept"))
