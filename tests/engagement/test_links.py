"""Signed links: one record, one purpose, nothing else."""

from uuid import UUID

import pytest

from engagement import links

RECORD = UUID("5f0d1c1e-7a52-4f6a-9a35-0d4b2c9a7e11")


def test_token_names_the_record_it_was_made_for():
    assert links.read("registration", links.sign("registration", RECORD)) == RECORD


def test_token_stands_in_an_address_as_it_is():
    token = links.sign("registration", RECORD)
    assert token.replace("~", "").replace("-", "").replace("_", "").isalnum()
    assert token.isascii()


def test_token_of_another_purpose_opens_nothing():
    assert links.read("registration", links.sign("browser", RECORD)) is None


def changed(token):
    """The same token with each character changed in turn."""
    for at, character in enumerate(token):
        yield token[:at] + ("a" if character != "a" else "b") + token[at + 1 :]


def test_token_with_any_character_changed_opens_nothing():
    token = links.sign("registration", RECORD)
    # The last character of base64 may carry bits that are not read: it must not open another record.
    assert {links.read("registration", each) for each in changed(token)} <= {None, RECORD}
    assert [each for each in list(changed(token))[:-1] if links.read("registration", each)] == []


@pytest.mark.parametrize(
    "token", ["", "~", "x", RECORD.hex, f"{RECORD.hex}~", "~~~", "é" * 40, "\x00", "\ud800", "a" * 5000, "~" * 5000]
)
def test_what_is_no_token_opens_nothing(token):
    assert links.read("registration", token) is None


def test_signature_of_another_record_opens_nothing():
    other = UUID(int=RECORD.int + 1)
    _, _, signature = links.sign("registration", other).partition("~")
    assert links.read("registration", f"{RECORD.hex}~{signature}") is None


def test_token_signed_with_another_secret_opens_nothing(settings):
    token = links.sign("registration", RECORD)
    settings.SECRET_KEY = "another-secret-" + "y" * 50
    assert links.read("registration", token) is None


def test_signed_text_that_is_no_uuid_opens_nothing():
    from django.core import signing

    token = signing.Signer(salt="habiter.link.registration").sign("not-a-uuid").replace(":", "~")
    assert links.read("registration", token) is None
