"""The little that a test needs, made by plain functions: one call, one record, any field given by name.

Names and references count up, nothing is drawn at random. `now` is real time: give `starts_at` where a date drives
the logic. Records are written straight, beside the verbs of the rooms: a test that is about a verb calls the verb.
"""

from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from accounts.models import User
from accounts.roles import Role, set_up_roles
from copro.enums import LotsBand, Profile
from copro.models import AdviceRequest, CoOwnership
from engagement.contacts import identity_of
from engagement.enums import MessageState
from engagement.models import Message, Person
from engagement.pseudonyms import pseudonym_of
from events.enums import Attendance, Kind, QuestionKind, RegistrationStatus, SessionStatus
from events.models import (
    Event,
    EventIndexPage,
    EventPage,
    Offer,
    Question,
    Registration,
    Session,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReply,
)
from home.models import HomePage
from territory.models import Commune, Landlord, Neighbourhood, Partner, Venue

PARIS = ZoneInfo("Europe/Paris")
PASSWORD = "correct-horse-battery"
_numbers = count(1)


def number() -> int:
    return next(_numbers)


def paris(year: int, month: int, day: int, hour: int = 14, minute: int = 0) -> datetime:
    """Return an aware datetime from the local clock of Tours."""
    return datetime(year, month, day, hour, minute, tzinfo=PARIS)


def soon(days: float = 7) -> datetime:
    """Return the aware datetime so many days from now (negative: ago), at a whole minute."""
    return (timezone.now() + timedelta(days=days)).replace(second=0, microsecond=0)


# Territory


def commune(**fields) -> Commune:
    return Commune.objects.create(**{"name": f"Commune {number()}"} | fields)


def neighbourhood(*landlords: Landlord, **fields) -> Neighbourhood:
    n = number()
    if "commune" not in fields:
        fields["commune"] = Commune.objects.first() or commune()
    made = Neighbourhood.objects.create(**{"name": f"Quartier {n}", "slug": f"quartier-{n}", "order": n} | fields)
    made.landlords.set(landlords)
    return made


def landlord(**fields) -> Landlord:
    n = number()
    return Landlord.objects.create(**{"name": f"Bailleur {n}", "slug": f"bailleur-{n}"} | fields)


def partner(**fields) -> Partner:
    n = number()
    return Partner.objects.create(**{"name": f"Partenaire {n}", "slug": f"partenaire-{n}"} | fields)


def venue(**fields) -> Venue:
    """A place in a neighbourhood of its own; `neighbourhood=None` for a place in none of them."""
    if "neighbourhood" not in fields:
        fields["neighbourhood"] = neighbourhood()
    return Venue.objects.create(**{"name": f"Salle {number()}", "address": "1 rue du Test"} | fields)


# Staff


def staff(role: Role | None = None, **fields) -> User:
    """A staff user with one role and its permissions; without a role, nothing but an account. Password: PASSWORD."""
    n = number()
    password = fields.pop("password", PASSWORD)
    user = User(**{"username": f"agent-{n}", "email": f"agent-{n}@example.org"} | fields)
    user.set_password(password)
    user.save()
    if role is not None:
        user.groups.add(set_up_roles()[role])
    return user


def admin(**fields) -> User:
    return staff(**{"is_staff": True, "is_superuser": True} | fields)


# Programme


def event(*, landlords=(), themes=(), partners=(), **fields) -> Event:
    made = Event.objects.create(**{"title": f"Atelier {number()}", "kind": Kind.WORKSHOP} | fields)
    made.landlords.set(landlords)
    made.themes.set(themes)
    made.partners.set(partners)
    return made


def session(**fields) -> Session:
    """A planned session in a week, two hours, ten seats. `ends_at` follows `starts_at`."""
    starts_at = fields.setdefault("starts_at", soon())
    fields.setdefault("ends_at", starts_at + timedelta(hours=2))
    if "event" not in fields:
        fields["event"] = event()
    if "venue" not in fields:
        fields["venue"] = venue()
    return Session.objects.create(**{"capacity": 10} | fields)


def held_session(**fields) -> Session:
    """A session of last week closed as held."""
    defaults = {"starts_at": soon(-7), "status": SessionStatus.HELD, "closed_at": timezone.now()}
    return session(**defaults | fields)


def person(**fields) -> Person:
    """The contact of a household, by e-mail unless `phone` is given alone."""
    if not fields.get("email") and not fields.get("phone"):
        fields["email"] = f"foyer-{number()}@example.org"
    identity = identity_of(fields.get("email", ""), fields.get("phone", ""))
    return Person.objects.create(**{"identity": identity, "language": "fr"} | fields)


