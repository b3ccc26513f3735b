"""Small numbers in what partners see: fewer than five people are hidden, and cannot be found again by subtraction."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5


def is_small(value: int) -> bool:
    """Say whether so many people are too few to be shown. Nobody is shown as nobody."""
    return 0 < value < SMALLEST_SHOWN


def hidden(values: Sequence[int]) -> set[int]:
    """Return the indexes to hide in one column whose total is known.

    First the small ones. Then the next smallest too, while a reader who knows the total and the rule could work a small
    one out: one hidden alone is the total less the others, and two that add up to 2 are 1 and 1. A total that is small
    itself is hidden with them.
    """
    chosen = {index for index, value in enumerate(values) if is_small(value)}
    others = sorted((index for index, value in enumerate(values) if value >= SMALLEST_SHOWN), key=values.__getitem__)
    while others and not is_small(sum(values)) and _can_be_found([values[index] for index in chosen]):
        chosen.add(others.pop(0))
    return chosen


def _can_be_found(values: Sequence[int]) -> bool:
    """Say whether the sum of the hidden values leaves one possible value for each small one among them."""
    small = sum(map(is_small, values))
    large = len(values) - small
    if not small:
        return False
    most = SMALLEST_SHOWN - 1
    highest = min(most, sum(values) - SMALLEST_SHOWN * large - (small - 1))
    lowest = 1 if large else max(1, sum(values) - most * (small - 1))
    return highest == lowest
