"""Every role × every address of ours: what each may open and send. An address without a line in matrix.txt fails."""

from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.portal import world as worlds
from tests.portal.addresses import every

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).with_name("matrix.txt")


def rows() -> list[tuple[str, str, dict[str, str]]]:
    """Return (address, method, what each role gets) from the table."""
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return [(name, method, dict(zip(worlds.WHO, got, strict=True))) for name, method, *got in lines]


# Where a form has streams, Wagtail counts on being told how many blocks each holds.
NO_BLOCKS = {"bands-count": "0", "conditions-count": "0"}


def outcome(client: Client, method: str, url: str) -> str:
    """Return the status in a word; what an empty form writes is taken back."""
    with transaction.atomic():
        response = client.post(url, NO_BLOCKS if "/dutyrule/" in url else {}) if method == "POST" else client.get(url)
        transaction.set_rollback(True)
    if response.streaming:
        response.getvalue()  # read to its end, a file is closed
    if response.status_code != 302:
        return str(response.status_code)
    if response.url.startswith(reverse("wagtailadmin_login")):
        return "login"
    return "home" if response.url == reverse("wagtailadmin_home") else "302"


@pytest.mark.parametrize("who", worlds.WHO)
def test_role_gets_what_the_table_says(who):
    world, client = worlds.build(), Client()
    if world.users[who]:
        client.force_login(world.users[who])
    told, got = {}, {}
    for name, method, expected in rows():
        told[name, method], got[name, method] = expected[who], outcome(client, method, world.url(name))
    assert got == told


def test_every_address_has_a_line():
    assert set(every()) - {name for name, _method, _got in rows()} == set()


def test_no_line_is_about_an_address_that_is_gone():
    assert {name for name, _method, _got in rows()} - set(every()) == set()