def registration(**fields) -> Registration:
    """One adult with a confirmed place at a session of its own. `person=None`: a household with a name only."""
    n = number()
    if "session" not in fields:
        fields["session"] = session()
    if "person" not in fields:
        fields["person"] = person()
    defaults = {"reference": f"TEST-{n:04}", "name": f"Foyer {n}", "status": RegistrationStatus.CONFIRMED}
    defaults["household"] = pseudonym_of(fields["person"], fields["session"].starts_at)
    made = Registration.objects.create(**defaults | fields)
    made.refresh_from_db(fields=["seats"])
    if made.is_offered:
        Offer.objects.create(registration=made, expires_at=soon(1))
    return made


def waiting(**fields) -> Registration:
    return registration(**{"status": RegistrationStatus.WAITING} | fields)


def offered(**fields) -> Registration:
    """A household whose places are held until tomorrow, for it to say yes or no; it was told."""
    made = registration(**{"status": RegistrationStatus.OFFERED} | fields)
    if made.person:
        message(made, template="offer", state=MessageState.SENT)
    return made


def question(of: Event, text="Apportez-vous un outil ?", **fields) -> Question:
    return Question.objects.create(**{"event": of, "text": {"fr": text}, "kind": QuestionKind.YES_NO} | fields)


def present(adults: int = 1, children: int = 0, **fields) -> Registration:
    """A household ticked at the door: so many came. Signed up for as many unless told otherwise."""
    defaults = {"adults": adults, "children": children, "attendance": Attendance.PRESENT}
    return registration(**defaults | {"present_adults": adults, "present_children": children} | fields)


def opinion(of: Session, **levels: int) -> SurveyAnswer:
    """The anonymous answer of a household, by subject: `opinion(session, home=4, workshop=2)`."""
    answer = SurveyAnswer.objects.create(session=of)
    for subject, level in levels.items():
        asked, _made = SurveyQuestion.objects.get_or_create(subject=subject, defaults={"text": {"fr": subject}})
        SurveyReply.objects.create(answer=answer, question=asked, level=level)
    return answer


# Advice to co-ownerships


def co_ownership(**fields) -> CoOwnership:
    n = number()
    defaults = {"name": f"Résidence {n}", "address": f"{n} rue du Test", "commune": "Tours"}
    return CoOwnership.objects.create(**defaults | fields)


def advice(**fields) -> AdviceRequest:
    """A request received now, by nobody whom we know."""
    received_at = fields.setdefault("received_at", timezone.now())
    defaults = {"reference": f"CONS-{number():04}", "profile": Profile.VOLUNTEER, "lots": LotsBand.TO_50}
    return AdviceRequest.objects.create(**defaults | {"due_on": (received_at + timedelta(days=60)).date()} | fields)


def message(record, **fields) -> Message:
    """One message of a record to its person, by default a confirmation due now."""
    if "person" not in fields:
        fields["person"] = record.person or person()
    defaults = {"record": record, "channel": fields["person"].channel, "template": "confirmation", "language": "fr"}
    return Message.objects.create(**defaults | fields)


# Pages


def locale(code: str = "fr") -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def home_page(code: str = "fr") -> HomePage:
    """The home page of a language, made once; the first one becomes the root of the site."""
    if found := HomePage.objects.filter(locale=locale(code)).first():
        return found
    if code != "fr":
        return _translation(home_page(), code)
    root = Page.objects.get(depth=1)
    made = root.add_child(instance=HomePage(title="Habiter", slug=f"habiter-{number()}", locale=locale(code)))
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    site.root_page = made
    site.save()
    Site.clear_site_root_paths_cache()
    return made


def agenda_page(code: str = "fr") -> EventIndexPage:
    if found := EventIndexPage.objects.filter(locale=locale(code)).first():
        return found
    if code != "fr":
        home_page(code)
        return _translation(agenda_page(), code)
    return home_page().add_child(instance=EventIndexPage(title="Agenda", slug="agenda", locale=locale()))


def event_page(of: Event | None = None, code: str = "fr", **fields) -> EventPage:
    """The live page of an event. In another language it is a translation of the French one, made when missing."""
    of = of or event()
    if code != "fr":
        agenda_page(code)
        source = EventPage.objects.filter(event=of, locale=locale()).first() or event_page(of)
        return _translation(source, code, **fields)
    defaults = {"title": of.title, "slug": f"page-{number()}", "event": of, "locale": locale()}
    return agenda_page().add_child(instance=EventPage(**defaults | fields))


def published_session(**fields) -> Session:
    """A session that the public can sign up for: its event has a live page."""
    made = session(**fields)
    if not EventPage.objects.filter(event=made.event).exists():
        event_page(made.event)
    return made


def _translation(page: Page, code: str, **fields):
    """Return the page's live translation. Its title says its language."""
    made = page.copy_for_translation(locale(code))
    made.title, made.live = f"{page.title} ({code})", True
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made
