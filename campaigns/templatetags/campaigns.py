from django import template
from django.utils import translation

from campaigns.listing import card
from campaigns.models import CampaignPage

register = template.Library()


@register.inclusion_tag("campaigns/current_campaigns.html", takes_context=True)
def current_campaigns(context, neighbourhood=None, limit=3):
    """Show the campaigns that run or are to come, in a neighbourhood (those of everywhere among them) or anywhere."""
    campaigns = (
        CampaignPage.objects.live()
        .current()
        .filter(locale__language_code=translation.get_language(), view_restrictions=None)
    )
    if neighbourhood is not None:
        campaigns = campaigns.in_neighbourhood(neighbourhood)
    request = context.get("request")
    return {"cards": [card(each, request) for each in campaigns.for_cards().in_order()[: int(limit)]]}
