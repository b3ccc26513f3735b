"""What the programme holds of one person, and how it lets it go: sign-ups, taps at the door, tickets of the survey."""

from datetime import date, datetime
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail.models import ModelLogEntry

from core.fields import offered_languages
from core.templatetags.habiter import day_short, hour
from engagement.enums import Need
from engagement.models import Person
from engagement.references import new_reference
from engagement.rights import Holding, Lines, Match, Subject
from events import registration
from events.models import Answer, DoorTap, Registration, Session, SessionPhoto, SurveyReply, SurveyTicket
from events.retention import erase_contacts

KIND = "inscription"
MOST_FOUND = 50


def entries_of(record: Model) -> QuerySet[Registration]:
    """Return the sign-ups of a contact, or the one sign-up that a request is about."""
    entries = Registration.objects.select_related("session__event", "neighbourhood", "landlord").order_by("pk")
    if isinstance(record, Person):
        return entries.filter(person=record)
    return entries.filter(pk=record.pk) if isinstance(record, Registration) else entries.none()


def sign_up_lines(record: Model) -> Lines:
    needs, languages = dict(Need.choices), dict(offered_languages())
    return [
        {
            _("Reference"): each.reference, _("Session"): str(each.session), _("Name"): each.name,
            _("Adults"): each.adults, _("Children"): each.children,
            _("Telephone of the parent"): each.parent_phone, _("State"): each.get_status_display(),
            _("Signed up"): each.joined_at, _("Came by"): each.get_origin_display(),
            _("Neighbourhood"): str(each.neighbourhood or each.get_whereabouts_display()),
            pgettext_lazy("of a household", "Home"): each.get_housing_display(),
            _("Landlord"): str(each.landlord or ""), _("Language"): languages.get(each.language, each.language),
            _("Needs"): ", ".join(str(needs.get(need, need)) for need in each.needs),
            pgettext_lazy("of a household", "Attendance"): each.get_attendance_display(),
            _("People present"): each.people_present, _("Why over capacity"): each.overrun_reason,
        }
        for each in entries_of(record)
    ]  # fmt: skip


def answer_lines(record: Model) -> Lines:
    answers = Answer.objects.filter(registration__in=entries_of(record)).select_related("registration", "question")
    return [
        {_("Reference"): each.registration.reference, _("Question"): str(each.question), _("Answer"): each.value}
        for each in answers.order_by("pk")
    ]


def tap_lines(record: Model) -> Lines:
    taps = DoorTap.objects.filter(registration__in=entries_of(record)).select_related("registration")
    return [
        {_("Reference"): tap.registration.reference, _("When"): tap.received_at}
        for tap in taps.order_by("received_at", "pk")
    ]


def ticket_lines(record: Model) -> Lines:
    """Say whether a household may answer the survey or did; what it answered is anonymous, and cannot be found."""
    tickets = SurveyTicket.objects.filter(registration__in=entries_of(record)).select_related("registration")
    return [
        {_("Reference"): ticket.registration.reference, _("Has answered"): _("yes") if ticket.is_used else _("no")}
        for ticket in tickets.order_by("pk")
    ]


def journal_lines(record: Model) -> Lines:
    acts = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Session),
        data__registration__in=list(entries_of(record).values_list("pk", flat=True)),
    ).order_by("timestamp", "pk")
    return [{_("When"): act.timestamp, _("Act"): str(act.message), _("Number"): act.pk} for act in acts]


def to_come(record: Model) -> QuerySet[Registration]:
    return entries_of(record).active().filter(session__starts_at__gt=timezone.now())


def what_erasing_cancels(record: Model) -> str:
    number = to_come(record).count()
    return number and ngettext(
        "%(count)s sign-up to come is cancelled: its places are given to others.",
        "%(count)s sign-ups to come are cancelled: their places are given to others.", number,
    ) % {"count": number}  # fmt: skip


def erase(record: Model) -> int:
    """Cancel what is to come, then take the person out of every sign-up; old links and codes lead nowhere.

    The places, the presence, the neighbourhood and the key of the year stay, without a name: the figures count them.
    """
    for entry in to_come(record):
        registration.cancel(entry.pk)
    pks = list(entries_of(record).values_list("pk", flat=True))
    erase_contacts(pks)
    for pk in pks:
        Registration.objects.filter(pk=pk).update(uuid=uuid4(), submission=uuid4(), reference=new_reference())
    return len(pks)


def names(record: Model) -> set[str]:
    return {name for name in entries_of(record).values_list("name", flat=True) if name}


def without_contact() -> QuerySet[Registration]:
    """Return sign-ups that no contact leads to: one with a contact is reached by it, with all the others."""
    return Registration.objects.filter(person=None).exclude(name="")


def signed_up_after(record: Model, at: datetime) -> bool:
    return entries_of(record).filter(joined_at__gt=at).exists()


def by_name(name: str, day: date) -> list[Match]:
    """Find who gave this name for a session of a local day; a contact where there is one, else the sign-up itself."""
    found = Registration.objects.filter(session__starts_at__date=day, name__icontains=name).exclude(name="")
    return [
        Match(
            "contact" if each.person_id else KIND, each.person_id or each.pk,
            f"{each.name} – {each.session.event}, {day_short(each.session.starts_at)}, {hour(each.session.starts_at)}",
        )
        for each in found.select_related("session__event").order_by("name", "pk")[:MOST_FOUND]
    ]  # fmt: skip


def nothing(record: Model) -> int:
    return 0  # goes with the sign-ups


def personal_data() -> list[Holding]:
    notes = ((Session, "closing_note"), (Session, "overrun_reason"), (SessionPhoto, "caption"),
             (SessionPhoto, "credit"), (SurveyReply, "words"))  # fmt: skip
    return [
        Holding(slug="answers", title=_("Answers to the questions of an event"), read=answer_lines, erase=nothing),
        Holding(slug="taps", title=_("Taps at the door"), read=tap_lines, erase=nothing),
        Holding(slug="tickets", title=_("Survey: right to answer"), read=ticket_lines, erase=nothing),
        Holding(slug="acts", title=_("What the team did with the sign-ups"), read=journal_lines, erase=nothing),
        Holding(
            slug="sign_ups", title=_("Sign-ups"), read=sign_up_lines, erase=erase, warn=what_erasing_cancels,
            names=names, notes=notes, newer=signed_up_after, by_name=by_name,
            subject=Subject(KIND, _("Sign-up no. %(number)s"), without_contact, "uuid", "joined_at"),
        ),
    ]  # fmt: skip
