from django import template
from django.utils import translation

from guides.facts import link
from guides.models import GuidePage

register = template.Library()


@register.inclusion_tag("guides/guides_about.html", takes_context=True)
def guides_about(context, themes, limit=3):
    """Name the guides about any of the themes, in the reader's language: nothing where there is none."""
    request = context.get("request")
    guides = GuidePage.objects.in_active_language(translation.get_language())
    about = guides.filter(pk__in=GuidePage.themes.through.objects.filter(theme__in=themes).values("guidepage"))
    found = about.select_related("locale", "alias_of__locale").order_by("title")[: int(limit)]
    return {"guides": [link(guide, request) for guide in found]}
