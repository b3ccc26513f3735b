"""Requests of a period: received, answered, how fast, by need and by neighbourhood. Recounted from the requests."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django import forms
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from copro.enums import AdviceNeed, RequestStatus
from copro.models import AdviceRequest
from core.exports import FORMATS, Export, Sheet
from core.forms import PeriodForm
from territory.enums import Whereabouts
from territory.models import Neighbourhood


class StatisticsForm(PeriodForm):
    """The period, and the kind of file when one is wanted."""

    format = forms.ChoiceField(required=False, choices=[(name, name) for name in FORMATS], widget=forms.HiddenInput)


@dataclass(frozen=True)
class Counted:
    """One line: how many were received, answered, closed without an answer; the median delay in days, or None."""

    label: str
    received: int
    answered: int
    closed_without_answer: int
    median_days: float | None

    def cells(self) -> list:
        return [self.label, self.received, self.answered, self.closed_without_answer, self.median_days]


def headers() -> list[str]:
    return [_("Requests received"), _("Answered"), _("Closed without an answer"), _("Median delay in days")]


def counted(label: str, rows: Iterable[dict]) -> Counted:
    rows = list(rows)
    days = [(row["answered_at"] - row["received_at"]).total_seconds() / 86400 for row in rows if row["answered_at"]]
    unanswered = [row for row in rows if row["status"] == RequestStatus.CLOSED and not row["answered_at"]]
    return Counted(label, len(rows), len(days), len(unanswered), round(median(days), 1) if days else None)


def tables(first: date, last: date) -> list[tuple[str, list[Counted]]]:
    """Return the tables of requests received from `first` to `last`, both included. Duplicates are left out."""
    received = AdviceRequest.objects.received_between(first, last)
    rows = list(received.values("received_at", "answered_at", "status", "needs", "place", "whereabouts"))
    by_need = [counted(need.label, [row for row in rows if need.value in row["needs"]]) for need in AdviceNeed]
    places = [(each.pk, each.name) for each in Neighbourhood.objects.all()]
    by_place = [counted(name, [row for row in rows if row["place"] == pk]) for pk, name in places]
    nowhere = [row for row in rows if row["place"] is None]
    outside = [row for row in nowhere if row["whereabouts"] == Whereabouts.OUTSIDE]
    by_place.append(counted(Whereabouts.OUTSIDE.label, outside))
    by_place.append(
        counted(Whereabouts.UNKNOWN.label, [row for row in nowhere if row["whereabouts"] != Whereabouts.OUTSIDE])
    )
    return [
        (_("All requests"), [counted(_("All requests"), rows)]),
        (_("By need (a request may have several)"), by_need),
        (_("By neighbourhood"), by_place),
    ]


@never_cache
@permission_required("copro.view_advicerequest")
@require_safe
def statistics(request):
    form = StatisticsForm(request.GET)
    title = _("Statistics of the requests")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    context = {"form": form, "page_title": title, "header_title": title, "header_icon": "chart",
               "breadcrumbs_items": crumbs, "headers": headers()}  # fmt: skip
    if form.is_valid():
        first, last = form.cleaned_data["du"], form.cleaned_data["au"]
        found = tables(first, last)
        if chosen := form.cleaned_data["format"]:
            return exported(chosen, first, last, found)
        context |= {"tables": found, "first": first, "last": last}
    return render(request, "copro/staff/statistics.html", context, status=200 if form.is_valid() else 422)


def exported(chosen: str, first: date, last: date, found: list[tuple[str, list[Counted]]]):
    lines = [[title, *line.cells()] for title, counts in found for line in counts]
    sheet = Sheet(_("Requests"), [_("Table"), _("Line"), *headers()], lines)
    return Export(f"demandes-conseil-{first}-{last}", sheet).response(chosen)
