"""What every public form shares: a way to reach somebody, the trap for robots, the stamp, where one lives."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import translation

from engagement import stamps
from engagement.enums import Housing
from engagement.forms import ContactFields, HomeFields, NeedsFields, StampedForm
from territory.enums import Whereabouts
from tests import factories as make
from tests.engagement.test_stamps import stamp_shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def errors(form):
    return {field: [str(message) for message in messages] for field, messages in form.errors.items()}


# How to reach somebody


@pytest.mark.parametrize("way", [{"email": "nadia@example.org"}, {"phone": "06 12 34 56 78"}])
def test_one_way_to_reach_somebody_is_enough(way):
    form = ContactFields({"name": "Nadia"} | way)
    assert form.is_valid(), form.errors


def test_no_way_to_reach_somebody_is_said_once_by_the_address():
    form = ContactFields({"name": "Nadia", "email": " ", "phone": ""})
    assert errors(form) == {"email": ["Give an e-mail address or a telephone number, so that we can reach you."]}


@pytest.mark.parametrize("email", ["nadia", "nadia@", "nadia@example", "a b@example.org", "nadia@example..org"])
def test_wrong_address_is_said_with_an_example_and_nothing_else(email):
    form = ContactFields({"name": "Nadia", "email": email})
    assert errors(form) == {"email": ["This e-mail address is not complete. Example: nadia@example.org."]}


@pytest.mark.parametrize("phone", ["06", "06 12 34 56", "abc", "99 99 99 99 99", "+", "٠٦", "0" * 150])
def test_wrong_number_is_said_with_an_example_and_nothing_else(phone):
    form = ContactFields({"name": "Nadia", "phone": phone})
    assert errors(form) == {"phone": ["This telephone number is not complete. Example: 02 61 91 00 00."]}


def test_number_is_french_unless_it_says_otherwise():
    form = ContactFields({"name": "Nadia", "phone": "02 61 91 00 00"})
    assert form.is_valid()
    assert str(form.cleaned_data["phone"]) == "+33261910000"


def test_name_is_asked_for_and_may_be_of_any_script():
    assert errors(ContactFields({"name": "  ", "email": "n@example.org"})) == {
        "name": ["Write your first name and surname."]
    }
    form = ContactFields({"name": "نادية 🌻 O’Brien-Łukasz", "email": "n@example.org"})
    assert form.is_valid()
    assert form.cleaned_data["name"] == "نادية 🌻 O’Brien-Łukasz"


def test_name_that_is_too_long_is_said():
    form = ContactFields({"name": "N" * 121, "email": "n@example.org"})
    assert errors(form) == {"name": ["Write a shorter name: 120 characters at most."]}


# Robots and stamps


def test_stamped_form_gives_its_submission():
    stamp = stamp_shown(timedelta(seconds=30), UUID(int=7, version=4))
    form = StampedForm({"stamp": stamp})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["submission"] == UUID(int=7, version=4)


def test_unbound_forms_each_have_a_fresh_stamp():
    first, second = (stamps.read_stamp(StampedForm()["stamp"].value()) for _ in range(2))
    assert first.submission != second.submission


def test_stamp_of_an_unbound_form_is_the_one_that_is_shown():
    form = StampedForm()
    assert form["stamp"].value() == form["stamp"].value()
    assert form["stamp"].value() in str(form["stamp"])


def test_robot_that_fills_the_hidden_field_is_refused():
    form = StampedForm({"stamp": stamp_shown(timedelta(minutes=1)), "website": "http://spam.example"})
    assert errors(form) == {
        "__all__": ["This could not be sent. If you are a person, empty the hidden field or call us."]
    }


def test_form_sent_at_once_is_refused_and_its_stamp_ages(settings):
    settings.FORM_MIN_SECONDS = 2
    stamp = stamp_shown(timedelta(seconds=0))
    form = StampedForm({"stamp": stamp})
    assert errors(form) == {"__all__": ["That was very quick. Check your answers and send them again."]}
    # The same stamp stands in the page that is shown again: sent later, it is the same submission.
    assert form["stamp"].value() == stamp


def test_form_sent_after_the_shortest_time_is_taken(settings):
    settings.FORM_MIN_SECONDS = 2
    assert StampedForm({"stamp": stamp_shown(timedelta(seconds=3))}).is_valid()


class Letter(ContactFields, StampedForm):
    pass


@pytest.mark.parametrize("stamp", ["", "robot", "\x01", "x" * 200, None])
def test_stale_or_foreign_stamp_is_refused_with_a_fresh_one_and_what_was_typed(stamp):
    stamp = stamp_shown(timedelta(hours=13)) if stamp is None else stamp
    form = Letter({"name": "Nadia", "email": "nadia@example.org", "stamp": stamp})
    assert errors(form) == {"__all__": ["This page was open for a long time. Check your answers and send them again."]}
    assert (form["name"].value(), form["email"].value()) == ("Nadia", "nadia@example.org")
    again = form["stamp"].value()
    assert again != stamp
    assert stamps.read_stamp(again).age < timedelta(seconds=5)


def test_stale_form_sent_again_is_taken(settings):
    settings.FORM_MIN_SECONDS = 0
    stale = Letter({"name": "Nadia", "email": "nadia@example.org", "stamp": stamp_shown(timedelta(hours=13))})
    assert not stale.is_valid()
    again = Letter({name: stale[name].value() for name in ("name", "email", "stamp")})
    assert again.is_valid(), again.errors


# Where somebody lives


def test_neighbourhood_and_landlord_are_recorded_as_records():
    landlord = make.landlord()
    neighbourhood = make.neighbourhood(landlord)
    form = HomeFields({"lives_in": neighbourhood.slug, "lives_as": f"landlord:{landlord.slug}"})
    assert form.is_valid(), form.errors
    assert form.home() == {
        "whereabouts": Whereabouts.INSIDE, "neighbourhood": neighbourhood,
        "housing": Housing.SOCIAL_TENANT, "landlord": landlord,
    }  # fmt: skip


@pytest.mark.parametrize("where", [Whereabouts.OUTSIDE, Whereabouts.UNKNOWN])
@pytest.mark.parametrize("housing", list(Housing))
def test_elsewhere_and_unknown_are_answers(where, housing):
    form = HomeFields({"lives_in": where.value, "lives_as": housing.value})
    assert form.is_valid(), form.errors
    assert form.home() == {"whereabouts": where, "neighbourhood": None, "housing": housing, "landlord": None}


def test_where_somebody_lives_is_asked_for():
    assert errors(HomeFields({})) == {
        "lives_in": ["Choose your neighbourhood, or “I do not know”."],
        "lives_as": ["Choose what your home is, or “I do not know”."],
    }


@pytest.mark.parametrize("wrong", ["nowhere", "inside", "landlord:nobody", "\x00", "x" * 5000])
def test_unknown_home_is_refused(wrong):
    assert sorted(HomeFields({"lives_in": wrong, "lives_as": wrong}).errors) == ["lives_as", "lives_in"]


def test_needs_are_closed_choices():
    assert NeedsFields({"needs": ["step_free", "hearing"]}).is_valid()
    assert NeedsFields({}).is_valid()
    assert list(NeedsFields({"needs": ["a long story about my health"]}).errors) == ["needs"]
