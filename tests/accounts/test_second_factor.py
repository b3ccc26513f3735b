"""The second factor of staff: set with a code, asked at each login, lost and found again."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django_otp.oath import totp
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.models import ModelLogEntry

from accounts import second_factor
from core.errors import DomainError
from tests import factories as make
from tests.accounts.test_login import PASSWORD, errors, sign_in
from tests.accounts.test_login import user as user

pytestmark = pytest.mark.django_db
PAGE = "/admin/second-facteur/"


def code_of(user) -> str:
    """Return the code that the application shows now, as if no code had been given yet."""
    device = second_factor.prepared(user) if not user.second_factor_at else TOTPDevice.objects.get(user=user)
    TOTPDevice.objects.filter(pk=device.pk).update(last_t=-1, throttling_failure_count=0)
    return f"{totp(device.bin_key):06d}"


def with_factor(user) -> list[str]:
    codes = second_factor.confirm(user, code_of(user))
    user.refresh_from_db()
    return codes


def send(client, act, code):
    return client.post(PAGE, {"act": act, "code": code})


def acts(user) -> list[str]:
    return list(ModelLogEntry.objects.for_instance(user).order_by("pk").values_list("action", flat=True))


def test_it_is_set_with_a_code_of_the_application_and_the_recovery_codes_are_shown_once(client, user):
    sign_in(client, user)
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    assert page.select_one(".hb-qr svg") is not None
    assert page.select_one(".hb-steps code").text.replace(" ", "").isalnum()
    shown = BeautifulSoup(send(client, "set", code_of(user)).content, "html.parser")
    codes = [code.text for code in shown.select(".hb-codes code")]
    assert len(set(codes)) == second_factor.RECOVERY_CODES
    again = client.get(PAGE).text
    assert [code for code in codes if code in again] == []
    assert acts(user) == ["accounts.second_factor.set"]


def test_wrong_code_sets_nothing_and_says_so(client, user):
    sign_in(client, user)
    answer = send(client, "set", "000000" if code_of(user) != "000000" else "000001")
    assert (answer.status_code, "Ce code ne convient pas" in answer.text) == (422, True)
    user.refresh_from_db()
    assert user.second_factor_at is None


def test_login_asks_the_code_and_no_answer_says_which_part_was_wrong(client, user):
    with_factor(user)
    said = {errors(sign_in(client, user, code=code))[0] for code in ("", "abc", "12345678901234567890")}
    assert said == set(errors(sign_in(client, user, "faux")))
    assert sign_in(client, user, code=code_of(user)).status_code == 302


def test_code_is_good_once(client, user):
    with_factor(user)
    code = code_of(user)
    assert sign_in(client, user, code=code).status_code == 302
    assert sign_in(Client(), user, code=code).status_code == 200


def test_code_without_the_password_is_worth_nothing(client, user):
    with_factor(user)
    assert sign_in(client, user, "faux", code=code_of(user)).status_code == 200


def test_recovery_code_lets_in_once_however_it_is_typed(client, user):
    code = with_factor(user)[0]
    typed = f"{code[:4]} {code[4:]}".upper()
    assert sign_in(client, user, code=typed).status_code == 302
    assert sign_in(Client(), user, code=typed).status_code == 200
    assert StaticToken.objects.filter(device__user=user).count() == second_factor.RECOVERY_CODES - 1


def test_wrong_codes_make_the_next_one_wait(user):
    with_factor(user)
    right = code_of(user)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    assert not second_factor.accepts(user, wrong)
    assert not second_factor.accepts(user, right)  # within a second of the failure


def test_other_sessions_end_when_it_is_set_and_this_one_goes_on(client, user):
    elsewhere = Client()
    sign_in(elsewhere, user)
    sign_in(client, user)
    send(client, "set", code_of(user))
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302


def test_it_is_turned_off_and_codes_are_renewed_with_a_code_only(client, user):
    old = with_factor(user)[0]
    sign_in(client, user, code=code_of(user))
    assert send(client, "off", "abc").status_code == 422
    assert send(client, "codes", code_of(user)).status_code == 200
    assert not StaticToken.objects.filter(token=old).exists()
    assert send(client, "off", code_of(user)).status_code == 302
    assert client.get("/admin/").status_code == 200
    assert not TOTPDevice.objects.filter(user=user).exists()
    assert acts(user) == [f"accounts.second_factor.{act}" for act in ("set", "codes", "off")]


def test_open_session_cannot_replace_a_factor_by_its_own(user):
    with_factor(user)
    with pytest.raises(DomainError, match="déjà"):
        second_factor.confirm(user, "123456")


@pytest.mark.parametrize("given", [{}, {"act": "x", "code": "1"}, {"act": "set", "code": "\x00" * 30}])
def test_tampered_form_gets_a_sentence(client, user, given):
    sign_in(client, user)
    answer = client.post(PAGE, given)
    assert (answer.status_code, "error-message" in answer.text) == (422, True)


def test_where_it_is_required_nothing_else_of_the_admin_opens_before_it_is_set(client, user, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    sign_in(client, user)
    for url in ("/admin/", reverse("session_screen", args=[make.session().pk]), "/admin/users/"):
        assert client.get(url)["Location"] == PAGE
    assert client.get(PAGE).status_code == 200
    send(client, "set", code_of(user))
    assert client.get("/admin/").status_code == 200
    assert client.post(reverse("wagtailadmin_logout")).status_code == 302
    assert Client().get("/").status_code in {200, 404}


def test_colleague_who_lost_everything_is_helped_by_who_manages_users(client, user):
    colleague = make.admin()
    with_factor(colleague)
    sign_in(client, user)
    url = reverse("forget_second_factor", args=[colleague.pk])
    assert url in client.get("/admin/users/").text
    assert "Oublier le second facteur" in client.get(url).text
    assert client.post(url).status_code == 302
    colleague.refresh_from_db()
    assert (colleague.second_factor_at, acts(colleague)[-1]) == (None, "accounts.second_factor.forgotten")
    assert client.post(url).status_code == 404


def test_nobody_forgets_their_own_this_way_nor_that_of_a_superuser_above_them(client, user):
    from tests.factories import Role

    with_factor(user)
    url = reverse("forget_second_factor", args=[user.pk])
    sign_in(client, user, code=code_of(user))
    assert client.post(url).status_code in {302, 403}
    other = make.staff(Role.EDITOR)
    other.set_password(PASSWORD)
    other.save()
    elsewhere = Client()
    sign_in(elsewhere, other)
    assert elsewhere.post(url).status_code in {302, 403}
    user.refresh_from_db()
    assert user.second_factor_at is not None
