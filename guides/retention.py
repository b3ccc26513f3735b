"""How long the sentences that readers write about a guide are kept. The answers themselves stand: they name nobody."""

from django.utils.translation import gettext_lazy as _

from engagement.retention import Kind
from guides.models import GuideFeedback


def erase_sentences(pks: list[int]) -> None:
    GuideFeedback.objects.filter(pk__in=pks).update(sentence="")


def retention_kinds() -> list[Kind]:
    return [
        Kind(
            slug="guides.sentences", name=_("Sentences written about guides"),
            setting="RETENTION_SURVEY_WORDS_MONTHS", starts=_("after the day they were written"),
            erased=_("The sentences are erased; the answers stay."),
            rows=lambda: GuideFeedback.objects.exclude(sentence=""), dated_by="given_on", erase=erase_sentences,
        ),
    ]  # fmt: skip
