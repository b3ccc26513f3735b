"""The portal for the race: a pause between counting seats and writing, as on a slow disk, so that a race shows itself.

RACE_LOCK=off takes the lock of a session away: the negative control. Never served to anybody.
"""

import os
import time
from contextlib import contextmanager

from events import registration
from events.models import Session
from portal.wsgi import application  # isort: split  (first: it sets Django up)

__all__ = ["application"]

PAUSE = 0.02
count_free_seats = registration.free_seats


def slow_free_seats(session: Session) -> int:
    free = count_free_seats(session)
    time.sleep(PAUSE)
    return free


@contextmanager
def unlocked_session(session_id: int):
    yield Session.objects.get(pk=session_id)


registration.free_seats = slow_free_seats
if os.environ.get("RACE_LOCK") == "off":
    registration.locked_session = unlocked_session
