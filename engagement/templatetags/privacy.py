from django import template

from engagement import processing

register = template.Library()


@register.inclusion_tag("engagement/privacy_notice.html", takes_context=True)
def privacy_notice(context, slug: str) -> dict:
    """The notice of one treatment of the register, under the form that takes its data (GDPR art. 13)."""
    return {"treatment": processing.treatment(slug), "privacy_url": context["frame"].privacy_url}
