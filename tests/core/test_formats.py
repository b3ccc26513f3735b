"""Dates, hours and telephone numbers as each language writes them."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from core.templatetags import habiter

NBSP = "\u00a0"


def words(text):
    """The text with its no-break spaces made visible."""
    return text.replace(NBSP, "_")


@pytest.mark.parametrize(
    ("language", "day", "shown"),
    [
        ("fr", date(2026, 11, 25), "mercredi 25_novembre 2026"),
        ("fr", date(2026, 3, 1), "dimanche 1er_mars 2026"),
        ("fr", date(2026, 3, 11), "mercredi 11_mars 2026"),
        ("fr", date(2026, 3, 21), "samedi 21_mars 2026"),
        ("en", date(2026, 3, 1), "Sunday 1_March 2026"),
        ("en", date(2026, 11, 25), "Wednesday 25_November 2026"),
    ],
)
def test_day_long(language, day, shown):
    with translation.override(language):
        assert words(habiter.day_long(day)) == shown


def test_days_without_a_weekday_or_without_a_year():
    with translation.override("fr"):
        assert words(habiter.day_short(date(2026, 12, 1))) == "1er_décembre 2026"
        assert words(habiter.day_and_month(date(2026, 12, 1))) == "mardi 1er_décembre"
        assert words(habiter.day_and_month(date(2026, 12, 2))) == "mercredi 2_décembre"


def test_day_of_a_moment_is_that_of_paris():
    half_past_eleven_in_london = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
    with translation.override("fr"):
        assert words(habiter.day_long(half_past_eleven_in_london)) == "mardi 1er_décembre 2026"
        assert words(habiter.day_short(half_past_eleven_in_london)) == "1er_décembre 2026"
        assert words(habiter.day_and_month(half_past_eleven_in_london)) == "mardi 1er_décembre"


@pytest.mark.parametrize("empty", [None, ""])
def test_no_day_is_nothing(empty):
    assert habiter.day_long(empty) == ""
    assert habiter.day_short(empty) == ""


@pytest.mark.parametrize(
    ("language", "moment", "shown"),
    [
        ("fr", datetime(2026, 11, 25, 17, 30, tzinfo=UTC), "18_h_30"),
        ("fr", datetime(2026, 11, 25, 17, 0, tzinfo=UTC), "18_h"),
        ("fr", datetime(2026, 11, 25, 8, 5, tzinfo=UTC), "9_h_05"),
        ("fr", datetime(2026, 7, 1, 16, 30, tzinfo=UTC), "18_h_30"),
        ("fr", datetime(2026, 11, 24, 23, 0, tzinfo=UTC), "0_h"),
        ("en", datetime(2026, 11, 25, 17, 30, tzinfo=UTC), "18:30"),
        ("ar", datetime(2026, 11, 25, 8, 0, tzinfo=UTC), "09:00"),
    ],
)
def test_hour_is_local_and_written_as_the_language_does(language, moment, shown):
    with translation.override(language):
        assert words(habiter.hour(moment)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0261910000", "02_61_91_00_00"),
        ("02 61 91 00 00", "02_61_91_00_00"),
        ("+33261910000", "02_61_91_00_00"),
        ("0800473333", "0_800_47_33_33"),
        ("0 800 47 33 33", "0_800_47_33_33"),
        ("0612345678", "06_12_34_56_78"),
        ("112", "112"),
        ("3919", "3919"),
        ("", ""),
        (None, ""),
    ],
)
def test_phone_groups(number, shown):
    assert words(habiter.phone_groups(number)) == shown


def rendered(source, path, **context):
    request = RequestFactory().get(path)
    return Template("{% load habiter %}" + source).render(Context({"request": request} | context))


@pytest.mark.parametrize(
    ("path", "tag", "shown"),
    [
        ("/agenda/?theme=eau&page=2", "{% query page=3 %}", "?theme=eau&amp;page=3"),
        ("/agenda/?theme=eau&page=2", '{% query page="" %}', "?theme=eau"),
        ("/agenda/?page=2", '{% query page="" %}', "?"),
        ("/agenda/", "{% query page=2 %}", "?page=2"),
        ("/agenda/?q=%22%3E%3Cscript%3E", "{% query page=2 %}", "?q=%22%3E%3Cscript%3E&amp;page=2"),
    ],
)
def test_query_changes_one_value_and_keeps_the_others(path, tag, shown):
    assert rendered(tag, path) == shown
