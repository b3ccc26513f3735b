from django import template

from events.listing import with_pages
from events.models import Event, Session

register = template.Library()


@register.inclusion_tag("events/upcoming_sessions.html", takes_context=True)
def upcoming_sessions(context, themes=None, neighbourhood=None, limit=3, compact=False, kind=""):
    """Show the next sessions that one can join, about any of the themes, of a kind, in a neighbourhood or anywhere."""
    sessions = Session.objects.open_to_sign_up()
    if themes is not None:
        sessions = sessions.filter(event__in=Event.objects.filter(themes__in=themes))
    if neighbourhood is not None:
        sessions = sessions.filter(venue__neighbourhood=neighbourhood)
    if kind:
        sessions = sessions.filter(event__kind=kind)
    request = context.get("request")
    return {"sessions": with_pages(sessions.for_lists()[: int(limit)], request), "compact": compact}
