"""Sessions held, who signed up and who came: only sessions closed as held count, on the local day they begin.

The unit of `sessions` is the session, of `households` the registration, of everything else the person.
"""

from django.db.models import Case, CharField, Count, F, Max, Q, Sum, Value, When, Window
from django.db.models.functions import Coalesce, ExtractYear, RowNumber
from django.utils import formats, timezone

from engagement.enums import Housing
from events.enums import Attendance
from events.models import Registration, RegistrationQuerySet, Session
from indicators.counting import (
    NO_LANDLORD,
    OTHER_LANDLORD,
    UNKNOWN,
    Contribution,
    Figures,
    Scope,
    as_row,
    place_row,
)

PRESENT = F("present_adults") + F("present_children")
A_YEAR = [F("household"), ExtractYear("session__starts_at")]
HEADCOUNT = F("headcount_adults") + F("headcount_children")


# The row of a household, and of a session, in each breakdown.
HOUSEHOLD_ROWS = {
    "in_neighbourhood": place_row("neighbourhood", "whereabouts"),
    "in_landlord": Case(
        When(landlord__isnull=False, then=as_row("landlord_id")),
        When(housing=Housing.SOCIAL_TENANT, then=Value(OTHER_LANDLORD)),
        When(housing__in=[Housing.PRIVATE_TENANT, Housing.OWNER], then=Value(NO_LANDLORD)),
        default=Value(UNKNOWN),
        output_field=CharField(),
    ),
    "in_kind": F("session__event__kind"),
}
SESSION_ROWS = {
    "in_neighbourhood": Coalesce(as_row("venue__neighbourhood_id"), Value(UNKNOWN), output_field=CharField()),
    "in_kind": F("event__kind"),
}


def registrations(scope: Scope) -> RegistrationQuerySet:
    """Return the households with a confirmed place at these sessions, each with its row in every breakdown."""
    visible = Registration.objects.visible_to(scope.user) if scope.user else Registration.objects.all()
    sessions = scope.sessions().order_by().values("pk")
    return visible.holding_a_seat().filter(session__in=sessions).order_by().annotate(**HOUSEHOLD_ROWS)


def count(scope: Scope, figures: Figures) -> None:
    """Add sessions and people, in three queries whatever their number (plus those that know the user's role)."""
    _count_sessions(scope, figures)
    _count_households(scope, figures)
    _count_contacts(scope, figures)


def _count_sessions(scope: Scope, figures: Figures) -> None:
    """Sessions held, by venue and kind; and the head-count, of which nobody knows where it lives."""
    groups = scope.sessions().order_by().annotate(**SESSION_ROWS).values(*SESSION_ROWS)
    for group in groups.annotate(held=Count("pk"), heads=Sum(HEADCOUNT)):
        place, kind = group["in_neighbourhood"], group["in_kind"]
        figures.add({"neighbourhood": place, "kind": kind}, sessions=group["held"])
        nowhere = {"neighbourhood": UNKNOWN, "landlord": UNKNOWN, "kind": kind}
        figures.add(nowhere, present=group["heads"], nameless=group["heads"])


def _count_households(scope: Scope, figures: Figures) -> None:
    """Households signed up, their people, those who came; those without a contact are distinct each time."""
    came = Q(attendance=Attendance.PRESENT)
    groups = registrations(scope).values(*HOUSEHOLD_ROWS)
    groups = groups.annotate(
        signed_up=Count("pk"),
        places=Sum("seats"),
        people=Coalesce(Sum(PRESENT, filter=came), 0),
        unreachable=Coalesce(Sum(PRESENT, filter=came & Q(household__isnull=True)), 0),
    )
    for group in groups:
        rows = {name.removeprefix("in_"): group[name] for name in HOUSEHOLD_ROWS}
        figures.add(rows, households=group["signed_up"], seats=group["places"], present=group["people"])
        figures.add(rows, distinct=group["unreachable"])


def _count_contacts(scope: Scope, figures: Figures) -> None:
    """Distinct people: of each contact and year the largest number at once, in the row of its latest session.

    A key is a contact's for one year (engagement.pseudonyms): over two years somebody counts once a year.
    """
    latest_first = [F("session__starts_at").desc(), F("pk").desc()]
    came = registrations(scope).came().filter(household__isnull=False)
    came = came.annotate(
        people=Window(Max(PRESENT), partition_by=A_YEAR),
        recency=Window(RowNumber(), partition_by=A_YEAR, order_by=latest_first),
    )
    latest = came.filter(recency=1).values_list("in_neighbourhood", "in_landlord", "people")
    for place, landlord, people in latest:
        figures.add({"neighbourhood": place, "landlord": landlord}, distinct=people)


def contributions(scope: Scope, figure: str, breakdown: str = "", row: str = "") -> list[Contribution]:
    """Return the sessions behind one figure, the oldest first, in two queries. Their values add up to it.

    For `distinct` they are how many people of the row came to it, and do not add up: somebody who came to three
    sessions is one person.
    """
    named = _named_by_session(scope, figure, breakdown, row)
    sessions = scope.sessions().annotate(**SESSION_ROWS).select_related("event", "venue__neighbourhood")
    return [
        of_session(session, value) for session in sessions.order_by("starts_at", "pk")
        if (value := named.get(session.pk, 0) + _unnamed(session, figure, breakdown, row))
    ]  # fmt: skip


def of_session(session: Session, value: int, whole: int | None = None) -> Contribution:
    when = formats.date_format(timezone.localtime(session.starts_at), "SHORT_DATETIME_FORMAT")
    return Contribution(session.event.title, session.get_admin_url(), when, str(session.venue), value, whole)


def _named_by_session(scope: Scope, figure: str, breakdown: str, row: str) -> dict[int, int]:
    came = Coalesce(Sum(PRESENT, filter=Q(attendance=Attendance.PRESENT)), 0)
    sums = {"households": Count("pk"), "seats": Sum("seats"), "present": came, "distinct": came}
    if figure not in sums:
        return {}
    households = registrations(scope)
    if breakdown:
        households = households.filter(**{f"in_{breakdown}": row})
    return dict(households.values("session").annotate(value=sums[figure]).values_list("session", "value"))


def _unnamed(session: Session, figure: str, breakdown: str, row: str) -> int:
    """Return what a session brings by itself: one session, or its head-count."""
    if figure == "sessions":
        return int(not breakdown or row == getattr(session, f"in_{breakdown}", None))
    if figure not in {"present", "nameless"}:
        return 0
    own_row = session.in_kind if breakdown == "kind" else UNKNOWN
    return session.headcount if not breakdown or row == own_row else 0
