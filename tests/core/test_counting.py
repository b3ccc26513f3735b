"""A count a thing and a day: readers only, one row, and never the reader's trouble."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import RequestFactory
from django.utils import timezone

from core.counting import is_reader
from engagement.models import DailyVisits, ShortLink
from tests import factories as make

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1"


@pytest.fixture
def link(db):
    return ShortLink.objects.create(code="K7MX29", page=make.home_page())


def counts():
    return list(DailyVisits.objects.order_by("day").values_list("day", "count"))


@pytest.mark.parametrize("agent", [FIREFOX, IPHONE, "Mozilla/5.0 (Linux; Android 9; CUBOT X18) Chrome/120 Mobile"])
def test_person_with_a_browser_is_a_reader(agent):
    assert is_reader(RequestFactory().get("/", headers={"User-Agent": agent}))


@pytest.mark.parametrize(
    "agent",
    [
        "", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "facebookexternalhit/1.1",
        "Mozilla/5.0 (compatible; bingbot/2.0)", "WhatsApp/2.23 preview", "curl/8.5.0", "python-requests/2.32",
        "Mozilla/5.0 AppleWebKit/537.36 HeadlessChrome/140.0", "Mozilla/5.0 (compatible; AhrefsBot/7.0)", "Wget/1.21",
        "Mozilla/5.0 (compatible; YandexBot/3.0)", "Slackbot-LinkExpanding 1.0", "GPTBot/1.2",
        "Screaming Frog SEO Spider",
    ],
)  # fmt: skip
def test_robot_is_no_reader(agent):
    assert not is_reader(RequestFactory().get("/", headers={"User-Agent": agent}))


@pytest.mark.parametrize(
    "header",
    [
        {"Sec-Purpose": "prefetch"}, {"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"},
        {"X-Purpose": "preview"}, {"X-Moz": "prefetch"}, {"Range": "bytes=1000-2000"},
    ],
)  # fmt: skip
def test_page_loaded_ahead_or_in_parts_is_not_read(header):
    assert not is_reader(RequestFactory().get("/", headers={"User-Agent": FIREFOX} | header))


def test_head_is_no_reading_and_a_first_part_is():
    assert not is_reader(RequestFactory().head("/", headers={"User-Agent": FIREFOX}))
    assert is_reader(RequestFactory().get("/", headers={"User-Agent": FIREFOX, "Range": "bytes=0-"}))


def test_one_row_a_day_is_counted_up(link):
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    DailyVisits.objects.create(link=link, day=yesterday, count=7)
    DailyVisits.objects.add_one(of={"link": link})
    DailyVisits.objects.add_one(of={"link": link})
    assert counts() == [(yesterday, 7), (today, 2)]
    assert list(DailyVisits.objects.between(today, today).values_list("count")) == [(2,)]


def test_second_count_of_a_day_is_one_small_update(link, django_assert_num_queries):
    DailyVisits.objects.add_one(of={"link": link})
    with django_assert_num_queries(1) as queries:
        DailyVisits.objects.add_one(of={"link": link})
    assert queries[0]["sql"].startswith("UPDATE")


def test_row_begun_by_another_process_in_between_is_counted_up(link):
    DailyVisits.objects.add_one(of={"link": link})
    row = {"link": link, "day": DailyVisits.objects.get().day}
    DailyVisits.objects.all()._begin_with(row, {})
    assert [count for _, count in counts()] == [2]


def test_failing_count_is_not_the_readers_trouble(transactional_db, link, caplog):
    def refuse(execute, sql, params, many, context):
        raise DatabaseError("locked")

    with connection.execute_wrapper(refuse):
        DailyVisits.objects.add_one(of={"link": link})
    assert counts() == []
    assert "A count was lost" in caplog.text
