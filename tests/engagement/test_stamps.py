"""The stamp of a form: one submission, shown at a known time, ours."""

import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing

from engagement import stamps


def stamp_shown(ago: timedelta, submission=None) -> str:
    """A stamp as the form gave it so long ago, signed as ours are."""
    signer = signing.TimestampSigner(salt=stamps.SALT)
    value = f"{(submission or uuid4()).hex}{signer.sep}{signing.b62_encode(int(time.time() - ago.total_seconds()))}"
    return f"{value}{signer.sep}{signer.signature(value)}"


def test_new_stamp_is_read_back_young():
    stamp = stamps.read_stamp(stamps.new_stamp())
    assert stamp.submission.version == 4
    assert timedelta(0) <= stamp.age < timedelta(seconds=5)


def test_each_stamp_is_another_submission():
    submissions = {stamps.read_stamp(stamps.new_stamp()).submission for _ in range(20)}
    assert len(submissions) == 20


def test_stamp_read_twice_is_the_same_submission():
    value = stamps.new_stamp()
    assert stamps.read_stamp(value).submission == stamps.read_stamp(value).submission


def test_stamp_says_how_long_the_form_was_open():
    submission = uuid4()
    stamp = stamps.read_stamp(stamp_shown(timedelta(hours=3), submission))
    assert stamp.submission == submission
    assert timedelta(hours=3) <= stamp.age < timedelta(hours=3, seconds=5)


def test_stamp_is_good_for_twelve_hours_and_no_longer():
    assert stamps.read_stamp(stamp_shown(timedelta(hours=11, minutes=59)))
    with pytest.raises(stamps.StaleStamp):
        stamps.read_stamp(stamp_shown(timedelta(hours=12, minutes=1)))


def test_stamp_of_a_clock_ahead_of_ours_is_young_not_negative():
    assert stamps.read_stamp(stamp_shown(timedelta(seconds=-60))).age == timedelta(0)


def test_stamp_with_any_character_changed_is_not_ours():
    value = stamps.new_stamp()
    for at in range(len(value) - 1):
        changed = value[:at] + ("a" if value[at] != "a" else "b") + value[at + 1 :]
        with pytest.raises(stamps.StaleStamp):
            stamps.read_stamp(changed)


@pytest.mark.parametrize("value", ["", ":", "::", "x", "a:b:c", "é:é:é", "\x00", "\ud800", ":" * 5000, "a" * 5000])
def test_what_is_no_stamp_is_refused(value):
    with pytest.raises(stamps.StaleStamp):
        stamps.read_stamp(value)


def test_stamp_signed_for_something_else_is_refused():
    with pytest.raises(stamps.StaleStamp):
        stamps.read_stamp(signing.TimestampSigner(salt="habiter.link.registration").sign(uuid4().hex))


def test_signed_stamp_that_is_no_uuid_is_refused():
    with pytest.raises(stamps.StaleStamp):
        stamps.read_stamp(signing.TimestampSigner(salt=stamps.SALT).sign("robot"))


def test_work_is_a_number_that_costs_thousands_of_hashes_for_this_stamp_alone():
    stamp = stamps.new_stamp()
    tried = next(number for number in range(10_000_000) if stamps.is_worked(stamp, str(number)))
    good = [number for number in range(tried, tried + 20_000) if stamps.is_worked(stamp, str(number))]
    assert len(good) < 10
    assert not stamps.is_worked(stamps.new_stamp(), str(tried))
    assert [number for number in ("", "x", "-1", f" {tried}", "1e9", "²") if stamps.is_worked(stamp, number)] == []
