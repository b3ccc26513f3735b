"""The second factor of staff: a code of an application on their phone (TOTP, RFC 6238), or a recovery code on paper.

Whoever has one gives a code at each login. The moment at which it was set is on the user and in the hash of each
session: the sessions of before end with it (`User.get_session_auth_hash`).
"""

import re

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from wagtail.log_actions import log

from accounts.models import User
from core.errors import DomainError

RECOVERY_CODES = 10
SET, OFF, CODES, FORGOTTEN = (f"accounts.second_factor.{act}" for act in ("set", "off", "codes", "forgotten"))


def accepts(user: User, code: str) -> bool:
    """Say whether this code lets the user in; it is good once. A user without a second factor needs none."""
    if user.second_factor_at is None:
        return True
    code = plain(code)
    # Each kind of code is tried on its own device: one that is wrong makes only its own kind wait.
    kind = TOTPDevice if re.fullmatch(r"\d{6}", code) else StaticDevice
    with transaction.atomic():
        device = kind.objects.select_for_update().filter(user=user, confirmed=True).first()
        return device is not None and device.verify_token(code)


def plain(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def prepared(user: User) -> TOTPDevice:
    """Return the device that the user is about to set: the same one until a code of it was given."""
    known = TOTPDevice.objects.filter(user=user, confirmed=False).first()
    return known or TOTPDevice.objects.create(user=user, confirmed=False)


def confirm(user: User, code: str) -> list[str]:
    """Set the second factor, proved by a code of the application; return the recovery codes, which are told once.

    Raises DomainError for a wrong code, and for who has a second factor already.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        refuse_second(user)
        device = TOTPDevice.objects.filter(user=user, confirmed=False).first()
        proved = device is not None and device.verify_token(plain(code))
        if proved:
            device.confirmed = True
            device.save(update_fields=["confirmed"])
            mark(user, SET, user)
            codes = new_codes(user)
    if not proved:  # outside: what the failure costs is written
        raise wrong_code()
    return codes


def renew_codes(user: User, code: str) -> list[str]:
    """Return new recovery codes for a code that is good; those of before are void."""
    refuse_wrong(user, code)
    with transaction.atomic():
        log(user, CODES, user=user)
        return new_codes(user)


def turn_off(user: User, code: str) -> None:
    refuse_wrong(user, code)
    remove(user, OFF, user)


def forget(user: User, by: User) -> None:
    """Take away the second factor of somebody who lost phone and recovery codes; they set a new one."""
    remove(user, FORGOTTEN, by)


def refuse_second(user: User) -> None:
    if user.second_factor_at:
        raise DomainError(_("You have a second factor already: turn it off first, with one of its codes."), "code")


def refuse_wrong(user: User, code: str) -> None:
    if user.second_factor_at is None or not accepts(user, code):
        raise wrong_code()


def wrong_code() -> DomainError:
    return DomainError(_("This code is not right, or was used already. Wait for the next one and try again."), "code")


def remove(user: User, action: str, by: User) -> None:
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        StaticDevice.objects.filter(user=user).delete()
        mark(user, action, by)


def mark(user: User, action: str, by: User) -> None:
    user.second_factor_at = timezone.now() if action == SET else None
    user.save(update_fields=["second_factor_at"])
    log(user, action, user=by)


def new_codes(user: User) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="")
    codes = [StaticToken.random_token() for _number in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return codes
