"""What `make budgets` counts and where it says no. The pages themselves are weighed by that command."""

import pytest

from tools.budgets import BUDGETS, View, table


def view(**bytes_by_kind) -> View:
    return View("home", 200, {"document": 20_000, "style": 9_000, "font": 33_000} | bytes_by_kind)


def test_page_within_every_budget_has_nothing_to_say():
    assert view(picture=5_000_000).past_budgets() == []


@pytest.mark.parametrize(
    ("bytes_by_kind", "said"),
    [
        ({"document": 58_001}, ["home: total 100001 is past 100000"]),
        ({"script": 15_001}, ["home: script 15001 is past 15000"]),
        ({"font": 60_001}, ["home: font 60001 is past 60000"]),
        ({"style": 20_001}, ["home: style 20001 is past 20000"]),
    ],
)
def test_page_past_a_budget_says_which_and_by_how_much(bytes_by_kind, said):
    assert view(**bytes_by_kind).past_budgets() == said


def test_layout_shift_and_a_third_party_are_said():
    seen = view()
    seen.shift, seen.foreign = 0.25, ["https://tracker.example/x.js"]
    assert seen.past_budgets() == [
        "home: shift 0.25 is past 0.1",
        "home: foreign 1 is past 0 https://tracker.example/x.js",
    ]


def test_table_shows_each_page_with_its_kilobytes_without_pictures():
    seen = view(picture=80_000)
    seen.requests, seen.paint = 6, 421.6
    row = table([seen]).split("\n")[1].split()
    assert row == ["home", "200", "62.0", "20.0", "9.0", "0.0", "33.0", "80.0", "6", "422", "0.000"]


def test_budgets_are_those_of_the_design():
    assert BUDGETS == {"total": 100_000, "script": 15_000, "font": 60_000, "style": 20_000, "shift": 0.1, "foreign": 0}
