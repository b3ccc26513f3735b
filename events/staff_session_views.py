"""The session screen and its small posts. Each calls one verb, writes the audit log and comes back to the screen."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from core.errors import DomainError
from core.staff_forms import problems
from engagement.enums import Origin
from events import attendance, registration, scheduling, series, waiting_list
from events.enums import Attendance, SessionStatus
from events.models import Registration, Session
from events.staff_came import who_came
from events.staff_closing_forms import ClosingForm, PhotoForm
from events.staff_household_forms import AddForm, HeadCountForm, MarkForm, WalkInForm
from events.staff_session import may_write, read_screen, record_reading, visible_session

FORMS = {"add": AddForm, "walk_in": WalkInForm, "heads": HeadCountForm, "closing": ClosingForm, "photo": PhotoForm}


def for_staff(*, write: bool = False) -> Callable:
    """Give a view the session that the user may see (else 404), and refuse those who may not do this (403)."""

    def decorate(view):
        @never_cache
        @wraps(view)
        def guarded(request, pk: int, **kwargs):
            user = request.user
            if not (user.has_perm("events.view_session") or user.has_perm("events.change_session")):
                return forbidden(request)
            session = visible_session(user, pk)
            if write and not may_write(user):
                return forbidden(request)
            return view(request, session, **kwargs)

        return guarded

    return decorate


def forbidden(request) -> HttpResponse:
    title = _("Not yours to open")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    context = {"page_title": title, "header_title": title, "header_icon": "lock", "breadcrumbs_items": crumbs}
    return render(request, "events/staff/forbidden.html", context, status=403)


@require_safe
@for_staff()
def session_screen(request, session: Session):
    return show(request, session)


def show(request, session: Session, refused: MarkForm | None = None, status: int = 200, **bound) -> HttpResponse:
    """Draw the screen; a form that was refused stands in the place of the fresh one, with what was typed."""
    screen = read_screen(request.user, session)
    if refused:
        for household in screen.confirmed:
            if household.registration.pk == refused.registration_id:
                household.form = refused
    record_reading(request.user, screen)
    context = {"screen": screen, "session": session, **header(session)}
    if screen.may_write:
        context |= {name: bound.get(name) or form(session=session) for name, form in FORMS.items()}
        if session.is_past:
            context["came"] = who_came(session, [each.registration for each in screen.confirmed])
    context["problems"] = problems(refused or next(iter(bound.values()), None))
    return render(request, "events/staff/session.html", context, status=status)


def header(session: Session, page: str = "") -> dict:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("activity_sessions:index"), "label": _("Sessions")},
        {"url": reverse("session_screen", args=[session.pk]) if page else "", "label": session.event.title},
    ]
    crumbs += [{"url": "", "label": page}] if page else []
    return {"header_title": session.event.title, "page_title": session.event.title, "header_icon": "date",
            "breadcrumbs_items": crumbs}  # fmt: skip


def back(session: Session, anchor: str = "") -> HttpResponse:
    return redirect(reverse("session_screen", args=[session.pk]) + (f"#{anchor}" if anchor else ""))


@require_POST
@for_staff(write=True)
def session_mark(request, session: Session, registration_id: int):
    entry = own_registration(request.user, session, registration_id)
    form = MarkForm(request.POST, registration=entry)
    form.registration_id = entry.pk
    if not form.is_valid():
        return show(request, session, refused=form, status=422)
    data, mark = form.cleaned_data, Attendance(form.cleaned_data["attendance"])
    try:
        attendance.mark(entry.pk, mark, data["present_adults"], data["present_children"], by=request.user)
    except DomainError as error:
        form.refuse(error)
        return show(request, session, refused=form, status=422)
    log(session, "events.session.mark", user=request.user, data={"registration": entry.pk, "attendance": mark.value})
    messages.success(request, _("%(name)s: %(mark)s") % {"name": entry.name, "mark": mark.label})
    return back(session, f"household-{entry.pk}")


@require_POST
@for_staff(write=True)
def session_withdraw(request, session: Session, registration_id: int):
    """Free the places of a household that told the team it cannot come."""
    entry = own_registration(request.user, session, registration_id)
    try:
        registration.cancel(entry.pk)
    except DomainError as error:
        messages.error(request, error.message)
        return back(session, f"household-{entry.pk}")
    log(session, "events.session.withdraw", user=request.user, data={"registration": entry.pk})
    messages.success(request, _("The places of %(name)s are free again.") % {"name": entry.name})
    return back(session, "households")


@require_POST
@for_staff(write=True)
def session_offer(request, session: Session, registration_id: int, answer: str):
    """Record what a household answers on the telephone to the places that it is offered."""
    entry = own_registration(request.user, session, registration_id)
    verbs = {"oui": waiting_list.accept, "non": waiting_list.decline}
    if answer not in verbs:
        raise Http404
    try:
        verbs[answer](entry.pk, on_the_phone=True)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        log(session, "events.session.offer", user=request.user, data={"registration": entry.pk, "answer": answer})
        messages.success(request, _("The answer of %(name)s is recorded.") % {"name": entry.name})
    if "calls" in request.POST:
        return redirect("calls_to_make:index")
    return back(session, f"household-{entry.pk}" if answer == "oui" else "households")


def own_registration(user, session: Session, registration_id: int) -> Registration:
    """Return a registration of this very session that the user may read, else 404."""
    if not user.has_perm("events.view_registration"):
        raise Http404
    found = Registration.objects.visible_to(user).filter(session=session, pk=registration_id).first()
    if found is None:
        raise Http404
    return found


@require_POST
@for_staff(write=True)
def session_add(request, session: Session):
    form = AddForm(request.POST, session=session)
    if not form.is_valid():
        return show(request, session, status=422, add=form)
    data = form.cleaned_data
    try:
        made = registration.add_by_staff(
            session.pk, form.sign_up(Origin(data["origin"])), request.user,
            over_capacity_reason=data["over_capacity_reason"], submission=data["submission"],
        )  # fmt: skip
    except DomainError as error:
        if error.field == "email" and not data.get("email"):
            error.field = "phone"
        form.refuse(error)
        return show(request, session, status=422, add=form)
    log(session, "events.session.add", user=request.user,
        data={"registration": made.pk, "over_capacity": bool(made.overrun_reason)})  # fmt: skip
    tell_added(request, made)
    return back(session, f"household-{made.pk}")


def tell_added(request, made: Registration) -> None:
    if made.is_confirmed:
        messages.success(request, _("%(name)s has a confirmed place.") % {"name": made.name})
    else:
        messages.warning(
            request,
            _("No place is free for all of them: %(name)s is number %(rank)s on the waiting list.")
            % {"name": made.name, "rank": waiting_list.rank(made)},
        )


@require_POST
@for_staff(write=True)
def session_walk_in(request, session: Session):
    form = WalkInForm(request.POST, session=session)
    if not form.is_valid():
        return show(request, session, status=422, walk_in=form)
    try:
        made = attendance.walk_in(
            session.pk, form.sign_up(Origin.DOOR), request.user, submission=form.cleaned_data["submission"]
        )
    except DomainError as error:
        form.refuse(error)
        return show(request, session, status=422, walk_in=form)
    log(session, "events.session.walk_in", user=request.user, data={"registration": made.pk})
    messages.success(request, _("%(name)s is added, present.") % {"name": made.name})
    return back(session, f"household-{made.pk}")


@require_POST
@for_staff(write=True)
def session_headcount(request, session: Session):
    form = HeadCountForm(request.POST, session=session)
    if not form.is_valid():
        return show(request, session, status=422, heads=form)
    try:
        data = form.cleaned_data
        attendance.count_heads(session.pk, data["adults"], data["children"], ages=form.ages())
    except DomainError as error:
        form.refuse(error)
        return show(request, session, status=422, heads=form)
    log(session, "events.session.count", user=request.user,
        data={name: form.cleaned_data[name] for name in ("adults", "children")})  # fmt: skip
    messages.success(request, _("The head-count is saved."))
    return back(session, "headcount")


def ask_to_cancel(request, session: Session):
    households = Registration.objects.active().filter(session=session)
    context = {
        "session": session, "told": households.filter(person__isnull=False).count(),
        "silent": households.filter(person__isnull=True).count(),
        "following": series.following(session).count() if session.series_id else 0,
        "may_cancel": session.status == SessionStatus.PLANNED, **header(session, _("Cancel")),
    }  # fmt: skip
    return render(request, "events/staff/cancel.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(write=True)
def session_cancel(request, session: Session):
    """Ask first, then cancel: everybody is told, and that cannot be taken back."""
    if request.method != "POST":
        return ask_to_cancel(request, session)
    was_cancelled = session.status == SessionStatus.CANCELLED
    try:
        if "following" in request.POST:
            cancelled = series.cancel_with_following(session.pk, request.user)
        else:
            cancelled = [scheduling.cancel_session(session.pk, request.user)]
    except DomainError as error:
        messages.error(request, error.message)
        return back(session)
    if not was_cancelled:
        for each in cancelled:
            log(each, "events.session.cancel", user=request.user)
    messages.success(request, ngettext(
        "The session is cancelled. Everybody who left a way to reach them is told.",
        "%(count)s sessions are cancelled. Everybody who left a way to reach them is told.", len(cancelled),
    ) % {"count": len(cancelled)})  # fmt: skip
    return back(session)
