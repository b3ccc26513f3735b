"""How many seats are left, in words. Used by every list, page and form, so that they never disagree."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from events.enums import SessionStatus
from events.models import Session

FEW = 3


@dataclass(frozen=True)
class Seats:
    """`state` is one of free, few, full, open, closed; `left` counts people."""

    state: str
    text: str
    left: int = 0


def seats_left(session: Session) -> int:
    """Return the seats free to all, in people; never below zero. The session carries counts from `with_seats()`."""
    kept = max(0, session.seats_for_partners - session.taken_by_partners)
    return max(0, session.capacity - session.taken - kept)


def describe(session: Session) -> Seats:
    if session.status == SessionStatus.CANCELLED:
        return Seats("closed", pgettext("a session", "Cancelled"))
    if session.status == SessionStatus.NOT_HELD:
        return Seats("closed", _("Did not take place"))
    if session.is_past:
        return Seats("closed", _("Over"))
    if not session.requires_sign_up:
        return Seats("open", _("Open to all, no sign-up"))
    left = seats_left(session)
    if not left:
        return Seats("full", _("Full: waiting list"))
    text = ngettext("%(count)s place left", "%(count)s places left", left) % {"count": left}
    return Seats("few" if left <= FEW else "free", text, left)
