"""The sign-up page as a household uses it, in a browser without a script: right, wrong, odd and hostile answers."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils import timezone, translation

from engagement.models import Message
from events import scheduling
from events.models import EventPage, Registration
from tests import factories as make
from tests.events.visitor import NADIA, answers_of, fill, form_of, path, read, rows, sign_up, words

pytestmark = pytest.mark.django_db

NOBODY = UUID("00000000-0000-4000-8000-000000000000")  # no session has it


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


@pytest.fixture
def session():
    return make.published_session(capacity=10)


def summary(soup):
    """The errors said at the head of the page, by the field that each leads to ("" for none)."""
    box = soup.select_one(".error-summary")
    assert box["role"] == "alert"
    said = {}
    for item in box.select("li"):
        field = item.a["href"] if item.a else ""
        if field:
            assert soup.select_one(field) is not None, f"{field} leads nowhere"
        said.setdefault(field.removeprefix("#id_").removesuffix("_0"), []).append(words(item))
    return said


def refused(response):
    """The page of a refused form: nothing was written. Returns its soup."""
    assert response.status_code == 200
    assert (Registration.objects.count(), Message.objects.count()) == (0, 0)
    assert "no-store" in response["Cache-Control"]
    return read(response)


# What is right


def test_household_is_signed_up_and_sees_its_reference(client, session):
    landlord = make.landlord()
    home = make.neighbourhood(landlord)
    answers = {"lives_in": home.slug, "lives_as": f"landlord:{landlord.slug}", "needs": ["step_free", "hearing"]}
    response = sign_up(client, session, **answers)
    assert (response.status_code, response["Location"]) == (302, "/inscription/gerer/")

    made = Registration.objects.get()
    kept = [getattr(made, name) for name in ("session", "name", "adults", "children", "seats", "status", "language")]
    assert kept == [session, "Nadia Test", 2, 1, 3, "confirmed", "fr"]
    assert (made.whereabouts, made.neighbourhood, made.housing, made.landlord) == (
        "inside",
        home,
        "social_tenant",
        landlord,
    )
    assert (made.needs, made.origin, made.person.email) == (["step_free", "hearing"], "web", "nadia@example.org")
    [message] = Message.objects.all()
    assert (message.template, message.record, message.person) == ("confirmation", made, made.person)
    assert made.reference in words(read(client.get(response["Location"])).main)


def test_page_says_what_when_where_and_how_many_seats_are_left(client, session):
    make.registration(session=session, adults=8)
    main = read(client.get(path(session, "en"))).main
    for said in (session.event.title, session.venue.name, "2 places left"):
        assert said in words(main)


def test_every_input_has_a_label_and_its_hint(client, session):
    form = form_of(read(client.get(path(session))), path(session))
    for field in form.select("input:not([type=hidden]), select"):
        assert form.select(f'label[for="{field["id"]}"]'), field["name"]
        for described in field.get("aria-describedby", "").split():
            assert form.find(id=described) is not None, described
    assert form.has_attr("novalidate")


def test_full_session_offers_the_waiting_list_and_takes_the_household_on_it(client):
    session = make.published_session(capacity=3)
    make.registration(session=session, adults=3)
    assert "Join the waiting list" in words(read(client.get(path(session, "en"))).main)
    sign_up(client, session)
    made = Registration.objects.latest("pk")
    assert made.status == "waiting"
    assert [m.template for m in Message.objects.filter(object_id=made.pk)] == ["waiting"]


def test_phone_alone_is_enough_and_leaves_a_call_to_make(client, session):
    sign_up(client, session, email="", phone="06 12 34 56 78")
    assert str(Registration.objects.get().person.phone) == "+33612345678"
    assert Message.objects.calls_to_make().count() == 1


ODD_NAMES = [
    ("نادية 🌻", "نادية 🌻"),
    ("\u202eaidaN\u202c", "\u202eaidaN\u202c"),
    ("  Nadia \n  B.\r\nBcc: x@example.com ", "Nadia B. Bcc: x@example.com"),
    ("<script>alert(1)</script> & “Co”", "<script>alert(1)</script> & “Co”"),
    ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    ("{{ form }} %(name)s {0}", "{{ form }} %(name)s {0}"),
    ("N" * 120, "N" * 120),
]


@pytest.mark.parametrize(("typed", "kept"), ODD_NAMES)
def test_odd_name_is_kept_as_it_is_and_shown_as_text(client, session, typed, kept):
    response = sign_up(client, session, name=typed)
    assert Registration.objects.get().name == kept
    soup = read(client.get(response["Location"]))
    assert kept in words(soup.main)
    assert [tag for tag in soup.main("script") if not tag.get("src")] == []


# What is wrong, and kept


def test_empty_form_is_refused_with_a_link_to_each_field(client, session):
    blank = {"adults": "", "from_6": "", "name": "", "email": "", "lives_in": "", "lives_as": ""}
    soup = refused(sign_up(client, session, "en", **blank))
    assert summary(soup) == {
        "adults": ["How many adults come? At least one."],
        "name": ["Write your first name and surname."],
        "email": ["Give an e-mail address or a telephone number, so that we can reach you."],
        "lives_in": ["Choose your neighbourhood, or “I do not know”."],
        "lives_as": ["Choose what your home is, or “I do not know”."],
    }
    assert words(soup.title).startswith("Error:")
    for field in ("adults", "name", "email", "lives_in", "lives_as"):
        shown = soup.find(id=f"id_{field}")
        assert shown["aria-invalid"] == "true"
        assert f"id_{field}_error" in shown["aria-describedby"].split()
        assert summary(soup)[field][0] in words(soup.find(id=f"id_{field}_error"))


def test_what_was_typed_is_kept_and_sent_again_once_put_right(client, session):
    typed = {"adults": "3", "from_6": "2", "name": "Nadia “B”", "email": "nadia@", "phone": "06 12",
             "needs": ["hearing"],             "lives_in": "outside", "lives_as": "private_tenant"}  # fmt: skip
    soup = refused(sign_up(client, session, **typed))
    assert sorted(summary(soup)) == ["email", "phone"]
    again = answers_of(form_of(soup, path(session)))
    assert {name: again[name] for name in typed} == {
        name: value if isinstance(value, list) else [value] for name, value in typed.items()
    }
    response = client.post(path(session), again | {"email": "nadia@example.org", "phone": ""})
    assert response.status_code == 302
    made = Registration.objects.get()
    assert (made.seats, made.name, made.needs, made.whereabouts) == (5, "Nadia “B”", ["hearing"], "outside")


@pytest.mark.parametrize(
    ("adults", "children", "field"),
    [("0", "0", "adults"), ("0", "2", "adults"), ("900", "0", "adults"), ("1", "900", "from_6"),
     ("-1", "0", "adults"),
     ("2", "-3", "from_6"), ("two", "0", "adults"), ("1.5", "0", "adults"), ("1e2", "0", "adults"),
     ("9" * 5000, "0", "adults"), ("", "0", "adults"), ("8", "3", "adults"), ("1", "\x00", "from_6"),
     ("🌻", "0", "adults")],
)  # fmt: skip
def test_impossible_party_is_a_sentence_by_its_field(client, session, adults, children, field):
    soup = refused(sign_up(client, session, adults=adults, from_6=children))
    assert list(summary(soup)) == [field]
    assert len(summary(soup)[field]) == 1


def test_party_larger_than_the_session_is_refused_with_its_size(client):
    session = make.published_session(capacity=2)
    soup = refused(sign_up(client, session, "en"))
    assert summary(soup) == {"adults": ["There are 2 seats at most."]}
    assert answers_of(form_of(soup, path(session, "en")))["adults"] == ["2"]


HOSTILE = {"nul": "Na\x00dia", "long": "N\r\n" * 1700}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("field", ["name", "email", "phone", "lives_in", "lives_as", "needs"])
def test_hostile_text_is_a_sentence_by_its_field_never_a_failure(client, session, field, text):
    soup = refused(sign_up(client, session, **{field: text}))
    assert list(summary(soup)) == [field]


def test_long_text_is_kept_for_the_person_to_shorten(client, session):
    soup = refused(sign_up(client, session, name="N" * 5000))
    assert answers_of(form_of(soup, path(session)))["name"] == ["N" * 5000]


def test_lone_surrogates_and_broken_bytes_are_read_as_text(client, session):
    body = "&".join(f"{name}={value}" for name, value in {
        "stamp": fill(client, session)["stamp"][0], "adults": "1", "from_6": "0", "name": "Na%ED%A0%80dia%FF",
        "email": "nadia%40example.org", "lives_in": "unknown", "lives_as": "owner",
    }.items())  # fmt: skip
    response = client.post(path(session), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 302
    made = Registration.objects.get()
    assert made.name.startswith("Na\ufffd") and made.name.endswith("dia\ufffd")
    assert made.name.encode()


# Robots, haste, late and double sending


def test_robot_that_fills_the_trap_is_refused(client, session):
    soup = refused(sign_up(client, session, website="https://spam.example"))
    assert list(summary(soup)) == [""]
    trap = soup.select_one(".trap")
    assert (trap["aria-hidden"], trap.input["tabindex"]) == ("true", "-1")


def test_form_sent_too_fast_is_refused_with_what_was_typed(client, session, settings):
    settings.FORM_MIN_SECONDS = 3600
    soup = refused(sign_up(client, session))
    assert list(summary(soup)) == [""]
    assert answers_of(form_of(soup, path(session)))["name"] == ["Nadia Test"]


@pytest.mark.parametrize("stamp", ["", "forged", "forged:1:2"])
def test_stale_stamp_is_refused_and_taken_when_sent_again(client, session, stamp):
    soup = refused(sign_up(client, session, stamp=stamp))
    assert list(summary(soup)) == [""]
    assert client.post(path(session), answers_of(form_of(soup, path(session)))).status_code == 302
    assert Registration.objects.count() == 1


def test_same_form_sent_twice_makes_one_registration_and_shows_it_twice(client, session):
    filled = fill(client, session)
    answers = [client.post(path(session), filled) for _ in range(3)]
    assert {(each.status_code, each["Location"]) for each in answers} == {(302, "/inscription/gerer/")}
    assert (Registration.objects.count(), Message.objects.count()) == (1, 1)
    assert Registration.objects.get().reference in words(read(client.get("/inscription/gerer/")).main)


# The same contact again


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
@pytest.mark.parametrize(
    ("first", "again"),
    [
        ({"email": "nadia@example.org"}, {"email": "  NADIA@Example.org "}),
        ({"email": "", "phone": "06 12 34 56 78"}, {"email": "", "phone": "+33612345678"}),
    ],
)
def test_contact_signed_up_already_gets_a_neutral_page_that_reveals_nothing(client, session, code, first, again):
    sign_up(client, session, **first)
    known, before = Registration.objects.get(), rows()
    third_party = Client()
    response = sign_up(third_party, session, code, name="Somebody Else", adults="1", from_6="0", **again)
    received = path(session, code) + "recue/"
    assert (response.status_code, response["Location"]) == (302, received)
    assert rows() == before
    page = third_party.get(received)
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    for secret in (known.name, "Nadia", known.reference, known.reference[:4], "nadia@example.org", str(known.uuid)):
        assert secret.lower() not in page.content.decode().lower()
    # Nor does the browser get the key of the registration.
    assert third_party.get("/inscription/gerer/").status_code == 404
    assert [m.template for m in Message.objects.order_by("pk")] == ["confirmation", "reminder_of_place"]
    assert {m.person for m in Message.objects.all()} == {known.person}
    known.person.refresh_from_db()
    assert known.person.language == "fr"


def test_neutral_page_is_the_same_whatever_was_signed_up(client, session):
    other = make.published_session(event=session.event, venue=session.venue, starts_at=session.starts_at, capacity=10)
    sign_up(client, session, adults="5", name="Very Secret")
    sign_up(client, session, email="nadia@example.org", name="X")
    first = read(Client().get(path(session) + "recue/")).select(".page-body")
    second = read(Client().get(path(other) + "recue/")).select(".page-body")
    assert [words(each) for each in first] == [words(each) for each in second]


def test_place_is_told_again_at_most_once_an_hour(client, session):
    sign_up(client, session)
    told = Message.objects.filter(template="reminder_of_place")
    for _ in range(3):
        sign_up(Client(), session)
    assert told.count() == 1
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=59))
    sign_up(Client(), session)
    assert told.count() == 1
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    sign_up(Client(), session)
    assert told.count() == 2


def test_contact_that_cancelled_may_sign_up_again(client, session):
    sign_up(client, session)
    client.post("/inscription/gerer/annuler/")
    assert sign_up(Client(), session)["Location"] == "/inscription/gerer/"
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["cancelled", "confirmed"]


# Sessions that take nobody


def unpublish(session):
    EventPage.objects.get(event=session.event).unpublish()


CLOSED = {
    "past": {"starts_at": make.soon(-1)},
    "begun": {"starts_at": make.soon(-0.01)},
    "cancelled": {"status": "cancelled"},
    "held": {"status": "held", "starts_at": make.soon(-1)},
    "open to all": {"requires_sign_up": False},
}


@pytest.mark.parametrize("fields", CLOSED.values(), ids=CLOSED)
def test_closed_session_is_a_sentence_and_takes_nobody(client, fields):
    session = make.published_session(**fields)
    for response in (client.get(path(session, "en")), client.post(path(session, "en"), NADIA)):
        assert response.status_code == 410
        soup = read(response)
        assert words(soup.select_one(".lead")).startswith("This session")
        assert form_of(soup, path(session, "en")) is None
    assert Registration.objects.count() == 0


def test_unpublished_session_is_a_sentence_and_takes_nobody(client, session):
    filled = fill(client, session)
    unpublish(session)
    assert [client.get(path(session)).status_code, client.post(path(session), filled).status_code] == [410, 410]
    assert Registration.objects.count() == 0


def test_session_cancelled_while_the_form_was_open_takes_nobody(client, session):
    filled = fill(client, session)
    scheduling.cancel_session(session.pk, make.staff())
    assert client.post(path(session), filled).status_code == 410
    assert Registration.objects.count() == 0


@pytest.mark.parametrize(
    "address", [path(NOBODY), path(NOBODY, "ar"), "/inscription/1/", "/inscription/x/", path(NOBODY) + "recue/"]
)
def test_unknown_session_is_a_404(client, address):
    make.home_page()
    response = client.get(address)
    assert response.status_code == 404
    assert len(read(response).select("h1")) == 1


# One session, several languages


def test_seats_are_one_whatever_the_language(client):
    session = make.published_session(capacity=3)
    for code in ("en", "ar"):
        make.event_page(session.event, code=code)
    left = []
    for code, email in (
        ("en", "a@example.org"),
        ("fr", "b@example.org"),
        ("ar", "c@example.org"),
        ("en", "d@example.org"),
    ):
        with translation.override("en"):
            left.append(words(read(client.get(path(session, "en"))).select_one(".seats")))
        assert sign_up(Client(), session, code, email=email, adults="1", from_6="0").status_code == 302
    assert left == ["3 places left", "2 places left", "1 place left", "Full: waiting list"]
    made = Registration.objects.order_by("pk").values_list("language", "status")
    assert list(made) == [("en", "confirmed"), ("fr", "confirmed"), ("ar", "confirmed"), ("en", "waiting")]


def test_page_in_arabic_reads_from_right_to_left_under_its_own_title(client, session):
    make.event_page(session.event, code="ar", title="ورشة")
    soup = read(client.get(path(session, "ar")))
    assert (soup.html["lang"], soup.html["dir"]) == ("ar", "rtl")
    assert "ورشة" in words(soup.main)
    form = form_of(soup, path(session, "ar"))
    assert [form.find(id=each)["dir"] for each in ("id_email", "id_phone")] == ["ltr", "ltr"]
