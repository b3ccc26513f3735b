"""What the public asks of a session. No view here depends on the page tree: printed addresses keep working."""

from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from core.errors import DomainError
from engagement.remembering import SignedCookie, private
from events import calendars, invitations, registration
from events.forms import PartyForm, SignUpForm
from events.listing import with_pages
from events.models import Registration, Session

COOKIE = SignedCookie("habiter_signup", purpose="browser")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request, uuid):
    """The one short page by which a household signs up for a session."""
    session = shown(Session.objects.for_lists().filter(uuid=uuid), request)
    try:
        registration.refuse_unless_open(session)
    except DomainError as closed:
        return private(
            render(request, "events/sign_up_closed.html", {"session": session, "reason": closed.message}, status=410)
        )
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = registration.register(session.pk, form.sign_up(), form.cleaned_data["submission"])
            return remember(redirect("manage"), made)
        except registration.AlreadyRegistered:
            return redirect("sign_up_received", uuid)
        except registration.FormUsed as refusal:
            form.renew_stamp()
            form.refuse(refusal)
        except DomainError as refusal:
            form.refuse(refusal)
        except OperationalError:
            form.refuse(DomainError(_("Many people are signing up at this moment. Nothing is lost: send it again.")))
    return private(render(request, "events/sign_up.html", {"form": form, "session": session}))


@require_safe
def sign_up_received(request, uuid):
    """The neutral page after a contact that was signed up already: it tells a third party nothing."""
    session = shown(Session.objects.for_lists().filter(uuid=uuid), request)
    return private(render(request, "events/sign_up_received.html", {"session": session}))


@require_safe
def manage_link(request, token):
    """Land from a message: take the token out of the address, change nothing (mail scanners follow links too)."""
    entry = invitations.read_token(token)
    if entry is None or request.method == "HEAD":
        return private(render(request, "events/link_unknown.html", status=404 if entry is None else 200))
    return remember(redirect("manage"), entry)


@never_cache
@require_safe
def manage(request):
    entry = remembered(request)
    if entry is None:
        return private(render(request, "events/link_unknown.html", status=404))
    return manage_page(request, entry, PartyForm(initial={"adults": entry.adults, "children": entry.children}))


@require_POST
def manage_change(request):
    entry = remembered(request)
    if entry is None:
        return private(render(request, "events/link_unknown.html", status=404))
    form = PartyForm(request.POST)
    if form.is_valid():
        try:
            registration.change_party(entry.pk, form.cleaned_data["adults"], form.cleaned_data["children"])
            return redirect("manage")
        except DomainError as refusal:
            form.refuse(refusal)
    return manage_page(request, entry, form)


@require_POST
def manage_cancel(request):
    entry = remembered(request)
    if entry is None:
        return private(render(request, "events/link_unknown.html", status=404))
    try:
        registration.cancel(entry.pk)
    except DomainError as refusal:
        form = PartyForm(request.POST)
        form.is_valid()
        form.errors.clear()
        form.add_error(None, refusal.message)
        return manage_page(request, entry, form)
    return redirect("manage")


@require_GET
def manage_calendar(request):
    entry = remembered(request)
    if entry is None:
        raise Http404
    session = invitations.shown_session(entry)
    entry.session = session
    return private(calendar_response(calendars.invitation(entry, session.title, session.page_url), "habiter.ics"))


def manage_page(request, entry: Registration, form: PartyForm):
    session = invitations.shown_session(entry)
    context = {
        "registration": entry, "session": session, "form": form, "rank": registration.rank(entry),
        "manage_url": invitations.manage_url(entry), "changeable": entry.is_active and not session.is_past,
    }  # fmt: skip
    return private(render(request, "events/manage.html", context))


def remember(response, entry: Registration):
    return COOKIE.remember(response, entry.uuid)


def remembered(request) -> Registration | None:
    uuid = COOKIE.read(request)
    return Registration.objects.filter(uuid=uuid).select_related("person").first() if uuid else None


def shown(sessions, request) -> Session:
    found = with_pages(sessions[:1], request)
    if not found:
        raise Http404
    return found[0]


def calendar_response(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
