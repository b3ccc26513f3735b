"""The request form, the page that follows a request, the list of somebody's requests: what the public meets."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from copro import request_letters, requests
from copro.enums import EntryKind, RequestStatus
from copro.models import AdviceRequest, RequestDocument, RequestsLink
from engagement.models import Message, Person
from tests import factories as make
from tests.copro import asking
from tests.support.visitors import Visitor

pytestmark = pytest.mark.django_db
FOLLOW, ADD = "/copropriete/ma-demande/", "/copropriete/ma-demande/ajouter/"
MINE, LIST = "/copropriete/mes-demandes/", "/copropriete/mes-demandes/liste/"


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


def words(response) -> str:
    return " ".join(asking.read(response).select_one("main").get_text(" ").split())


# The form


def test_request_is_recorded_and_acknowledged(client):
    response = asking.send(client, needs=["aids", "meeting"], lives_in="outside", next_meeting="", arrears="8-15")
    assert (response.status_code, response["Location"]) == (302, FOLLOW)
    made = AdviceRequest.objects.get()
    assert (made.name, made.needs, made.whereabouts, made.arrears) == (
        "Nadia Test",
        ["aids", "meeting"],
        "outside",
        "8-15",
    )
    assert made.due_on == timezone.localdate() + timedelta(days=60)
    assert list(Message.objects.values_list("template", "person__email")) == [("advice_received", "nadia@example.org")]
    assert made.reference in words(client.get(FOLLOW))


@pytest.mark.parametrize("address", [asking.ADDRESS, MINE])
def test_form_costs_the_same_for_1_and_13_neighbourhoods(client, address):
    def cost(new: int) -> int:
        for _time in range(new):
            make.neighbourhood()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = cost(1)
    assert cost(12) == few <= 12


def test_every_field_of_the_facts_is_in_the_form(client):
    names = set(asking.opened(client)) | {"lots", "needs", "urgency", "papers", "files"}
    assert names >= {
        "profile", "name", "email", "phone", "contact_preference", "building_name", "address", "lives_in",
        "registration_number", "lots", "built", "main_residences", "heating", "energy_class", "papers", "arrears",
        "next_meeting", "needs", "urgency", "message",
    }  # fmt: skip


def test_form_put_right_keeps_what_was_typed_and_the_files(client):
    first = asking.send(client, address="", building_name="Les Tilleuls", files=[asking.upload("a.pdf", asking.PDF)])
    page = asking.read(first)
    assert page.title.text.startswith("Erreur")
    assert page.select_one(".error-summary a")["href"] == "#id_address"
    form = page.select_one('main form[action$="demander-conseil/"]')
    assert form.select_one("details").has_attr("open")
    sent = asking.answers_of(form)
    assert sent["building_name"] == ["Les Tilleuls"] and sent["message"] == [asking.NADIA["message"]]
    assert len(sent["kept"]) == 1
    client.post(asking.ADDRESS, sent | {"address": "1 rue du Test"})
    assert [file.name for file in AdviceRequest.objects.get().files.all()] == ["a.pdf"]


def test_file_that_was_unticked_is_not_sent(client):
    page = asking.send(client, address="", files=[asking.upload("a.pdf", asking.PDF)])
    sent = asking.answers_of(asking.read(page).select_one('main form[action$="demander-conseil/"]'))
    client.post(asking.ADDRESS, sent | {"address": "1 rue du Test", "kept": []})
    assert AdviceRequest.objects.get().files.count() == 0


def test_files_kept_for_an_hour_are_nobody_elses(client):
    page = asking.send(client, address="", files=[asking.upload("a.pdf", asking.PDF)])
    sent = asking.answers_of(asking.read(page).select_one('main form[action$="demander-conseil/"]'))
    stranger = asking.send(client, kept=sent["kept"])
    assert asking.read(stranger).select_one("#id_files_error")
    RequestDocument.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    late = client.post(asking.ADDRESS, sent | {"address": "1 rue du Test"})
    assert asking.read(late).select_one("#id_files_error")
    assert AdviceRequest.objects.count() == 0


def test_one_submission_is_one_request_however_often_it_is_sent(client):
    sent = asking.opened(client) | asking.NADIA
    for _time in range(5):
        assert client.post(asking.ADDRESS, sent)["Location"] == FOLLOW
    assert (AdviceRequest.objects.count(), Message.objects.count()) == (1, 1)


def test_submission_of_somebody_else_is_refused_with_a_new_stamp(client):
    sent = asking.opened(client) | asking.NADIA
    client.post(asking.ADDRESS, sent)
    other = client.post(asking.ADDRESS, sent | {"email": "karim@example.org"})
    again = asking.answers_of(asking.read(other).select_one('main form[action$="demander-conseil/"]'))
    assert again["stamp"] != sent["stamp"] and AdviceRequest.objects.count() == 1
    client.post(asking.ADDRESS, again)
    assert AdviceRequest.objects.count() == 2


def test_robot_in_the_trap_is_refused(client):
    assert asking.send(client, website="https://example.org").status_code == 200
    assert AdviceRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("profile", ""), ("profile", "<script>"), ("name", ""), ("name", "x" * 121), ("email", "nadia@"),
        ("phone", "12"),
        ("address", ""), ("address", "x" * 251), ("lots", ""), ("lots", "1"), ("needs", []), ("needs", ["other"]),
        ("urgency", ["x"]), ("message", "x" * 4001), ("lives_in", "nulle-part"), ("built", "1200"), ("heating", "x"),
        ("papers", ["x"]), ("arrears", "x"), ("next_meeting", "demain"), ("next_meeting", "2001-01-01"),
        ("next_meeting", "2090-01-01"), ("registration_number", "x" * 13), ("name", "a\x00b"),
    ],
)  # fmt: skip
def test_wrong_answer_is_a_sentence_by_its_field(client, field, value):
    response = asking.send(client, **{field: value})
    assert response.status_code == 200
    page = asking.read(response)
    assert page.select_one(f"#id_{field}_error") is not None
    assert AdviceRequest.objects.count() == 0


def test_neither_email_nor_telephone_is_refused(client):
    assert "que nous puissions vous joindre" in words(asking.send(client, email=""))


def test_hostile_words_stay_words(client):
    evil = "<b>{{ x }}</b> {name} =1+1 \u202e https://example.org"
    asking.send(client, name=evil, message=evil, building_name=evil)
    page = client.get(FOLLOW)
    assert "<b>{{ x }}</b>" not in page.text and "&lt;b&gt;{{ x }}&lt;/b&gt;" in page.text
    assert 'href="https://example.org"' not in page.text


def test_telephone_only_goes_to_the_call_list(client):
    asking.send(client, email="", phone="02 61 91 00 00")
    assert list(Message.objects.calls_to_make().values_list("template", flat=True)) == ["advice_received"]


def test_one_address_is_not_flooded(client):
    for _time in range(requests.TOLD_AN_HOUR + 3):
        asking.send(client)
    assert Message.objects.count() == requests.TOLD_AN_HOUR
    assert AdviceRequest.objects.count() == requests.TOLD_AN_HOUR + 3


def test_form_speaks_arabic(client):
    page = asking.read(client.get("/ar/copropriete/demander-conseil/"))
    assert page.html["dir"] == "rtl"
    asking.send(client, "/ar/copropriete/demander-conseil/")
    assert AdviceRequest.objects.get().language == "ar"


def test_csrf_token_is_still_asked_for():
    from django.test import Client

    assert Client(enforce_csrf_checks=True).post(asking.ADDRESS, asking.NADIA).status_code == 403


def test_upload_is_never_whole_in_memory(client, monkeypatch):
    held = []
    complete = TemporaryFileUploadHandler.file_complete
    monkeypatch.setattr(
        TemporaryFileUploadHandler, "file_complete",
        lambda self, size: held.append(type(self.file).__name__) or complete(self, size),
    )  # fmt: skip
    asking.send(client, files=[asking.upload("a.pdf", asking.PDF), asking.upload("b.jpg", asking.picture())])
    assert held == ["TemporaryUploadedFile"] * 2


@pytest.mark.parametrize(
    "answers", [{"message": "x" * 3_000_000}, {f"f{n}": "" for n in range(4000)}], ids=["big", "many"]
)
def test_post_that_is_far_too_big_is_refused_in_words(client, answers):
    response = asking.send(client, **answers)
    assert response.status_code in (400, 413) and asking.read(response).h1
    assert AdviceRequest.objects.count() == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_five_copies_at_the_same_instant_are_one_request(live_server):
    visitors = [Visitor(live_server.url + asking.ADDRESS) for _n in range(5)]
    for visitor in visitors:
        visitor.open_form()
        visitor.hidden["stamp"] = visitors[0].hidden["stamp"]
    answers = asking.NADIA | {"needs": "diagnoses"}
    with ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(lambda visitor: visitor.send(**answers), visitors))
    assert statuses == [302] * 5
    assert (AdviceRequest.objects.count(), Message.objects.count()) == (1, 1)


# Following


@pytest.fixture
def advice(client):
    made = asking.submitted()
    client.get(f"{FOLLOW}{request_letters.follow_url(made).rstrip('/').rsplit('/', 1)[-1]}/")
    return made


def test_token_leaves_the_address_and_landing_changes_nothing(client):
    made = asking.submitted()
    address = request_letters.follow_url(made).removeprefix("http://localhost:8000")
    assert client.head(address).status_code == 200 and not client.cookies
    response = client.get(address)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (302, FOLLOW, "no-store")
    page = client.get(FOLLOW)
    assert page["X-Robots-Tag"] == "noindex, nofollow" and "no-store" in page["Cache-Control"]
    made.refresh_from_db()
    assert made.status == RequestStatus.RECEIVED


@pytest.mark.parametrize("token", ["x", "0" * 80, "a~b", "%00"])
def test_unknown_link_gives_the_neutral_page(client, token):
    assert client.get(f"{FOLLOW}{token}/").status_code in (400, 404)
    assert client.get(FOLLOW).status_code == 404


def test_token_of_another_purpose_opens_nothing(client):
    from engagement import links

    made = asking.submitted()
    for purpose in ("registration", "advice-browser", "advice-list"):
        assert client.get(f"{FOLLOW}{links.sign(purpose, made.uuid)}/").status_code == 404


def test_person_adds_words_and_files(client, advice):
    requests.ask_back(advice.pk, "Combien d’étages ?", make.admin())
    response = client.post(ADD, {"text": "Quatre.", "files": [asking.upload("b.png", asking.picture("PNG"))]})
    assert response["Location"] == FOLLOW
    advice.refresh_from_db()
    assert advice.status == RequestStatus.IN_PROGRESS
    assert [file.name for file in advice.files.all()] == ["b.png"]
    page = words(client.get(FOLLOW))
    assert "Combien d’étages ?" in page and "Quatre." in page


def test_internal_lines_are_never_shown_to_the_person(client, advice):
    for kind in (EntryKind.NOTE, EntryKind.VISIT, EntryKind.MEETING, EntryKind.CALL):
        requests.add_note(advice.pk, kind, "fragile secret", make.admin())
    assert "secret" not in client.get(FOLLOW).text


def test_nothing_to_add_is_said(client, advice):
    assert asking.read(client.post(ADD, {"text": " "})).select_one("#id_text_error")
    assert advice.entries.count() == 0


def test_double_click_adds_once(client, advice):
    for _time in range(3):
        client.post(ADD, {"text": "Quatre."})
    assert advice.entries.count() == 1


def test_closing_is_a_post_and_ends_additions(client, advice):
    assert client.get(f"{FOLLOW}clore/").status_code == 405
    client.post(f"{FOLLOW}clore/")
    advice.refresh_from_db()
    assert advice.status == RequestStatus.CLOSED
    assert client.post(ADD, {"text": "Encore"}).status_code == 200
    assert advice.entries.filter(kind=EntryKind.MESSAGE).count() == 0


def test_follow_page_costs_the_same_with_many_entries_and_files(client, advice):
    def cost() -> int:
        client.get(FOLLOW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(FOLLOW)
        return len(queries)

    user = make.admin()
    requests.answer(advice.pk, "réponse", user, [asking.kept_apart("réponse.pdf")])
    few = cost()
    for number in range(20):
        requests.add_note(advice.pk, EntryKind.ANSWER, f"réponse {number}", user)
    assert cost() == few <= 12


# My requests


@pytest.mark.parametrize("known", [True, False])
def test_list_is_sent_to_its_address_and_the_answer_is_the_same(client, known):
    if known:
        asking.submitted()
    sent = asking.opened(client, MINE)
    answers = [client.post(MINE, sent | {"email": "Nadia@example.org "}) for _time in range(2)]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(302, f"{MINE}envoye/")}
    told = Message.objects.filter(template="advice_list")
    assert told.count() == RequestsLink.objects.count() == int(known)
    assert Person.objects.count() == int(known)


def test_list_shows_the_requests_of_its_address_only(client):
    mine, other = asking.submitted(), asking.submitted(email="karim@example.org")
    requests.send_list("nadia@example.org", "fr")
    link = RequestsLink.objects.get()
    address = request_letters.list_url(link).removeprefix("http://localhost:8000")
    assert client.get(address)["Location"] == LIST
    page = words(client.get(LIST))
    assert mine.reference in page and other.reference not in page
    assert client.post(f"{LIST}{other.uuid}/").status_code == 404
    assert client.post(f"{LIST}{mine.uuid}/")["Location"] == FOLLOW
    assert mine.reference in words(client.get(FOLLOW))
    RequestsLink.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert [client.get(LIST).status_code, client.get(address).status_code] == [404, 404]


def test_list_costs_the_same_for_1_and_30_requests(client):
    asking.submitted()
    requests.send_list("nadia@example.org", "fr")
    client.get(request_letters.list_url(RequestsLink.objects.get()).removeprefix("http://localhost:8000"))

    def cost() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    few = cost()
    for _time in range(29):
        asking.submitted()
    assert cost() == few <= 12
