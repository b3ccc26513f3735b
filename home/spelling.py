"""The nearest of the site's own words to one that nobody wrote so. Words only grow: a stale one suggests nothing."""

from collections import Counter, defaultdict
from difflib import SequenceMatcher
from functools import lru_cache

from django.db.models import Max

from core import stems
from home.models import SearchTerm

SHORTEST = 4  # letters: below, everything looks like everything
CANDIDATES = 40
ALIKE = 0.72  # ratio of difflib from which two words are one, misspelt


class Vocabulary:
    """Words by the groups of three letters that they share."""

    def __init__(self, words: list[str]):
        self.words = {stems.fold(word): word for word in words if len(word) >= SHORTEST}
        self.by_letters: dict[str, list[str]] = defaultdict(list)
        for folded in self.words:
            for letters in threes(folded):
                self.by_letters[letters].append(folded)

    def nearest(self, word: str) -> str:
        """Return the word of the site that a folded word stands for, or an empty string."""
        if len(word) < SHORTEST:
            return ""
        shared = Counter(each for letters in threes(word) for each in self.by_letters.get(letters, ()))
        best = max(
            ((likeness(word, each), each) for each, _ in shared.most_common(CANDIDATES)), default=(0.0, "")
        )  # fmt: skip
        return self.words[best[1]] if best[0] >= ALIKE else ""


def threes(word: str) -> set[str]:
    padded = f"  {word} "
    return {padded[n : n + 3] for n in range(len(padded) - 2)}


def likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def nearest(word: str, language: str, everyday: list[str]) -> str:
    """Return the nearest word of the site or of residents (`everyday`), or an empty string."""
    newest = SearchTerm.objects.filter(language=language).aggregate(newest=Max("pk"))["newest"]
    return vocabulary(language, newest, tuple(everyday)).nearest(word)


@lru_cache(maxsize=8)
def vocabulary(language: str, newest: int | None, everyday: tuple[str, ...]) -> Vocabulary:
    """Return the words of a language, read again only when there are new ones."""
    words = SearchTerm.objects.filter(language=language).order_by("pk").values_list("word", flat=True)
    return Vocabulary([*words, *everyday])
