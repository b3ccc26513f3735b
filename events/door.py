"""The door: taps of several devices, late or twice, that add up right.

A tap says what its device showed when it was pressed (`seen`). Where somebody else has marked the household
differently meanwhile, nothing is written: the device shows both and a person decides. A tap sent again is answered
again, and written once.
"""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from events import attendance
from events.enums import Attendance
from events.models import DoorTap, Registration
from events.registration import locked_registration


@dataclass(frozen=True)
class Mark:
    """The state of a household at the door: people are zero unless it is present."""

    attendance: Attendance = Attendance.UNKNOWN
    adults: int = 0
    children: int = 0

    @classmethod
    def of(cls, registration: Registration) -> "Mark":
        return cls(Attendance(registration.attendance), registration.present_adults, registration.present_children)

    def __str__(self):
        return f"{self.attendance.value}.{self.adults}.{self.children}"


@dataclass(frozen=True)
class Tap:
    uuid: UUID
    registration_id: int
    wanted: Mark
    seen: Mark | None = None  # None: whatever it was, as from a page without a script


@dataclass(frozen=True)
class Outcome:
    """What stands after a tap. When it was not applied, `registration` says by whom and when it was marked."""

    registration: Registration
    was_applied: bool

    @property
    def mark(self) -> Mark:
        return Mark.of(self.registration)


def receive(tap: Tap, staff: User) -> Outcome:
    """Write one tap, once. Raises DomainError when the session is closed or the household holds no place."""
    with locked_registration(tap.registration_id) as registration:
        if known := DoorTap.objects.filter(pk=tap.uuid).first():
            return Outcome(registration, known.was_applied)
        current = Mark.of(registration)
        applies = tap.seen in (None, current) or tap.wanted == current
        if applies and tap.wanted != current:
            wanted = tap.wanted
            registration = attendance.mark(registration.pk, wanted.attendance, wanted.adults, wanted.children, by=staff)
        DoorTap.objects.create(
            uuid=tap.uuid, session_id=registration.session_id, registration=registration, staff=staff,
            was_applied=applies,
        )  # fmt: skip
    return Outcome(registration, applies)
