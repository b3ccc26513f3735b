"""Posts from one address are counted under a hash; only our own proxies are believed about whose address it is."""

from itertools import count

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from core import limits
from engagement import stamps
from tests import factories as make
from tests.copro import asking
from tests.events.visitor import path, read, sign_up
from tests.guides import pages
from tests.support.browser import assert_axe


@pytest.fixture(autouse=True)
def empty_cache():
    cache.clear()
    yield
    cache.clear()


def post(address="192.0.2.1", forwarded=""):
    extra = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    return RequestFactory().post("/", REMOTE_ADDR=address, **extra)


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_spoofed_x_forwarded_for_is_not_believed(settings, hops, forwarded, address):
    settings.TRUSTED_PROXIES = hops
    assert limits.address_of(post(forwarded=forwarded)) == address


def test_flood_from_one_address_is_stopped_and_others_are_not(settings):
    settings.POSTS_AN_HOUR = 3
    assert [limits.is_flooded(post(), "sign_up") for _ in range(5)] == [False, False, False, True, True]
    assert not limits.is_flooded(post("192.0.2.2"), "sign_up")
    assert not limits.is_flooded(post(), "request")


def test_address_is_not_kept(settings):
    settings.POSTS_AN_HOUR = 3
    limits.is_flooded(post("198.51.100.7"), "sign_up")
    assert not [key for key in cache._cache if "198.51.100.7" in key]


@pytest.mark.django_db
def test_school_behind_one_address_is_not_blocked(client, settings):
    settings.FORM_MIN_SECONDS, settings.POSTS_AN_HOUR = 0, 300
    session = make.published_session(capacity=100)
    answers = [sign_up(client, session, adults="1", from_6="0", email=f"eleve-{n}@example.org") for n in range(35)]
    assert {answer.status_code for answer in answers} == {302}


@pytest.mark.django_db
def test_flooded_form_keeps_what_was_typed_and_says_why(client, settings):
    settings.FORM_MIN_SECONDS, settings.POSTS_AN_HOUR = 0, 1
    session = make.published_session()
    sign_up(client, session)
    soup = read(sign_up(client, session, "en", email="b@example.org"))
    assert "call us" in soup.select_one(".error-summary").text
    assert soup.find(id="id_name")["value"] == "Nadia Test"
    assert session.registrations.count() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_device_does_the_work_that_a_flooded_form_asks(page, live_server, settings):
    settings.FORM_MIN_SECONDS, settings.POSTS_AN_HOUR = 0, 1
    make.home_page()
    session = make.published_session()
    for number in range(2):
        page.goto(f"{live_server.url}{path(session)}")
        page.get_by_label("Prénom et nom").fill("Nadia Test")
        page.get_by_label("Adresse e-mail").fill(f"nadia-{number}@example.org")
        page.locator("[name=lives_in], [name=lives_as]").evaluate_all(
            "all => all.forEach(one => one.value = 'unknown')"
        )
        page.locator("main form button[type=submit]").last.click()
    page.get_by_text("ce n’est pas un robot").wait_for()
    assert_axe(page)
    page.locator("main form button[type=submit]").last.click()
    page.wait_for_url("**/inscription/gerer/**")
    assert session.registrations.count() == 2


@pytest.mark.django_db
def test_flood_of_any_public_form_asks_for_work_and_what_was_typed_stays(client, settings):
    settings.FORM_MIN_SECONDS, settings.POSTS_AN_HOUR = 0, 1
    pages.guide(slug="robinet")
    forms = {
        asking.ADDRESS: asking.NADIA, "/copropriete/mes-demandes/": {"email": "nadia@example.org"},
        "/guides/robinet/avis/": {"answer": "yes", "sentence": "Un joint"},
    }  # fmt: skip
    for url, answers in forms.items():
        assert client.post(url, asking.opened(client, url) | answers).status_code == 302
        refused = read(client.post(url, asking.opened(client, url) | answers))
        assert "appelez-nous" in refused.select_one(".error-summary").text, url
        kept = asking.answers_of(refused.select_one(f'main form[action$="{url}"]'))
        assert [name for name, typed in answers.items() if typed not in (kept[name], kept[name][0])] == []
        stamp = kept["stamp"][0]
        assert client.post(url, kept | {"work": a_number(stamp, is_good=False)}).status_code == 200, url
        assert client.post(url, kept | {"work": a_number(stamp, is_good=True)}).status_code == 302, url


def a_number(stamp: str, *, is_good: bool) -> str:
    return next(str(number) for number in count() if stamps.is_worked(stamp, str(number)) == is_good)


@pytest.mark.django_db
def test_form_that_must_be_corrected_does_not_count(client, settings):
    settings.FORM_MIN_SECONDS, settings.POSTS_AN_HOUR = 0, 1
    session = make.published_session()
    for _ in range(3):
        assert sign_up(client, session, email="nadia@").status_code == 200
    assert sign_up(client, session).status_code == 302
