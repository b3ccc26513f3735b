"""What the public asks of a session. No view here depends on the page tree: printed addresses keep working."""

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from core.errors import DomainError
from engagement import outbox
from engagement.remembering import SignedCookie, private
from events import calendars, invitations, registration, waiting_list
from events.forms import SignUpForm, party_form
from events.listing import with_pages
from events.models import Registration, Session

COOKIE = SignedCookie("habiter_signup", purpose="browser")
SHOWN = ("person", "session__event")


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
    form = SignUpForm(request.POST or None, session=session)
    if form.accepts(request):
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
    return manage_page(request, entry, party_form(entry)) if entry else unknown(request)


@require_POST
def manage_change(request):
    entry = remembered(request)
    if entry is None:
        return unknown(request)
    form = party_form(entry, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            registration.change_party(entry.pk, data["adults"], data["children"], data["ages"])
            return redirect("manage")
        except DomainError as refusal:
            form.refuse(refusal)
    return manage_page(request, entry, form)


@require_POST
def manage_cancel(request):
    return manage_by(request, registration.cancel)


@require_POST
def manage_accept(request):
    return manage_by(request, waiting_list.accept)


@require_POST
def manage_decline(request):
    return manage_by(request, waiting_list.decline)


def manage_by(request, verb):
    """Do what one button of the signed page asks, and come back to it; a refusal is said there."""
    entry = remembered(request)
    if entry is None:
        return unknown(request)
    try:
        verb(entry.pk)
    except DomainError as refusal:
        form = party_form(entry)
        form.refuse(refusal)
        return manage_page(request, entry, form)
    return redirect("manage")


@require_POST
def manage_reminders(request):
    """Stop the reminders of this contact, or take them up again."""
    entry = remembered(request)
    if entry is None or entry.person is None:
        return unknown(request)
    outbox.want_reminders(entry.person, request.POST.get("wanted") == "oui")
    return redirect("manage")


def unknown(request):
    return private(render(request, "events/link_unknown.html", status=404))


@require_GET
def manage_calendar(request):
    entry = remembered(request)
    if entry is None:
        raise Http404
    session = invitations.shown_session(entry)
    entry.session = session
    return private(calendar_response(calendars.invitation(entry, session.title, session.page_url), "habiter.ics"))


def manage_page(request, entry: Registration, form):
    session = invitations.shown_session(entry)
    entry.refresh_from_db(fields=["status"])  # a refused button may have found it otherwise
    offer = entry.open_offer
    context = {
        "registration": entry, "session": session, "form": form, "rank": waiting_list.rank(entry), "offer": offer,
        "manage_url": invitations.manage_url(entry), "changeable": entry.is_active and not session.is_past,
        "door_url": invitations.door_url(entry, session),
        "share_url": settings.SITE_URL + reverse("sign_up", args=[session.uuid]),
        "answers": entry.answers.select_related("question"),
    }  # fmt: skip
    return private(render(request, "events/manage.html", context))


def remember(response, entry: Registration):
    return COOKIE.remember(response, entry.uuid)


def remembered(request) -> Registration | None:
    uuid = COOKIE.read(request)
    return Registration.objects.filter(uuid=uuid).select_related(*SHOWN).first() if uuid else None


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
