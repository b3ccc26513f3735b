"""The agenda outside its page, by the same filters: calendars to subscribe to, news feed, the month on paper."""

import hashlib

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core.context import Frame
from core.models import SiteSettings
from core.pdf import render_pdf
from core.templatetags.habiter import day_long, hour
from events import calendars, months
from events.agenda import FEED_LIMIT, AgendaForm, by_day, midnight
from events.listing import with_pages
from events.models import Session

NEWS = 50  # sessions in the news feed
FRESH = 600  # seconds for which a calendar may be kept without asking


@require_safe
def agenda_feed(request):
    """The calendar of exactly the sessions that the agenda's filters show, and of those lately cancelled."""
    form = AgendaForm(request.GET)
    sessions = absolute(with_pages(form.subscribed().for_lists()[:FEED_LIMIT], request))
    name = f"{_('Agenda')} – {form.neighbourhood}" if form.is_valid() and form.neighbourhood else _("Agenda")
    return kept(request, sessions, lambda: calendars.feed(sessions, name), name="agenda.ics")


@require_safe
def session_calendar(request, uuid):
    found = with_pages(Session.objects.published().for_lists().filter(uuid=uuid)[:1], request)
    if not found:
        raise Http404
    sessions = absolute(found)
    return kept(request, sessions, lambda: calendars.feed(sessions, found[0].title), name=f"{uuid}.ics")


def kept(request, sessions: list[Session], write, *, name: str) -> HttpResponse:
    """Answer with a calendar, or that the one at hand is still true, without writing it."""
    etag = quote_etag(fingerprint(sessions, get_language()))
    last = max((session.modified_at for session in sessions), default=None)
    headers = {"ETag": etag} | ({"Last-Modified": http_date(last.timestamp())} if last else {})
    response = HttpResponse(content_type="text/calendar; charset=utf-8", headers=headers)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    # By ETag alone: a title or a place that changed is not in the moment of the last change of a session.
    answer = get_conditional_response(request, etag=etag, response=response)
    if answer is response:
        response.content = write()
    patch_cache_control(answer, public=True, max_age=FRESH)
    return answer


def fingerprint(sessions: list[Session], language: str) -> str:
    """Return what a calendar depends on, in short."""
    told = hashlib.sha256(language.encode())
    for session in sessions:
        venue = session.venue
        facts = (session.uuid, session.sequence, session.modified_at, session.title, session.page_url, venue.name,
                 venue.address)  # fmt: skip
        told.update("\x1f".join(map(str, facts)).encode())
    return told.hexdigest()[:32]


@require_safe
def agenda_rss(request):
    """The next sessions that the filters show, as news."""
    form = AgendaForm(request.GET)
    sessions = absolute(with_pages(form.coming().for_lists()[:NEWS], request))
    portal = SiteSettings.of(request)
    feed = Rss201rev2Feed(
        title=f"{portal.name} – {_('Agenda')}", link=settings.SITE_URL + Frame(request).agenda_url,
        description=_("The next sessions"), language=get_language(),
        feed_url=settings.SITE_URL + request.get_full_path(),
    )  # fmt: skip
    for session in sessions:
        feed.add_item(
            title=f"{day_long(session.starts_at)}, {hour(session.starts_at)} – {session.title}",
            link=session.page_url, description=news_of(session), unique_id=f"urn:uuid:{session.uuid}",
            unique_id_is_permalink=False, pubdate=session.modified_at,
        )  # fmt: skip
    return HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")


def news_of(session: Session) -> str:
    place = " – ".join(filter(None, [session.venue.name, getattr(session.venue.neighbourhood, "name", "")]))
    return ". ".join(filter(None, [place, session.moved_words.rstrip("."), session.seats_words.text]))


@require_safe
def agenda_poster(request):
    """The month of a neighbourhood, or of all, on paper for the notice board of a hall."""
    form = AgendaForm(request.GET)
    if not form.is_valid():
        return redirect(f"{Frame(request).agenda_url}?{request.GET.urlencode()}")
    first = form.month
    sessions = form.matching().filter(
        starts_at__gte=midnight(first), starts_at__lt=midnight(months.shift(first, 1))
    ).for_lists()  # fmt: skip
    listed = [session for session in with_pages(sessions[:FEED_LIMIT], request) if session.state != "cancelled"]
    address = Frame(request).agenda_url + (f"?quartier={form.neighbourhood.slug}" if form.neighbourhood else "")
    document = render_pdf("print/agenda_month.html", {
        "month": months.title(first), "neighbourhood": form.neighbourhood, "days": by_day(listed),
        "url": settings.SITE_URL + address, "printed_on": timezone.localdate(),
    })  # fmt: skip
    response = HttpResponse(document, content_type="application/pdf")
    place = f"-{form.neighbourhood.slug}" if form.neighbourhood else ""
    response["Content-Disposition"] = f'inline; filename="agenda-{first:%Y-%m}{place}.pdf"'
    return response


def absolute(sessions: list[Session]) -> list[Session]:
    for session in sessions:
        if session.page_url.startswith("/"):
            session.page_url = settings.SITE_URL + session.page_url
    return sessions
