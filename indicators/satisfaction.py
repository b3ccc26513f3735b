"""What those who came think, from the survey of the sessions counted. An answer is a household's, and holds nobody."""

from django.db.models import Count, F, Q

from events import survey
from events.enums import AnswerKind
from events.models import SessionQuerySet, SurveyAnswer, SurveyReply
from indicators.counting import SUBJECTS, Contribution, Figures, Scope
from indicators.participation import of_session


def sessions_shown(scope: Scope) -> SessionQuerySet:
    """Return the sessions counted whose results the reader may see: outside the team, those with enough answers.

    So no two periods of a partner differ by a session with fewer.
    """
    return survey.with_results_shown(scope.sessions(), to_team=scope.sees_all).order_by()


def answers(scope: Scope):
    shown = SurveyAnswer.objects.filter(session__in=sessions_shown(scope).values("pk"))
    return shown.order_by().annotate(kind=F("session__event__kind"))


def replies(scope: Scope):
    """Return the replies at four levels about what is measured."""
    shown = SurveyReply.objects.filter(answer__session__in=sessions_shown(scope).values("pk"))
    measured = shown.filter(question__kind=AnswerKind.LEVEL, question__subject__in=SUBJECTS)
    return measured.order_by().annotate(kind=F("answer__session__event__kind"), session=F("answer__session"))


REPLIED, SATISFIED = Count("pk"), Count("pk", filter=Q(level__in=survey.SATISFIED))


def count(scope: Scope, figures: Figures) -> None:
    """Add answers and, by subject, replies and satisfied ones, in two queries whatever their number."""
    for group in answers(scope).values("kind").annotate(answered=Count("pk")):
        figures.add({"opinion": group["kind"]}, answers=group["answered"])
    for group in replies(scope).values("kind", "question__subject").annotate(replied=REPLIED, satisfied=SATISFIED):
        subject = group["question__subject"]
        numbers = {f"replies_{subject}": group["replied"], f"satisfied_{subject}": group["satisfied"]}
        figures.add({"opinion": group["kind"]}, **numbers)


def contributions(scope: Scope, figure: str, breakdown: str = "", row: str = "") -> list[Contribution]:
    """Return the sessions behind one figure, the oldest first, in two queries. Their values add up to it."""
    brought = _by_session(scope, figure, row)
    sessions = sessions_shown(scope).filter(pk__in=brought).select_related("event", "venue__neighbourhood")
    return [of_session(session, *brought[session.pk]) for session in sessions.order_by("starts_at", "pk")]


def _by_session(scope: Scope, figure: str, row: str) -> dict[int, tuple[int, int | None]]:
    """Return by session the value, and what it is a share of."""
    of_kind = Q(kind=row) if row else Q()
    if figure == "answers":
        counted = answers(scope).filter(of_kind).values("session").annotate(value=Count("pk"))
        return {each["session"]: (each["value"], None) for each in counted}
    what, _, subject = figure.partition("_")
    about = replies(scope).filter(of_kind, question__subject=subject).values("session")
    return {
        each["session"]: (each["satisfied"], each["replied"]) if what == "satisfied" else (each["replied"], None)
        for each in about.annotate(replied=REPLIED, satisfied=SATISFIED)
    }
