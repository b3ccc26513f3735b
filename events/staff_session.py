"""What one member of staff may see of one session, read in a constant number of queries."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import User
from engagement.enums import Need
from events import seats
from events.enums import AgeBand, Attendance, OfferState, SessionStatus
from events.models import Offer, Registration, Session
from events.staff_household_forms import MarkForm

LIST_OPENED = "events.session.list_opened"
NEEDS = dict(Need.choices)


@dataclass
class Household:
    """A line of the screen: the registration, its needs in words, its form for who came, its rank when it waits."""

    registration: Registration
    rank: int = 0
    form: MarkForm | None = None

    @property
    def offer(self) -> Offer | None:
        return next(iter(self.registration.open_offers), None)

    @property
    def ages(self) -> list[str]:
        bands = dict(AgeBand.choices)
        return [f"{count} × {bands[band]}" for band, count in sorted(self.registration.ages.items()) if band in bands]

    @property
    def needs(self) -> list[str]:
        return [str(NEEDS.get(need, need)) for need in self.registration.needs]


@dataclass
class Screen:
    session: Session
    confirmed: list[Household]
    waiting: list[Household]
    hidden: int = 0  # households that this user may count, not read
    may_write: bool = False
    sees_names: bool = False
    shows_note: bool = False
    marked: int = field(init=False)

    def __post_init__(self):
        known = [each for each in self.confirmed if each.registration.attendance != Attendance.UNKNOWN]
        self.marked = len(known)

    @property
    def is_open(self) -> bool:
        """Whether the list may still change: neither closed nor cancelled."""
        return self.session.status == SessionStatus.PLANNED

    @property
    def seats_in_words(self) -> str:
        session = self.session
        taken = ngettext("%(count)s person", "%(count)s people", session.taken) % {"count": session.taken}
        words = _("%(people)s signed up for %(capacity)s places") % {"people": taken, "capacity": session.capacity}
        if session.waiting:
            more = ngettext("%(count)s person is waiting", "%(count)s people are waiting", session.waiting)
            words += ", " + more % {"count": session.waiting}
        return words

    @property
    def state(self) -> str:
        session = self.session
        if session.is_closed or session.status == SessionStatus.CANCELLED:
            return session.get_status_display().capitalize()
        if session.is_over:
            return _("Over, to close")
        return _("Under way") if session.is_past else seats.describe(session).text

    @property
    def present(self) -> int:
        """People counted so far, with and without a name."""
        return sum(each.registration.people_present for each in self.confirmed) + self.session.headcount


def may_write(user: User) -> bool:
    return user.has_perm("events.change_session") and not user.is_landlord_partner


def visible_session(user: User, pk: int) -> Session:
    """Return a session with its seats; one that the user may not see is as unknown as one that does not exist."""
    prefetch_related_objects([user], "groups")  # the role is asked for at each step
    sessions = Session.objects.visible_to(user).with_seats()
    session = sessions.select_related("event", "venue__neighbourhood", "closed_by").filter(pk=pk).first()
    if session is None:
        raise Http404
    return session


def read_screen(user: User, session: Session) -> Screen:
    """Read the lists that this user may see. Others are counted, never named."""
    everybody = Registration.objects.active().filter(session=session)
    sees_names = user.has_perm("events.view_registration")
    mine = everybody.visible_to(user) if sees_names else everybody.none()
    ranks = {pk: n for n, pk in enumerate(everybody.waiting().values_list("pk", flat=True), 1)}
    rows = list(mine.select_related("person", "neighbourhood", "landlord").order_by("joined_at", "id").prefetch_related(
        Prefetch("offers", Offer.objects.filter(state=OfferState.OPEN), to_attr="open_offers"), "answers__question"
    ))  # fmt: skip
    for row in rows:
        row.session = session
    confirmed = [Household(row, form=MarkForm(registration=row)) for row in rows if row.is_confirmed]
    return Screen(
        session=session, confirmed=sorted(confirmed, key=lambda each: each.registration.name.casefold()),
        waiting=[Household(row, rank=ranks.get(row.pk, 0)) for row in rows if not row.is_confirmed],
        hidden=everybody.count() - len(rows), may_write=may_write(user), sees_names=sees_names,
        shows_note=not user.is_landlord_partner,
    )  # fmt: skip


def record_reading(user: User, screen: Screen) -> None:
    record_reading_of(user, screen.session, bool(screen.confirmed or screen.waiting))


def record_reading_of(user: User, session: Session, has_names: bool) -> None:
    """Write once an hour who opened which list of names."""
    if not has_names:
        return
    lately = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Session), object_id=str(session.pk), user=user,
        action=LIST_OPENED, timestamp__gte=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    if not lately.exists():
        log(session, LIST_OPENED, user=user)
