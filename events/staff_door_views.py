"""The door on a telephone: a page of its own, light enough for an old one, that goes on when the network drops."""

from uuid import uuid5

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.log_actions import log

from core.errors import DomainError
from core.templatetags.habiter import hour
from engagement.enums import Origin
from events import attendance, door
from events.enums import SessionStatus
from events.models import Registration, Session
from events.staff_door_forms import DoorHeadsForm, DoorSearchForm, PlainTapForm, TapForm
from events.staff_household_forms import WalkInForm, ages_of
from events.staff_session import record_reading_of
from events.staff_session_views import for_staff, own_registration


@require_safe
@for_staff(write=True)
def door_page(request, session: Session) -> HttpResponse:
    """List the households that hold a place, in the order of names; `?foyer=` opens one, `?q=` narrows the list."""
    form = DoorSearchForm(request.GET)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    households = Registration.objects.filter(session=session).holding_a_seat()
    if text:
        households = households.filter(Q(name__icontains=text) | Q(reference__iexact=text))
    rows = sorted(households, key=lambda each: each.name.casefold())
    record_reading_of(request.user, session, bool(rows))
    context = {
        "session": session, "rows": rows, "search": form, "text": text, "opened": opened(request, rows),
        "walk_in": WalkInForm(session=session), "heads": DoorHeadsForm(), "counted": people_counted(session),
        "is_open": session.status == SessionStatus.PLANNED, "device": uuid5(session.uuid, str(request.user.pk)),
    }  # fmt: skip
    return render(request, "events/staff/door.html", context)


def opened(request, rows: list[Registration]) -> Registration | None:
    wanted = request.GET.get("foyer", "")
    return next((row for row in rows if str(row.pk) == wanted), None)


def people_counted(session: Session) -> int:
    """Return everybody counted so far at every door, with and without a name."""
    came = Registration.objects.filter(session=session).came()
    total = came.aggregate(n=Coalesce(Sum("present_adults") + Sum("present_children"), 0))["n"]
    return total + Session.objects.get(pk=session.pk).headcount


@require_POST
@for_staff(write=True)
def door_tap(request, session: Session) -> HttpResponse:
    """Write one tap and answer in a few bytes: the state that stands, and whether the tap made it."""
    form = (TapForm if wants_json(request) else PlainTapForm)(request.POST)
    if not form.is_valid():
        return refused(request, session, next(iter(form.errors.values()))[0])
    tap = form.tap() if wants_json(request) else form.tap_of(lambda household: party_of(session, household))
    entry = own_registration(request.user, session, tap.registration_id)
    try:
        outcome = door.receive(tap, request.user)
    except DomainError as error:
        return refused(request, session, error.message)
    log(session, "events.session.mark", user=request.user,
        data={"registration": entry.pk, "attendance": outcome.mark.attendance.value})  # fmt: skip
    if not wants_json(request):
        return redirect(f"{door_address(session)}#h{entry.pk}")
    return JsonResponse(
        {"mark": str(outcome.mark), "applied": outcome.was_applied, "by": marked_by(outcome.registration),
         "counted": people_counted(session)}
    )  # fmt: skip


def party_of(session: Session, household: int) -> tuple[int, int]:
    parties = Registration.objects.filter(session=session, pk=household).values_list("adults", "children")
    return parties.first() or (0, 0)


def marked_by(registration: Registration) -> str:
    """Return who marked a household and when, in words, for the device that finds it marked otherwise."""
    if registration.marked_at is None:
        return ""
    name = registration.marked_by.get_short_name() or registration.marked_by.username if registration.marked_by else ""
    return _("%(name)s, %(hour)s") % {"name": name, "hour": hour(registration.marked_at)}


@require_POST
@for_staff(write=True)
def door_walk_in(request, session: Session) -> HttpResponse:
    form = WalkInForm(request.POST, session=session)
    if not form.is_valid():
        return refused(request, session, next(iter(form.errors.values()))[0])
    data = form.cleaned_data
    try:
        made = attendance.walk_in(session.pk, form.sign_up(Origin.DOOR), request.user, data["submission"])
    except DomainError as error:
        return refused(request, session, error.message)
    log(session, "events.session.walk_in", user=request.user, data={"registration": made.pk})
    if not wants_json(request):
        return redirect(f"{door_address(session)}#h{made.pk}")
    return JsonResponse({"applied": True, "counted": people_counted(session)})


@require_POST
@for_staff(write=True)
def door_heads(request, session: Session) -> HttpResponse:
    """Write the whole count of one device: sent again it changes nothing, another device's is another row."""
    form = DoorHeadsForm(request.POST)
    if not form.is_valid():
        return refused(request, session, _("Write a number, 0 if none."))
    data = form.cleaned_data
    try:
        attendance.count_heads(session.pk, data["adults"], data["children"], ages=ages_of(data), device=data["device"])
    except DomainError as error:
        return refused(request, session, error.message)
    log(session, "events.session.count", user=request.user,
        data={"adults": data["adults"], "children": data["children"]})  # fmt: skip
    if not wants_json(request):
        return redirect(door_address(session))
    return JsonResponse({"applied": True, "counted": people_counted(session)})


@never_cache
@require_safe
def door_code(request, reference: str) -> HttpResponse:
    """Open what a household's code leads to: its row at the door for the team, a neutral page for everybody else.

    A reference is on paper and not secret: to who is not of the team it tells nothing, not even whether it exists.
    """
    user = request.user
    if user.is_authenticated and user.has_perm("events.change_session"):
        entry = Registration.objects.visible_to(user).filter(reference=reference.upper()).first()
        if entry is None:
            raise Http404
        return redirect(f"{reverse('door', args=[entry.session_id])}?foyer={entry.pk}#h{entry.pk}")
    return render(request, "events/door_code.html", {"reference": reference.upper()})


def door_address(session: Session) -> str:
    return reverse("door", args=[session.pk])


def wants_json(request) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def refused(request, session: Session, sentence: str) -> HttpResponse:
    """Answer a refusal: as JSON to the script, else the page again with the sentence at its head."""
    if wants_json(request):
        return JsonResponse({"error": str(sentence)}, status=422)
    response = render(request, "events/staff/door_refused.html", {"session": session, "sentence": sentence})
    response.status_code = 422
    return response
