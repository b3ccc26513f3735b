"""What the team prints of a session."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from events import sheets
from events.listing import with_pages
from events.models import Registration, Session
from events.staff_session_views import for_staff, forbidden


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


def pdf_response(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
