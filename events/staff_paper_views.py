"""What the team prints of a session."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe
from wagtail.admin import messages
from wagtail.log_actions import log

from core.errors import DomainError
from core.models import SiteSettings
from engagement.posters import Paper
from events import session_posters, sheets
from events.listing import with_pages
from events.models import Registration, Session
from events.staff_session_views import back, for_staff, forbidden


@require_safe
@for_staff(write=True)
def session_sheet(request, session: Session) -> HttpResponse:
    """Give the sheet of names, on record: it leaves the portal."""
    if not request.user.has_perm("events.view_registration"):
        return forbidden(request)
    registrations = list(Registration.objects.filter(session=session).holding_a_seat())
    content = sheets.render(with_pages([session])[0], registrations)
    log(session, "events.session.sheet", user=request.user, data={"households": len(registrations)})
    return pdf_response(content, f"feuille-{timezone.localtime(session.starts_at):%Y-%m-%d}-{session.pk}.pdf")


@require_GET
@for_staff()
def session_poster(request, session: Session, paper: str) -> HttpResponse:
    """Give the poster or the flyer of a session, once its page is published: its code leads there."""
    if paper not in Paper.values:
        raise Http404
    shown = with_pages([session])[0]
    if shown.page is None:
        messages.error(request, _("Publish the page of this event first: the code on the poster leads there."))
        return back(session)
    try:
        content = session_posters.poster_of(shown).render(Paper(paper), SiteSettings.of(request))
    except DomainError as error:
        messages.error(request, error.message)
        return back(session)
    return pdf_response(content, f"affiche-{timezone.localtime(session.starts_at):%Y-%m-%d}-{session.pk}-{paper}.pdf")


def pdf_response(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
