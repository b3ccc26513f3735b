"""The survey of those who came: one answer a household, anonymous by construction.

A ticket says that a household may answer, and whether it did. The answer that it gives is written beside it, in the
same transaction, with the session and the day and nothing else: no key, no hour, no order leads from one to the other.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from core.errors import DomainError
from engagement import links
from events.enums import AnswerKind, SurveyChannel
from events.models import (
    Registration,
    Session,
    SessionQuerySet,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReply,
    SurveyTicket,
)
from events.registration import locked_session

PURPOSE = "survey"
FEWEST_SHOWN = 5  # answers of a session, below which its results are the team's only
LEVELS = (4, 3, 2, 1)  # very, rather, rather not, not at all
SATISFIED = (4, 3)

type Replies = Mapping[SurveyQuestion, int | str]


class AlreadyAnswered(DomainError):
    """The household has answered. Who follows the link again is thanked, and told nothing of the answer."""


def invite(session: Session) -> int:
    """Give a ticket to every household that came and has none, and return how many. The thanks carry its link.

    The caller holds the session's lock; after a correction, those who were found later get one too.
    """
    came = Registration.objects.filter(session=session, survey_ticket=None).came()
    return len(SurveyTicket.objects.bulk_create(SurveyTicket(registration=each) for each in came))


def read_token(token: str) -> SurveyTicket | None:
    return ticket_of(links.read(PURPOSE, token))


def ticket_of(uuid: UUID | None) -> SurveyTicket | None:
    """Return the ticket of the registration with this identifier."""
    tickets = SurveyTicket.objects.select_related("registration__session__event")
    return tickets.filter(registration__uuid=uuid).first() if uuid else None


def address_of(registration: Registration) -> str:
    """Return the signed address by which a household answers, in its language."""
    with translation.override(registration.language):
        return settings.SITE_URL + reverse("survey_link", args=[links.sign(PURPOSE, registration.uuid)])


def answer(ticket_id: int, replies: Replies) -> None:
    """Use a ticket and write its anonymous answer. Raises AlreadyAnswered, whoever comes second."""
    with transaction.atomic():
        ticket = SurveyTicket.objects.select_for_update().select_related("registration").get(pk=ticket_id)
        if ticket.is_used:
            raise AlreadyAnswered(_("You have already answered. Thank you!"))
        ticket.is_used = True
        ticket.save(update_fields=["is_used"])
        write(ticket.registration.session_id, replies, SurveyChannel.WEB)


def enter(session_id: int, replies: Replies, channel: SurveyChannel, submission: UUID) -> SurveyAnswer:
    """Write an answer given on paper or on the team's tablet, once a submission.

    Raises DomainError when there would be more answers than people who came.
    """
    with locked_session(session_id) as session:
        if known := SurveyAnswer.objects.filter(pk=submission).first():
            return known
        if SurveyAnswer.objects.filter(session=session).count() >= people_who_came(session):
            raise DomainError(_("There are as many answers as people who came: check the sheet first."))
        return write(session_id, replies, channel, submission)


def people_who_came(session: Session) -> int:
    named = sum(each.people_present for each in Registration.objects.filter(session=session).came())
    return named + session.headcount


def write(session_id: int, replies: Replies, channel: SurveyChannel, uuid: UUID | None = None) -> SurveyAnswer:
    given = SurveyAnswer(session_id=session_id, channel=channel, **({"uuid": uuid} if uuid else {}))
    given.save(force_insert=True)
    SurveyReply.objects.bulk_create(
        SurveyReply(
            answer=given, question=question,
            level=value if isinstance(value, int) else None, words=value if isinstance(value, str) else "",
        )
        for question, value in replies.items()
    )  # fmt: skip
    return given


@dataclass
class Result:
    """How one question was answered: the number of each level (4 very … 1 not at all), and the sentences."""

    question: SurveyQuestion
    levels: Counter = field(default_factory=Counter)
    words: list[str] = field(default_factory=list)

    @property
    def answered(self) -> int:
        return sum(self.levels.values())

    @property
    def rate(self) -> int | None:
        """Percentage of very and rather satisfied (the rate of the landlords' triennial survey), or None."""
        satisfied = sum(self.levels[level] for level in SATISFIED)
        return round(100 * satisfied / self.answered) if self.answered else None

    @property
    def rows(self) -> list[tuple[int, int]]:
        wanted = LEVELS if self.question.kind == AnswerKind.LEVEL else (1, 0)
        return [(level, self.levels[level]) for level in wanted]


def results(session: Session) -> list[Result]:
    """Return what was answered about a session, by question in their order. Sentences come in no order of time."""
    found: dict[int, Result] = {}
    replies = SurveyReply.objects.filter(answer__session=session).select_related("question")
    for reply in replies.order_by("question__order", "question_id", "words"):
        result = found.setdefault(reply.question_id, Result(reply.question))
        if reply.level is not None:
            result.levels[reply.level] += 1
        elif reply.words:
            result.words.append(reply.words)
    return list(found.values())


def with_results_shown(sessions: SessionQuerySet, *, to_team: bool) -> SessionQuerySet:
    """Return those of the sessions whose results a reader may see: all for the team, else those with enough answers."""
    if to_team:
        return sessions
    answered = SurveyAnswer.objects.order_by().values("session").annotate(answers=Count("pk"))
    return sessions.filter(pk__in=answered.filter(answers__gte=FEWEST_SHOWN).values("session"))


def may_be_shown(session: Session, *, to_team: bool) -> bool:
    return with_results_shown(Session.objects.filter(pk=session.pk), to_team=to_team).exists()
