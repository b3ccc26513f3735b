"""How many seats are left, in words. Used by every list, page and form, so that they never disagree."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from core.templatetags.habiter import day_and_month, hour
from events.enums import SessionStatus
from events.models import Session

FEW = 3
SETTLED = {
    SessionStatus.CANCELLED: lambda: pgettext("a session", "Cancelled"),
    SessionStatus.NOT_HELD: lambda: _("Did not take place"),
    SessionStatus.HELD: lambda: _("Took place"),
}


@dataclass(frozen=True)
class Seats:
    """`state` is one of free, few, full, open, soon, closed; `left` counts people."""

    state: str
    text: str
    left: int = 0


def seats_left(session: Session) -> int:
    """Return the seats free to all, in people; never below zero. The session carries counts from `with_seats()`."""
    kept = max(0, session.seats_for_partners - session.taken_by_partners)
    return max(0, session.capacity - session.taken - kept)


def describe(session: Session) -> Seats:
    if words := SETTLED.get(session.status):
        return Seats("closed", words())
    if session.is_past:
        return Seats("closed", _("Over") if session.is_over else _("Under way"))
    if not session.requires_sign_up:
        return Seats("open", _("Open to all, no sign-up"))
    now = timezone.now()
    if session.sign_up_opens_at and session.sign_up_opens_at > now:
        return Seats("soon", _("Sign-up opens on %(day)s at %(hour)s") % moment(session.sign_up_opens_at))
    if session.sign_up_closes_at and session.sign_up_closes_at <= now:
        return Seats("closed", _("Sign-up is closed"))
    left = seats_left(session)
    if not left:
        return Seats("full", _("Full: waiting list"))
    text = ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}
    return Seats("few" if left <= FEW else "free", text, left)


def moment(value: datetime) -> dict[str, str]:
    return {"day": day_and_month(value), "hour": hour(value)}
