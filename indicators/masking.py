"""Small numbers in what partners see: crossings below five people are hidden, and cannot be found by subtraction."""

from collections.abc import Sequence

SMALLEST_SHOWN = 5


def is_small(value: int) -> bool:
    """Say whether so many people are too few to be shown. Nobody is shown as nobody."""
    return 0 < value < SMALLEST_SHOWN


def hidden(values: Sequence[int]) -> set[int]:
    """Return the indexes to hide in one column whose total is shown.

    First the small ones. Then, while a reader who knows the total and the rule could work one of them out, the next
    smallest too: one hidden alone is the total less the others, and two that add up to 2 are 1 and 1.
    """
    out = {index for index, value in enumerate(values) if is_small(value)}
    others = sorted((index for index, value in enumerate(values) if value >= SMALLEST_SHOWN), key=values.__getitem__)
    while out and not is_small(sum(values)) and others and _can_be_found(values, out):
        out.add(others.pop(0))
    return out


def _can_be_found(values: Sequence[int], hidden_ones: set[int]) -> bool:
    """Say whether the sum of the hidden values leaves only one possible value for one of the small ones."""
    total = sum(values[index] for index in hidden_ones)
    small = [index for index in hidden_ones if is_small(values[index])]
    others = len(hidden_ones) - len(small)
    least_of_others = SMALLEST_SHOWN * others
    # The others have no upper bound, so that only the largest possible value of a small one can be pinned by the sum.
    highest = min(SMALLEST_SHOWN - 1, total - least_of_others - (len(small) - 1))
    lowest = 1 if others else max(1, total - (SMALLEST_SHOWN - 1) * (len(small) - 1))
    return highest == lowest
