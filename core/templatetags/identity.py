"""The identity of the portal where the frame of public pages is not: Wagtail's own screens, errors."""

from django import template

from core.models import SiteSettings

register = template.Library()


@register.simple_tag(takes_context=True)
def portal_identity(context) -> SiteSettings:
    request = context.get("request")
    return SiteSettings.of(request) if request else SiteSettings()
