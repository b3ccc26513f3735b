"""Every figure of a scope, counted from its three sources. The sentences that tell them are in `definitions`."""

from datetime import date

from accounts.models import User
from indicators import advice, participation, satisfaction
from indicators.counting import ADVICE, SATISFACTION, Contribution, Figures, Scope


def count(scope: Scope) -> Figures:
    """Count everything of a scope, in nine queries whatever its size (plus those that know the user's role)."""
    figures = Figures()
    for source in (participation, satisfaction, advice):
        source.count(scope, figures)
    return figures


def contributions(scope: Scope, figure: str, breakdown: str = "", row: str = "") -> list[Contribution]:
    """Return the records behind one figure, the oldest first: their values add up to it, but for `distinct`."""
    source = advice if figure in ADVICE else satisfaction if figure in SATISFACTION else participation
    return source.contributions(scope, figure, breakdown, row)


def recount(start: date = date.min, end: date = date.max, user: User | None = None) -> list[str]:
    """Count again from the records, one by one, and return in words where the figures differ: sound when empty."""
    from indicators import recounting  # which compares with the figures above

    return recounting.differences(start, end, user)
