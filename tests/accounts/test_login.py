"""Who guesses passwords is stopped, wherever they guess from; who knows theirs comes in, in a new session."""

import pytest
from django.contrib.auth import views as auth_views
from django.core import mail
from django.core.cache import cache
from django.urls import get_resolver, reverse

from accounts import attempts
from tests import factories as make
from tests.portal.addresses import walk

pytestmark = pytest.mark.django_db
LOGIN = "/admin/login/"
PASSWORD = "un-mot-de-passe-solide"


@pytest.fixture
def user():
    user = make.admin()
    user.email = "camille@example.org"
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, password=PASSWORD, address="192.0.2.1", code=""):
    given = {"username": user.get_username(), "password": password, "code": code}
    return client.post(LOGIN, given, REMOTE_ADDR=address)


def errors(response) -> list[str]:
    return list(response.context["form"].non_field_errors())


def test_the_right_password_opens_a_session_with_a_new_key(client, user):
    client.get(LOGIN)
    session = client.session
    session["seen"] = True  # a session that somebody else may have fixed
    session.save()
    before = session.session_key
    assert sign_in(client, user).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert client.session.session_key != before


def test_brute_force_from_one_address_is_stopped_even_with_the_right_password(client, user):
    for _attempt in range(attempts.MOST_FOR_BOTH):
        assert "ne convient pas" in errors(sign_in(client, user, "faux"))[0]
    assert "Trop d’essais" in errors(sign_in(client, user))[0]
    assert sign_in(client, user, address="192.0.2.2").status_code == 302


def test_brute_force_from_many_addresses_is_stopped(client, user):
    for number in range(attempts.MOST_FOR_NAME):
        sign_in(client, user, "faux", address=f"192.0.2.{number}")
    assert "Trop d’essais" in errors(sign_in(client, user, address="198.51.100.1"))[0]


def test_many_names_from_one_address_are_stopped(client, user):
    for number in range(attempts.MOST_FOR_ADDRESS):
        client.post(LOGIN, {"username": f"personne-{number}", "password": "faux"}, REMOTE_ADDR="192.0.2.1")
    assert "Trop d’essais" in errors(sign_in(client, user))[0]


def test_attempts_are_forgotten_once_in_and_by_name_whatever_its_letters(client, user):
    for _attempt in range(attempts.MOST_FOR_BOTH - 1):
        client.post(LOGIN, {"username": user.get_username().upper(), "password": "faux"}, REMOTE_ADDR="192.0.2.1")
    assert sign_in(client, user).status_code == 302
    client.logout()
    assert "ne convient pas" in errors(sign_in(client, user, "faux"))[0]


def test_empty_or_hostile_login_gets_a_sentence(client):
    for given in ({}, {"username": "\x00", "password": "\x00"}, {"username": "a" * 5000, "password": "b" * 100_000}):
        response = client.post(LOGIN, given)
        assert response.status_code == 200
        assert response.context["form"].errors


def test_mailbox_of_somebody_is_not_flooded_with_password_resets(client, user):
    for _time in range(attempts.RESETS_AN_HOUR + 3):
        assert client.post(reverse("wagtailadmin_password_reset"), {"email": user.email.upper()}).status_code == 302
    assert len(mail.outbox) == attempts.RESETS_AN_HOUR


def test_nothing_of_who_tried_is_kept_in_the_cache(client, user):
    sign_in(client, user, "faux")
    assert not [key for key in cache._cache if user.get_username() in key or "192.0.2.1" in key]


@pytest.mark.parametrize("url", ["/_util/login/", "/en/_util/login/"])
def test_no_other_door_takes_a_password(client, user, url):
    answer = client.post(url, {"username": user.get_username(), "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, LOGIN)
    assert client.get("/admin/").status_code == 302


def test_the_only_view_that_signs_in_is_the_one_that_counts():
    views = [(name, getattr(view, "view_class", None)) for name, view in walk(get_resolver(), ())]
    doors = [name for name, view in views if view and issubclass(view, auth_views.LoginView)]
    assert doors == ["wagtailadmin_login"]
