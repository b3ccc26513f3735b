from wagtail.snippets.models import register_snippet

from campaigns.viewsets import CampaignViewSetGroup

register_snippet(CampaignViewSetGroup)
