"""Who may come: children by age, minors on the event's terms, the limit of a household, when sign-up is open."""

from uuid import uuid4

import pytest

from core.errors import DomainError
from engagement.models import Message
from events import registration
from events.enums import Minors
from events.models import Registration
from tests import factories as make
from tests.events.visitor import answers_of, form_of, path, read, sign_up, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


def session_of(**fields):
    kept = {name: fields.pop(name) for name in ("capacity", "sign_up_opens_at", "sign_up_closes_at") if name in fields}
    return make.published_session(event=make.event(**fields), **kept)


def errors(response) -> list[str]:
    assert response.status_code == 200
    assert Registration.objects.count() == 0
    return [words(item) for item in read(response).select(".error-summary li")]


def test_children_are_counted_by_age(client):
    session = session_of()
    sign_up(client, session, under_6="2", from_6="", from_12="1")
    made = Registration.objects.get()
    assert (made.adults, made.children, made.ages, made.seats) == (2, 3, {"0-5": 2, "12-17": 1}, 5)
    form = form_of(read(client.get("/inscription/gerer/")), "modifier/")
    assert {name: answers_of(form)[name] for name in ("under_6", "from_6", "from_12")} == {
        "under_6": ["2"], "from_6": ["0"], "from_12": ["1"],
    }  # fmt: skip
    client.post("/inscription/gerer/modifier/", {"adults": "1", "under_6": "0", "from_6": "1", "from_12": "0"})
    made.refresh_from_db()
    assert (made.adults, made.children, made.ages) == (1, 1, {"6-11": 1})


def test_ages_changed_among_the_same_people_tell_nobody(client):
    sign_up(client, session_of())
    client.post("/inscription/gerer/modifier/", {"adults": "2", "under_6": "1", "from_6": "0", "from_12": "0"})
    assert Registration.objects.get().ages == {"0-5": 1}
    assert [message.template for message in Message.objects.all()] == ["confirmation"]


def test_household_within_the_limit_of_the_event(client):
    session = session_of(max_party=3, capacity=20)
    said = errors(sign_up(client, session, "en", adults="3", from_6="1"))
    assert said == ["At most 3 people a household. For a group, call us."]
    assert sign_up(client, session, adults="3", from_6="0").status_code == 302


def test_limit_checked_only_when_the_form_is_shown():
    """A past bug of a peer: the verb itself refuses, whatever form was shown, also a change."""
    session = session_of(max_party=2, capacity=20)
    with pytest.raises(DomainError):
        registration.register(session.pk, registration.SignUp(name="N", adults=3, email="n@example.org"), uuid4())
    made = registration.register(session.pk, registration.SignUp(name="N", adults=2, email="n@example.org"), uuid4())
    with pytest.raises(DomainError):
        registration.change_party(made.pk, 3, 0)


# Minors


def test_session_for_adults_asks_for_no_children_and_takes_none(client):
    session = session_of(minors=Minors.NONE)
    form = form_of(read(client.get(path(session))), path(session))
    assert {"under_6", "from_6", "from_12"}.isdisjoint(answers_of(form))
    with pytest.raises(DomainError):
        registration.register(
            session.pk, registration.SignUp(name="N", adults=1, children=1, email="n@example.org"), uuid4()
        )


def test_accompanied_minors_do_not_come_alone(client):
    session = session_of(minors=Minors.ACCOMPANIED)
    assert errors(sign_up(client, session, "en", adults="0", from_12="1")) == ["At least one adult comes."]
    alone = registration.SignUp(
        name="N", adults=0, children=1, ages={"12-17": 1}, parent_phone="+33612345678", email="n@example.org"
    )
    with pytest.raises(DomainError):
        registration.register(session.pk, alone, uuid4())


ALONE = {"adults": "0", "from_6": "0", "from_12": "1", "parent_agrees": "on", "parent_phone": "06 12 34 56 78"}


def test_minor_of_12_comes_alone_once_a_parent_agrees(client):
    session = session_of(minors=Minors.ALONE_FROM_12)
    assert sign_up(client, session, **ALONE).status_code == 302
    made = Registration.objects.get()
    assert (made.adults, made.children, made.parent_phone) == (0, 1, "+33612345678")
    assert made.parent_agreed_at is not None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"parent_agrees": ""}, "Without an adult, a parent must agree: tick the box."),
        ({"parent_phone": ""}, "Without an adult, a parent must agree: give their telephone."),
        ({"parent_phone": "06 12"}, "This telephone number is not complete. Example: 02 61 91 00 00."),
        ({"under_6": "1"}, "Under 12, children come with an adult."),
        ({"from_12": "0"}, "Who comes? Count one person at least."),
        ({"adults": "-1"}, "Who comes? Count one person at least."),
    ],
)
def test_minor_alone_without_what_is_needed_is_refused_by_the_field(client, change, sentence):
    session = session_of(minors=Minors.ALONE_FROM_12)
    assert errors(sign_up(client, session, "en", **ALONE | change)) == [sentence]


def test_parent_s_telephone_is_not_kept_when_an_adult_comes(client):
    sign_up(client, session_of(minors=Minors.ALONE_FROM_12), **ALONE | {"adults": "1"})
    assert (Registration.objects.get().parent_phone, Registration.objects.get().parent_agreed_at) == ("", None)


# Opening and closing


@pytest.mark.parametrize(
    ("fields", "words_said"),
    [({"sign_up_opens_at": make.soon(1)}, "Sign-up opens on"), ({"sign_up_closes_at": make.soon(-1)}, "closed on")],
)
def test_sign_up_is_open_between_its_dates_only(client, fields, words_said):
    session = session_of(**fields)
    response = client.get(path(session, "en"))
    assert response.status_code == 410
    assert words_said in words(read(response).main)


def test_served_after_closing():
    """A past bug of a peer: the moment counts when it is written, not when the form was shown."""
    session = session_of(sign_up_closes_at=make.soon(-0.01))
    with pytest.raises(DomainError):
        registration.register(session.pk, registration.SignUp(name="N", adults=1, email="n@example.org"), uuid4())
    assert Registration.objects.count() == 0


# Language


def test_language_of_messages_is_the_page_s_unless_another_is_chosen(client):
    session = session_of()
    form = form_of(read(client.get(path(session, "ar"))), path(session, "ar"))
    assert answers_of(form)["language"] == ["ar"]
    sign_up(client, session, "ar", language="en")
    made = Registration.objects.get()
    assert (made.language, made.person.language) == ("en", "en")


def test_language_that_does_not_exist_is_a_sentence(client):
    assert errors(sign_up(client, session_of(), "en", language="xx")) == ["Choose in the list."]


# Abuse


def test_mail_bombing_a_third_person_is_capped(client, settings):
    settings.SIGN_UPS_A_DAY = 3
    victim = {"email": "victim@example.org"}
    for _ in range(3):
        assert sign_up(client, session_of(), **victim).status_code == 302
    response = sign_up(client, session_of(), "en", **victim)
    assert "many sign-ups for this contact today" in words(read(response).select_one(".error-summary"))
    assert Message.objects.count() == 3
    for _ in range(2):  # cancelling in between does not help
        client.post("/inscription/gerer/annuler/")
        sign_up(client, session_of(), **victim)
    assert Message.objects.filter(template="confirmation").count() == 3
