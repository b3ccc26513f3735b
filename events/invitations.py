"""What the messages of a registration say and carry."""

from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import vCalAddress, vText

from core.models import SiteSettings
from core.templatetags.habiter import day_long, hour
from engagement import letters, links
from events import calendars, survey, waiting_list
from events.enums import RegistrationStatus, SessionStatus
from events.listing import with_pages
from events.models import Offer, Registration, Session

PURPOSE = "registration"
WITH_CALENDAR = {
    "confirmation", "promoted", "changed", "moved", "reminder", "reminder_of_place", "cancelled", "session_cancelled",
}  # fmt: skip


def manage_url(entry: Registration) -> str:
    """Return the signed address by which a household sees, changes or cancels its places."""
    return address(entry, "manage_link", links.sign(PURPOSE, entry.uuid))


def door_url(entry: Registration, session: Session) -> str:
    """Return what the code at the door leads to, as long as the household has a place there; "" otherwise.

    Who comes late shows it too: it stays until the session ends.
    """
    has_place = entry.status == RegistrationStatus.CONFIRMED and session.status == SessionStatus.PLANNED
    return address(entry, "door_code", entry.reference) if has_place and session.ends_at > timezone.now() else ""


def short_url(entry: Registration) -> str:
    """The same, short enough for an SMS."""
    return address(entry, "manage_short_link", links.sign_short(PURPOSE, entry.uuid))


def address(entry: Registration, name: str, *args) -> str:
    with translation.override(entry.language):
        return settings.SITE_URL + reverse(name, args=args)


def read_token(token: str) -> Registration | None:
    uuid = links.read(PURPOSE, token) or links.read_short(PURPOSE, token)
    return Registration.objects.filter(uuid=uuid).select_related("person").first() if uuid else None


def message_context(entry: Registration, message) -> dict:
    session, offer = shown_session(entry), entry.open_offer
    asks = message.template == "offer" and offer is not None
    return {
        "registration": entry, "session": session, "rank": waiting_list.rank(entry), "offer": offer,
        "sign_up_url": address(entry, "sign_up", session.uuid), "short": in_short(entry, session, offer),
        "say": words_of(offer) if asks else "", "answers": answers_of(entry) if asks else [],
    } | letters.envelope(entry.language, *action_of(entry, message, asks))  # fmt: skip


def action_of(entry: Registration, message, asks: bool) -> tuple[str, str]:
    """Return the one address that a message leads to, and what its button says."""
    if message.template == "thanks" and survey.ticket_of(entry.uuid):
        return survey.address_of(entry), _("Give my opinion")
    return manage_url(entry), _("Say yes or no") if asks else _("See, change or cancel")


def in_short(entry: Registration, session: Session, offer: Offer | None) -> dict[str, str]:
    return {
        "title": session.title, "place": session.venue.name, "when": day_and_hour(session.starts_at),
        "until": day_and_hour(offer.expires_at) if offer else "", "short_url": short_url(entry),
    }  # fmt: skip


def day_and_hour(moment) -> str:
    return f"{timezone.localtime(moment):%d/%m %H:%M}"


def words_of(offer: Offer) -> str:
    """What a caller says of an offer."""
    return _("Places are free for all of them, kept until %(day)s, %(hour)s. Do they come? Press their answer.") % {
        "day": day_long(offer.expires_at), "hour": hour(offer.expires_at),
    }  # fmt: skip


def answers_of(entry: Registration) -> list[tuple[str, str]]:
    """The buttons by which the team records what a household answers on the telephone."""
    places = {"pk": entry.session_id, "registration_id": entry.pk}
    return [
        (_("They come"), reverse("session_offer", kwargs=places | {"answer": "oui"})),
        (_("They do not come"), reverse("session_offer", kwargs=places | {"answer": "non"})),
    ]


def message_attachments(entry: Registration, message) -> list[tuple[str, bytes, str]]:
    if message.template not in WITH_CALENDAR or (not entry.is_confirmed and entry.is_active):
        return []
    session = shown_session(entry)
    gone = not entry.is_active or message.template == "session_cancelled"
    method = "CANCEL" if gone else "REQUEST"
    content = invitation(entry, session, method)
    return [("habiter.ics", content, f'text/calendar; method="{method}"; charset="utf-8"')]


def invitation(entry: Registration, session: Session, method: str) -> bytes:
    """Return the calendar of a household’s places as mail programs take it: who invites whom (RFC 5546)."""
    calendar = calendars.new_calendar(session.title, method)
    item = calendars.entry(session, cancelled=method == "CANCEL")
    portal = SiteSettings.objects.first() or SiteSettings()
    organiser = vCalAddress(f"MAILTO:{portal.contact_email or sender()}")
    organiser.params["CN"] = vText(calendars.one_line(portal.name))
    item.add("organizer", organiser)
    if entry.person and entry.person.email:
        invited = vCalAddress(f"MAILTO:{entry.person.email}")
        invited.params["PARTSTAT"], invited.params["RSVP"] = vText("ACCEPTED"), vText("FALSE")
        item.add("attendee", invited)
    calendar.add_component(item)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def sender() -> str:
    """The bare address that messages come from."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def shown_session(entry: Registration) -> Session:
    """Return the session with its title and full address in the active language, as messages and forms show it."""
    session = with_pages(Session.objects.for_lists().filter(pk=entry.session_id))[0]
    if session.page_url.startswith("/"):
        session.page_url = settings.SITE_URL + session.page_url
    return session
