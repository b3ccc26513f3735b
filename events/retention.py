"""How long the programme keeps what it knows of households, and what goes then. Figures stand: they count by key."""

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from engagement.keeping import forget
from engagement.models import Message
from engagement.retention import Kind
from events.models import Answer, DoorTap, Question, Registration, SessionPhoto, SurveyReply
from events.photos import remove_photo

# The fields of a sign-up that tell who somebody is. The others count people: places, neighbourhood, housing, landlord.
ERASED = {"name": "", "person": None, "needs": [], "overrun_reason": "", "parent_phone": ""}


def erase_needs(pks: list[int]) -> None:
    Registration.objects.filter(pk__in=pks).update(needs=[])


def erase_contacts(pks: list[int]) -> None:
    """Take name, contact and messages from sign-ups; the contact itself goes with the last thing that holds it."""
    entries = Registration.objects.filter(pk__in=pks)
    people = set(entries.values_list("person", flat=True))
    told = Message.objects.filter(content_type=ContentType.objects.get_for_model(Registration))
    told.filter(object_id__in=pks).delete()
    DoorTap.objects.filter(registration__in=pks).delete()
    Answer.objects.filter(registration__in=pks).delete()
    entries.update(**ERASED)
    forget(people)


class AnswersKind(Kind):
    """Answers to the questions of an event: each question says for how many days after the session."""

    @property
    def period(self) -> str:
        return _("the days that each question says,")

    def until(self, now: datetime) -> datetime:
        return now

    def due(self, now: datetime) -> QuerySet:
        over = [
            Q(question__retention_days=days, registration__session__ends_at__lt=now - timedelta(days=days))
            for days in Question.objects.order_by().values_list("retention_days", flat=True).distinct()
        ]
        return self.rows().filter(reduce(or_, over)) if over else self.rows().none()


def erase_answers(pks: list[int]) -> None:
    Answer.objects.filter(pk__in=pks).delete()


def erase_taps(pks: list) -> None:
    DoorTap.objects.filter(pk__in=pks).delete()


def erase_photos(pks: list[int]) -> None:
    for photo in SessionPhoto.objects.filter(pk__in=pks).select_related("image"):
        remove_photo(photo)


def erase_sentences(pks: list[int]) -> None:
    SurveyReply.objects.filter(pk__in=pks).update(words="")


def retention_kinds() -> list[Kind]:
    after = _("after the session")
    return [
        Kind(
            slug="events.needs", name=_("Needs to take part"), setting="RETENTION_NEEDS_DAYS", starts=after,
            erased=_("The needs ticked are erased."),
            rows=lambda: Registration.objects.exclude(needs=[]), dated_by="session__ends_at", erase=erase_needs,
        ),
        Kind(
            slug="events.contacts", name=_("Name, contact and messages"),
            setting="RETENTION_CONTACT_MONTHS", starts=after,
            erased=_("Name, contact, needs and messages are erased; places, neighbourhood and presence stay, unnamed."),
            rows=lambda: Registration.objects.exclude(name="", person=None), dated_by="session__ends_at",
            erase=erase_contacts,
        ),
        AnswersKind(
            slug="events.answers", name=_("Answers to the questions of an event"), setting="", starts=after,
            erased=_("The answer is erased."),
            rows=Answer.objects.all, dated_by="registration__session__ends_at", erase=erase_answers,
        ),
        Kind(
            slug="events.taps", name=_("Taps at the door"), setting="RETENTION_DOOR_TAP_DAYS",
            starts=_("after the tap"), erased=_("The tap is erased; who came stays on the sign-up."),
            rows=DoorTap.objects.all, dated_by="received_at", erase=erase_taps,
        ),
        Kind(
            slug="events.photos", name=_("Photos of sessions"), setting="RETENTION_PHOTO_MONTHS", starts=after,
            erased=_("The picture and its file are erased."),
            rows=SessionPhoto.objects.all, dated_by="session__ends_at", erase=erase_photos,
        ),
        Kind(
            slug="events.sentences", name=_("Sentences written in the survey"),
            setting="RETENTION_SURVEY_WORDS_MONTHS", starts=after,
            erased=_("The sentences are erased; the levels of satisfaction stay."),
            rows=lambda: SurveyReply.objects.exclude(words=""), dated_by="answer__session__ends_at",
            erase=erase_sentences,
        ),
    ]  # fmt: skip
