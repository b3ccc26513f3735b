from urllib.parse import urlencode

from django import template
from django.urls import reverse

register = template.Library()


@register.simple_tag
def cell_url(cell, query) -> str:
    """Return the address of the sessions behind a cell, in the same period."""
    return cell.url(query)


@register.simple_tag
def figures_address(name, query, **more) -> str:
    """Return a screen of figures by its URL name, in the same period."""
    return f"{reverse(name)}?{urlencode(query | more)}"
