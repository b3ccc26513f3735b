"""The portal for the race: a pause between counting seats and writing, as on a slow disk, so that a race shows itself.

RACE_LOCK=off takes the lock of a session away: the negative control. Never served to anybody.
"""

import os
import time
from contextlib import contextmanager

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")
application = get_wsgi_application()  # sets Django up, which the models below need

from events import registration  # noqa: E402
from events.models import Session  # noqa: E402

__all__ = ["application"]

PAUSE = 0.1
count_free_seats = registration.free_seats


def slow_free_seats(session: Session, *origin) -> int:
    free = count_free_seats(session, *origin)
    time.sleep(PAUSE)
    return free


@contextmanager
def unlocked_session(session_id: int):
    yield Session.objects.get(pk=session_id)


registration.free_seats = slow_free_seats
if os.environ.get("RACE_LOCK") == "off":
    registration.locked_session = unlocked_session
