"""The poster of a session: when, where, and a code that leads to its page and is counted by place of posting."""

from django.utils.translation import gettext as _

from core.templatetags.habiter import day_long, hour
from engagement.posters import Poster
from engagement.short_links import link_to
from events.models import Session


def poster_of(session: Session) -> Poster:
    """Return the words of a session's sheets in the active language; `session` carries `page` and `title`."""
    venue = session.venue
    when = _("%(day)s, %(begins)s to %(ends)s") % {
        "day": day_long(session.starts_at), "begins": hour(session.starts_at), "ends": hour(session.ends_at),
    }  # fmt: skip
    return Poster(
        title=session.title, message=session.page.summary, drawing=session.page.drawing, tint=session.event.tint,
        link=link_to(session.page, venue.neighbourhood),
        facts=[when, ", ".join(part for part in (venue.name, venue.address) if part)],
    )  # fmt: skip
