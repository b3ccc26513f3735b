"""What a partner may not see, and may not work out."""

from itertools import product

import pytest

from indicators.masking import hidden


@pytest.mark.parametrize(
    "values, indexes",
    [
        ([], set()),
        ([0, 0, 12], set()),
        ([5, 6], set()),
        ([3, 0, 0], {0}),  # the total is hidden too
        ([3, 0, 12, 9], {0, 3}),  # one alone is the total less the others
        ([3, 4, 12], {0, 1}),
        ([1, 1, 30, 12], {0, 1, 3}),  # 1 and 1 make 2
        ([4, 4, 30, 12], {0, 1, 3}),
        ([1, 5, 9, 30], {0, 1, 2}),  # 1 and at least 5 make 6
    ],
)
def test_column_is_hidden(values, indexes):
    assert hidden(values) == indexes


def test_no_small_number_can_be_worked_out():
    """Every column of three small numbers beside a large one: each small one keeps two possible values."""
    for values in product(range(8), range(8), range(8), [40]):
        hides = sorted(hidden(values))
        if not any(0 < v < 5 for v in values):
            assert hides == []
            continue
        total = sum(values[i] for i in hides)
        choices = [range(1, 5) if 0 < values[i] < 5 else range(5, total + 1) for i in hides]
        possible = [case for case in product(*choices[:-1]) if total - sum(case) in choices[-1]]
        for position, index in enumerate(hides[:-1]):
            if 0 < values[index] < 5:
                assert len({case[position] for case in possible}) > 1, values
