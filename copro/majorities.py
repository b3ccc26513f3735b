"""How a general meeting decides: the four majorities of the law of 10 July 1965, and the second vote (art. 25-1).

Votes are tantièmes, whole numbers. "More than half" is strict; "one third" and "two thirds" are reached when equal.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _

from copro.enums import Article, Fallback
from copro.models import Decision


@dataclass(frozen=True)
class Ballot:
    """`total` votes of the whole building; `members` and `members_for` count co-owners, for article 26 only."""

    total: int
    votes_for: int
    against: int = 0
    members: int | None = None
    members_for: int | None = None


class Outcome(Enum):
    ADOPTED = "adopted"
    REFUSED = "refused"
    SECOND_VOTE = "second vote at once"
    NEW_MEETING = "new meeting within three months"
    MEMBERS_MISSING = "the number of co-owners is missing"


def needed(article: Article, ballot: Ballot) -> int:
    """Return the least number of votes for that adopts a decision."""
    return {
        Article.ART_24: ballot.against + 1,
        Article.ART_25: ballot.total // 2 + 1,
        Article.ART_26: -(-2 * ballot.total // 3),
        Article.UNANIMITY: ballot.total,
    }[article]


def is_adopted(article: Article, ballot: Ballot) -> bool:
    """Say whether the votes are enough. Article 26 also wants more than half of the co-owners."""
    enough = ballot.votes_for >= needed(article, ballot)
    if article != Article.ART_26:
        return enough
    return enough and 2 * (ballot.members_for or 0) > (ballot.members or 0) > 0


def outcome(article: Article, fallback: Fallback, ballot: Ballot) -> Outcome:
    if article == Article.ART_26 and ballot.members is None and ballot.votes_for >= needed(article, ballot):
        return Outcome.MEMBERS_MISSING
    if is_adopted(article, ballot):
        return Outcome.ADOPTED
    if fallback and 3 * ballot.votes_for >= ballot.total:
        return Outcome.SECOND_VOTE
    return Outcome.NEW_MEETING if fallback == Fallback.ENERGY else Outcome.REFUSED


def explain(decision: Decision) -> dict:
    """Return a majority in words: what it takes, what counts as a vote, and what may follow a refusal."""
    takes, counts = {
        Article.ART_24: (
            _("There are more votes for than against."),
            _("Only votes for or against count: those of people present, represented or voting by post. "
              "Abstentions do not count."),
        ),
        Article.ART_25: (
            _("More than half of all the votes of the building are for."),
            _("All the votes of the building count. Somebody absent weighs like somebody against."),
        ),
        Article.ART_26: (
            _("More than half of the co-owners are for, and together they hold at least two thirds of all the votes."),
            _("All co-owners and all the votes of the building count, absent people too."),
        ),
        Article.UNANIMITY: (
            _("Every co-owner is for."),
            _("All the votes of the building count: one person absent or against is enough to refuse."),
        ),
    }[Article(decision.article)]  # fmt: skip
    return {"decision": decision, "takes": takes, "counts": counts, "then": second_chance(Fallback(decision.fallback))}


def second_chance(fallback: Fallback) -> list[str]:
    bridge = _("The project gets at least one third of all the votes, but not the majority? "
               "The same meeting votes again at once, with the majority of article 24.")  # fmt: skip
    meeting = _("Energy works that get less than one third: a new meeting, held within three months, "
                "may vote them with the majority of article 24.")  # fmt: skip
    return {Fallback.NONE: [], Fallback.BRIDGE: [bridge], Fallback.ENERGY: [bridge, meeting]}[fallback]


def in_words(decision: Decision, ballot: Ballot) -> dict:
    """Return the result of a vote: `kind` of notice, `title`, and `text` with the figures, a paragraph a sentence."""
    article, found = Article(decision.article), outcome(decision.article, decision.fallback, ballot)
    kind, title = {
        Outcome.ADOPTED: ("success", _("Adopted")),
        Outcome.REFUSED: ("danger", _("Not adopted")),
        Outcome.SECOND_VOTE: ("warning", _("Not adopted yet: a second vote is open, at once")),
        Outcome.NEW_MEETING: ("warning", _("Not adopted: a new meeting is possible within three months")),
        Outcome.MEMBERS_MISSING: ("warning", _("Enough votes: count the co-owners too")),
    }[found]
    return {"kind": kind, "title": title, "text": "\n\n".join(sentences(article, found, ballot))}


def sentences(article: Article, found: Outcome, ballot: Ballot) -> Iterator[str]:
    wanted = needed(article, ballot)
    yield _("%(given)s votes for; %(wanted)s were needed.") % {"given": ballot.votes_for, "wanted": wanted}
    if article == Article.ART_26 and ballot.members:
        yield _("%(given)s co-owners for out of %(all)s; %(wanted)s were needed.") % {
            "given": ballot.members_for or 0, "all": ballot.members, "wanted": ballot.members // 2 + 1,
        }  # fmt: skip
    if found == Outcome.MEMBERS_MISSING:
        yield _("Article 26 also wants more than half of the co-owners: give their number.")
    if found == Outcome.SECOND_VOTE:
        yield _("One third of all the votes is reached. The second vote follows article 24.")
        yield again(ballot)
    if found == Outcome.NEW_MEETING:
        yield _("One third of all the votes is not reached. The new meeting decides with the majority of article 24.")


def again(ballot: Ballot) -> str:
    """Say what the same votes would give at article 24."""
    if is_adopted(Article.ART_24, ballot):
        return _("With the same votes, the decision would then be adopted.")
    return _("With the same votes, the decision would then be refused.")
