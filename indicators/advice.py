"""Advice to co-ownerships: the requests received in the period and what became of them; contacts held in the period."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import CharField, Count, F, Model, Q, QuerySet, Value, Window
from django.db.models.functions import Coalesce, RowNumber
from django.utils import formats, timezone

from copro.enums import EntryKind, RequestStatus
from copro.models import AdviceRequest, CoOwnership, CoOwnershipEntry, RequestEntry
from indicators.counting import UNKNOWN, Contribution, Figures, Scope, as_row, place_row
from territory.models import Neighbourhood

CONTACTS = {EntryKind.CALL: "calls", EntryKind.VISIT: "visits", EntryKind.MEETING: "meetings"}


def conditions() -> dict[str, Q]:
    """Return what a request must be to count in each figure."""
    promised = timedelta(days=settings.REQUEST_ANSWER_DAYS)
    return {
        "requests": Q(pk__isnull=False),
        "answered": Q(answered_at__isnull=False),
        "in_time": Q(wait__lte=promised),
        "closed": Q(status=RequestStatus.CLOSED),
    }


def requests(scope: Scope):
    received = AdviceRequest.objects.received_between(scope.start, scope.end).with_wait()
    return in_scope(scope, received.annotate(in_advice=place_row("place", "whereabouts")))


def latest_requests(scope: Scope):
    """Return the last request of each co-ownership that is linked to one."""
    latest_first = [F("received_at").desc(), F("pk").desc()]
    linked = requests(scope).filter(co_ownership__isnull=False)
    recency = Window(RowNumber(), partition_by=[F("co_ownership")], order_by=latest_first)
    return linked.annotate(recency=recency).filter(recency=1)


def contacts(scope: Scope) -> list[QuerySet]:
    """Return the contacts written on requests, and those written on co-ownerships."""
    of_requests = RequestEntry.objects.contacts_between(scope.start, scope.end)
    of_co_ownerships = CoOwnershipEntry.objects.contacts_between(scope.start, scope.end)
    known_or_not = Coalesce(as_row("place"), Value(UNKNOWN), output_field=CharField())
    return [
        in_scope(scope, of_requests.annotate(in_advice=place_row("place", "request__whereabouts"))),
        in_scope(scope, of_co_ownerships.annotate(in_advice=known_or_not)),
    ]


def in_scope(scope: Scope, rows: QuerySet) -> QuerySet:
    if not scope.has_advice:
        return rows.none()
    return rows.filter(place=scope.neighbourhood.pk).order_by() if scope.neighbourhood else rows.order_by()


def count(scope: Scope, figures: Figures) -> None:
    """Add requests, co-ownerships and contacts, in four queries whatever their number."""
    numbers = {figure: Count("pk", filter=condition) for figure, condition in conditions().items()}
    for group in requests(scope).values("in_advice").annotate(**{f"n_{name}": n for name, n in numbers.items()}):
        figures.add({"advice": group["in_advice"]}, **{figure: group[f"n_{figure}"] for figure in numbers})
    for place in latest_requests(scope).values_list("in_advice", flat=True):
        figures.add({"advice": place}, co_ownerships=1)
    for entries in contacts(scope):
        for group in entries.values("in_advice", "kind").annotate(held=Count("pk")):
            figures.add({"advice": group["in_advice"]}, **{CONTACTS[group["kind"]]: group["held"]})


def contributions(scope: Scope, figure: str, breakdown: str = "", row: str = "") -> list[Contribution]:
    """Return the requests or contacts behind one figure, the oldest first, one each. They name nobody."""
    names = dict(Neighbourhood.objects.values_list("pk", "name"))
    found = [each for each in behind(scope, figure) if not breakdown or each[1].in_advice == row]
    found.sort(key=lambda each: (each[0], each[1].pk))
    return [of_record(day, counted, about, names) for day, counted, about in found]


def behind(scope: Scope, figure: str) -> list[tuple[date, Model, AdviceRequest | CoOwnership]]:
    """Return the records counted in a figure, each with its day and with what it is about."""
    if figure in CONTACTS.values():
        kind = next(kind for kind, name in CONTACTS.items() if name == figure)
        of_requests, of_co_ownerships = (entries.filter(kind=kind) for entries in contacts(scope))
        found = [(each.day, each, each.request) for each in of_requests.select_related("request")]
        return found + [(e.day, e, e.co_ownership) for e in of_co_ownerships.select_related("co_ownership")]
    counted = latest_requests(scope) if figure == "co_ownerships" else requests(scope).filter(conditions()[figure])
    return [(timezone.localdate(each.received_at), each, each) for each in counted]


def of_record(day: date, counted: Model, about: AdviceRequest | CoOwnership, names: dict[int, str]) -> Contribution:
    title = about.reference if isinstance(about, AdviceRequest) else str(about)
    when = formats.date_format(day, "SHORT_DATE_FORMAT")
    return Contribution(title, about.get_admin_url(), when, names.get(counted.place, ""), 1)
