"""What the messages of a registration say and carry."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from engagement import letters, links
from events import calendars, registration, survey
from events.listing import with_pages
from events.models import Registration, Session

PURPOSE = "registration"
WITH_CALENDAR = {"confirmation", "promoted", "changed", "moved", "reminder_of_place", "cancelled", "session_cancelled"}


def manage_url(entry: Registration) -> str:
    """Return the signed address by which a household sees, changes or cancels its places."""
    with translation.override(entry.language):
        return settings.SITE_URL + reverse("manage_link", args=[links.sign(PURPOSE, entry.uuid)])


def read_token(token: str) -> Registration | None:
    uuid = links.read(PURPOSE, token)
    return Registration.objects.filter(uuid=uuid).select_related("person").first() if uuid else None


def message_context(entry: Registration, message) -> dict:
    session = shown_session(entry)
    facts = {"registration": entry, "session": session, "rank": registration.rank(entry)}
    if message.template == "thanks":
        return facts | letters.envelope(entry.language, survey.address_of(entry), _("Give my opinion"))
    return facts | letters.envelope(entry.language, manage_url(entry), _("See, change or cancel"))


def message_attachments(entry: Registration, message) -> list[tuple[str, bytes, str]]:
    if message.template not in WITH_CALENDAR or (not entry.is_confirmed and entry.is_active):
        return []
    session = shown_session(entry)
    entry.session = session
    return [("habiter.ics", calendars.invitation(entry, session.title, session.page_url), "text/calendar")]


def shown_session(entry: Registration) -> Session:
    """Return the session with its title and full address in the active language, as messages and forms show it."""
    session = with_pages(Session.objects.for_lists().filter(pk=entry.session_id))[0]
    if session.page_url.startswith("/"):
        session.page_url = settings.SITE_URL + session.page_url
    return session
