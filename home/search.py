"""Search over everything, in the reader's language: from the words typed to the entries, best first.

What is typed becomes ideas: a word, or a phrase that residents say and our words for it. An entry scores by what its
stems weigh, rare ones more; the score is counted here, so that both databases give the same order (docs/adr/0012).
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from core import stems
from home import spelling
from home.enums import ResultKind
from home.models import EverydayWords, SearchEntry, SearchPosting

SOURCE = "fr"  # untranslated pages are found by their French words too
MOST_WORDS = 12
OWN_WORD, MEANT_WORD = 1.0, 0.9
ENOUGH = 0.55  # share of the best entry's coverage that an entry needs
TYPICAL_SITE = 500  # entries: a word found in as many tells little
MOST_COVERED = 4.0  # a word that stands in one place only covers no more than one of ten
COMMON, PLENTY = 300, 40  # entries that have a stem, and that say it in a firm place
FIRM = 30  # what a stem weighs from a summary up (home.search_index)
PRIOR = {ResultKind.GUIDE: 1.25, ResultKind.INFORMATION: 1.1}

type Posting = tuple[int, str, int]  # entry, stem, weight


@dataclass(frozen=True)
class Idea:
    """One thing asked for: the stems that stand for it, each with how well."""

    word: str
    terms: dict[str, float]
    is_everyday: bool = False

    @property
    def worth(self) -> float:
        """What residents say and we know says more than a word that happens to stand somewhere."""
        return 2.0 if self.is_everyday else 1.0


@dataclass
class Wordings:
    """The everyday words of a language, as sets of stems, and their pages to show first."""

    rows: list[tuple[frozenset[str], EverydayWords]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, language: str) -> "Wordings":
        made = cls()
        for row in EverydayWords.objects.filter(language=language).select_related("page"):
            for phrase in row.said.split(","):
                if stemmed := frozenset(stems.stems_of(phrase, language)):
                    made.rows.append((stemmed, row))
                    made.words += [word for _, _, word in stems.words_of(phrase)]
        made.rows.sort(key=lambda pair: (-len(pair[0]), sorted(pair[0])))
        return made


@dataclass
class Found:
    """What a search gave: entries best first with their kinds, the ideas behind it, and the words put right."""

    ranked: list[tuple[int, str]]
    terms: set[str]
    corrected: str = ""


def find(words: str, language: str) -> Found:
    """Return what answers some words. Words that nobody wrote so are taken for the nearest that the site has."""
    wordings = Wordings.of(language)
    asked = list(dict.fromkeys(w for _, _, w in stems.words_of(words) if not stems.is_small(w, language)))[:MOST_WORDS]
    ideas, pages = understand(asked, language, wordings)
    postings = read(ideas, language)
    right = put_right(asked, ideas, postings, language, wordings)
    if right != asked:
        ideas, pages = understand(right, language, wordings)
        postings = read(ideas, language)
    ranked = first(promoted(pages, language), rank(ideas, postings, language))
    corrected = " ".join(right) if right != asked and ranked else ""
    return Found(ranked, {term for idea in ideas for term in idea.terms}, corrected)


def understand(asked: list[str], language: str, wordings: Wordings) -> tuple[list[Idea], list[Page]]:
    """Return the ideas of some folded words, and the pages that the editors want first for them."""
    own = {word: stems.stem(word, language) for word in asked}
    left, ideas, pages = dict(own), [], []
    for phrase, row in wordings.rows:
        if not phrase <= set(left.values()):
            continue
        said = [word for word, term in left.items() if term in phrase]
        terms = dict.fromkeys(stems.stems_of(row.means, SOURCE), MEANT_WORD)
        if len(said) == 1:
            terms[own[said[0]]] = OWN_WORD
        if terms:
            ideas.append(Idea(" ".join(said), terms, is_everyday=True))
        pages += [row.page] if row.page else []
        left = {word: term for word, term in left.items() if word not in said}
    for word, term in left.items():
        ideas.append(Idea(word, {term: OWN_WORD, stems.stem(word, SOURCE): OWN_WORD}))
    return ideas, pages


def read(ideas: list[Idea], language: str) -> list[Posting]:
    """Return entry, stem and weight of every posting of some ideas that the public may see.

    A stem of very many entries is read only where a title, a tag or a summary says it, when there are enough of them.
    """
    terms = sorted({term for idea in ideas for term in idea.terms})
    if not terms:
        return []
    postings = SearchPosting.objects.filter(language=language, term__in=terms)
    for path in PageViewRestriction.objects.values_list("page__path", flat=True):
        postings = postings.exclude(entry__page__path__startswith=path)
    for path in CollectionViewRestriction.objects.values_list("collection__path", flat=True):
        postings = postings.exclude(entry__document__collection__path__startswith=path)
    firm = Count("pk", filter=Q(weight__gte=FIRM))
    counts = postings.order_by().values("term").annotate(n=Count("pk"), firm=firm)
    common = [each["term"] for each in counts if each["n"] > COMMON and each["firm"] >= PLENTY]
    return list(postings.exclude(term__in=common, weight__lt=FIRM).values_list("entry_id", "term", "weight"))


def kinds_of(entries: Iterable[int], language: str) -> dict[int, str]:
    """Return the kind of each entry; of very many, of the whole language, which is one plain read."""
    wanted = list(entries)
    of = SearchEntry.objects.filter(pk__in=wanted) if len(wanted) < COMMON else SearchEntry.objects
    return dict(of.filter(language=language).values_list("pk", "kind"))


def put_right(asked: list[str], ideas: list[Idea], postings, language: str, wordings: Wordings) -> list[str]:
    """Return the words asked, each that nothing was found for replaced by the nearest word there is."""
    known = {term for _, term, _ in postings}
    lost = {idea.word for idea in ideas if not idea.is_everyday and known.isdisjoint(idea.terms)}
    right = [
        stems.fold(spelling.nearest(word, language, wordings.words)) or word if word in lost else word for word in asked
    ]
    return list(dict.fromkeys(part for word in right for part in word.split()))


def rank(ideas: list[Idea], postings: Iterable[Posting], language: str) -> list[tuple[int, str]]:
    """Return entries with their kinds, best first: those that answer the most of what was asked, then by weight."""
    by_term: dict[str, dict[int, int]] = defaultdict(dict)
    for entry, term, weight in postings:
        by_term[term][entry] = weight
    covered: dict[int, float] = defaultdict(float)
    scores: dict[int, float] = defaultdict(float)
    for idea in ideas:
        best, place = answers(idea, by_term)
        worth = idea.worth * min(rarity(len(best)), MOST_COVERED)
        for entry, score in best.items():
            covered[entry] += worth * firmness(place[entry])
            scores[entry] += score
    enough = ENOUGH * max(covered.values(), default=0)
    kept = [entry for entry in covered if covered[entry] >= enough]
    kinds = kinds_of(kept, language) if kept else {}
    order = {entry: covered[entry] ** 2 * scores[entry] * PRIOR.get(kinds[entry], 1.0) for entry in kept}
    return [(entry, kinds[entry]) for entry in sorted(kept, key=lambda entry: (-round(order[entry], 6), entry))]


def answers(idea: Idea, by_term: dict[str, dict[int, int]]) -> tuple[dict[int, float], dict[int, int]]:
    """Return for each entry that has a stem of an idea its best score, and the most that such a stem weighs there."""
    best: dict[int, float] = {}
    place: dict[int, int] = {}
    for term, strength in idea.terms.items():
        factor = strength * rarity(len(by_term[term]))
        for entry, weight in by_term[term].items():
            best[entry] = max(best.get(entry, 0.0), factor * weight)
            place[entry] = max(place.get(entry, 0), weight)
    return best, place


def firmness(weight: int) -> float:
    """Return how surely an entry is about a stem, from what it weighs there: a title says it, a line may touch it."""
    return min(1.0, 0.55 + weight / 180)


def rarity(entries: int) -> float:
    """Return how much a stem tells, from the number of entries that have it."""
    return math.log(1 + TYPICAL_SITE / max(entries, 1))


def promoted(pages: list[Page], language: str) -> list[tuple[int, str]]:
    if not pages:
        return []
    keys = [page.translation_key for page in pages]
    entries = SearchEntry.objects.filter(language=language, page__translation_key__in=keys, page__live=True)
    by_key = {key: (pk, kind) for pk, kind, key in entries.values_list("pk", "kind", "page__translation_key")}
    return list(dict.fromkeys(by_key[key] for key in keys if key in by_key))


def first(chosen: list[tuple[int, str]], ranked: list[tuple[int, str]]) -> list[tuple[int, str]]:
    return [*chosen, *(each for each in ranked if each not in chosen)] if chosen else ranked
