"""Two ways of writing one address or one number are one person; two addresses are two."""

import pytest
from phonenumber_field.phonenumber import PhoneNumber

from engagement.contacts import find_or_create_person, identity_of
from engagement.enums import Channel
from engagement.forms import ContactFields
from engagement.models import Person

pytestmark = pytest.mark.django_db


def person_typing(**typed) -> Person:
    """The person that a form makes of what somebody typed."""
    form = ContactFields({"name": "Nadia"} | typed)
    assert form.is_valid(), form.errors
    data = form.cleaned_data
    return find_or_create_person(data["email"], str(data["phone"] or ""), "fr")


@pytest.mark.parametrize(
    "email",
    ["nadia@example.org", "Nadia@Example.ORG", "  nadia@example.org ", "NADIA@EXAMPLE.ORG\n", "\tnadia@example.org"],
)
def test_case_and_spaces_of_an_address_are_one_person(email):
    nadia = person_typing(email="nadia@example.org")
    assert person_typing(email=email) == nadia
    assert Person.objects.count() == 1


def test_compatible_characters_of_an_address_are_one_identity():
    assert identity_of("\uff4eadia@example.org", "") == identity_of("nadia@example.org", "")


@pytest.mark.parametrize(
    "phone",
    ["06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "+33612345678", "+33 6 12 34 56 78",
     "0033 6 12 34 56 78", "(06) 12 34 56 78", "06\u00a012\u00a034\u00a056\u00a078", "+33 (0)6 12 34 56 78"],
)  # fmt: skip
def test_ways_of_writing_a_number_are_one_person(phone):
    nadia = person_typing(phone="06 12 34 56 78")
    assert person_typing(phone=phone) == nadia
    assert (nadia.identity, str(nadia.phone)) == ("+33612345678", "+33612345678")


def test_two_addresses_are_two_persons():
    assert person_typing(email="nadia@example.org") != person_typing(email="nadia.b@example.org")


def test_identity_is_the_address_when_both_are_given():
    both = person_typing(email="nadia@example.org", phone="06 12 34 56 78")
    assert both.identity == "nadia@example.org"
    assert person_typing(email="Nadia@example.org") == both


def test_known_person_is_left_as_it_is_for_a_third_party_may_be_typing():
    known = person_typing(email="nadia@example.org", phone="06 12 34 56 78")
    find_or_create_person("NADIA@example.org", "+33699999999", "ar")
    known.refresh_from_db()
    assert (known.email, str(known.phone), known.language) == ("nadia@example.org", "+33612345678", "fr")


def test_channel_is_the_mail_when_there_is_one_else_a_call():
    assert person_typing(email="nadia@example.org", phone="06 12 34 56 78").channel == Channel.EMAIL
    assert person_typing(phone="06 98 76 54 32").channel == Channel.CALL


def test_number_object_and_text_are_one_identity():
    assert identity_of("", PhoneNumber.from_string("06 12 34 56 78", region="FR")) == identity_of("", "+33612345678")


def test_address_whose_folded_form_is_too_long_is_refused_by_the_form():
    # One letter that folds into eighteen: the 245 typed characters would be over 2,000 in the database.
    form = ContactFields({"name": "Nadia", "email": "a@" + "\ufdfa." * 120 + "org"})
    assert not form.is_valid()
    assert [(field, error[0].code) for field, error in form.errors.as_data().items()] == [("email", "invalid")]


def test_longest_address_that_the_form_takes_can_be_kept():
    email = "n" * 64 + "@" + ".".join(["a" * 60] * 3) + ".fr"
    assert person_typing(email=email).email == email
