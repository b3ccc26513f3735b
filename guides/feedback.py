"""Keeps what readers think of a guide, and nothing of who they are."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Count, Q

from guides.enums import Answer
from guides.models import GuideFeedback, GuidePage


def give(page: GuidePage, submission: UUID, answer: str, sentence: str = "") -> GuideFeedback:
    """Record an answer once, however often its form is sent: a form that was sent before gives its first record."""
    facts = {
        "guide_key": page.translation_key, "title": page.title[:255], "language": page.locale.language_code,
        "answer": Answer(answer), "sentence": sentence,
    }  # fmt: skip
    try:
        with transaction.atomic():
            return GuideFeedback.objects.get_or_create(submission=submission, defaults=facts)[0]
    except IntegrityError:  # its twin was faster
        return GuideFeedback.objects.get(submission=submission)


def counts() -> dict[UUID, dict[str, int]]:
    """Return how many said yes, partly and no, by the translation key of the guide."""
    rows = GuideFeedback.objects.order_by().values("guide_key").annotate(
        **{answer.value: Count("pk", filter=Q(answer=answer)) for answer in Answer}
    )  # fmt: skip
    return {row.pop("guide_key"): row for row in rows}
