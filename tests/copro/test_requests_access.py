"""Who may open which address of the room: every role at every address, taken from the addresses themselves.

An address without a row fails. Staff addresses are the advisers' and the administrators' alone. Public addresses show a
request only to the browser that followed its signed link, whatever identifiers are guessed.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from accounts.roles import Role
from copro import request_letters, requests
from copro.enums import EntryKind
from copro.models import (
    AdviceRequest,
    AnswerTemplate,
    CoOwnership,
    RequestDocument,
    RequestEntry,
    RnicImport,
    RnicMapping,
    VulnerabilityNote,
)
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db
SECRET, OTHERS = "Mot-de-Nadia-secret", [Role.EDITOR, Role.FACILITATOR, Role.LANDLORD, Role.LEAD, None, "nobody"]
STAFF_LISTS = (
    "advice_requests", "co_ownerships", "rnic_imports", "rnic_mappings", "answer_templates", "advice_statistics",
)  # fmt: skip
STAFF_SCREENS = ("advice_request", "co_ownership", "rnic_import", "rnic_mappings", "answer_templates")

# What a stranger's browser meets at each public address, by GET and by POST.
PUBLIC = {
    "advice_ask": (200, 200), "advice_follow": (404, 405), "advice_add": (405, 404), "advice_close": (405, 404),
    "advice_document": (404, 405), "advice_link": (404, 405), "advice_mine": (200, 200),
    "advice_list_sent": (200, 405), "advice_list": (404, 405), "advice_open": (405, 404),
    "advice_list_link": (404, 405),
}  # fmt: skip


# What advisers meet at the addresses that do not simply open by GET.
EXCEPTIONS: dict = dict.fromkeys(
    [
        "advice_request_assign", "advice_request_close", "advice_request_link", "advice_request_note",
        "advice_request_reopen", "advice_request_take", "advice_request_tell", "co_ownership_contact",
        "co_ownership_vulnerability", "rnic_import_again",
    ], 405,
) | {"rnic_import_refusals": 404, (Role.ARTEMIS, "co_ownerships:delete"): 302}  # fmt: skip


def flat(patterns, prefix: str = "") -> list[tuple[str, URLPattern]]:
    found = []
    for each in patterns:
        if isinstance(each, URLPattern):
            found.append((prefix + (each.name or ""), each))
        else:
            space = f"{prefix}{each.namespace}:" if each.namespace else prefix
            found += flat(each.url_patterns, space)
    return found


def of_the_room() -> list[tuple[str, URLPattern]]:
    """Every address of this room, staff or public, in the order of the resolver."""

    def is_ours(name: str, pattern: URLPattern) -> bool:
        space = name.split(":")[0] if ":" in name else ""
        return space in STAFF_LISTS or pattern.callback.__module__.startswith("copro.")

    return [(name, each) for name, each in flat(get_resolver().url_patterns) if is_ours(name, each)]


OURS = of_the_room()
STAFF = sorted({name for name, _each in OURS if name.split(":")[0] in STAFF_LISTS or name.startswith(STAFF_SCREENS)})


def test_every_address_of_the_room_has_a_row():
    names = {name for name, each in OURS if each.callback.__module__.startswith("copro.request_views")}
    assert names == set(PUBLIC)
    assert len(STAFF) > 25 and {"advice_request_document", "co_ownership_vulnerability"} <= set(STAFF)


@pytest.fixture
def house():
    """One of everything, each with the secret word in it."""
    advice = asking.submitted(name=SECRET, message=SECRET)
    requests.add_note(advice.pk, EntryKind.NOTE, SECRET, make.admin())
    building = CoOwnership.objects.create(number="AB1234567", name=SECRET, address=SECRET, commune="Tours")
    VulnerabilityNote.objects.create(co_ownership=building, text=SECRET)
    document = asking.kept(advice, "devis.pdf", asking.PDF.replace(b"/Catalog", f"/Catalog/T({SECRET})".encode()))
    entry = RnicImport.objects.create(name=SECRET, file="rnic/none", refusals="rnic/none")
    words, columns = AnswerTemplate.objects.create(title=SECRET, text=SECRET), RnicMapping.objects.create(title=SECRET)
    return {
        "answer_templates": words.pk,
        "rnic_mappings": columns.pk,
        "advice_request": advice.pk,
        "co_ownership": building.pk,
        "rnic_import": entry.pk,
        "uuid": document.uuid,
    }


def address(name: str, house: dict) -> str:
    pattern = next(each for found, each in OURS if found == name)
    known = {
        "uuid": house["uuid"], "pk": house.get(next((s for s in STAFF_SCREENS if name.startswith(s)), ""), 1),
        "token": "0" * 60,
    }  # fmt: skip
    return reverse(name, kwargs={key: known[key] for key in pattern.pattern.converters} or None)


def counts() -> list:
    kinds = (AdviceRequest, RequestEntry, RequestDocument, CoOwnership, VulnerabilityNote, RnicImport)
    return [*(kind.objects.count() for kind in kinds), *AdviceRequest.objects.values_list("status", "adviser")]


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("role", OTHERS, ids=str)
def test_staff_addresses_are_the_advisers_alone(client, house, role):
    if role != "nobody":
        client.force_login(make.staff(role, landlord=make.landlord()))
    before = counts()
    for name in STAFF:
        for method in (client.get, client.post):
            response = method(address(name, house), {"text": "x", "as": "answer", "kind": "note", "note-text": "x"})
            assert response.status_code in (302, 403, 405), (name, response.status_code)
            assert SECRET.encode() not in body(response), name
    assert counts() == before


@pytest.mark.parametrize("role", [Role.ARTEMIS, "admin"], ids=str)
def test_advisers_and_administrators_open_all_of_them(client, house, role):
    client.force_login(make.admin() if role == "admin" else make.staff(role))
    opened = {}
    for name in STAFF:
        response = client.get(address(name, house))
        assert body(response) or response.status_code in (302, 405)
        opened[name] = response.status_code
    assert opened == {name: EXCEPTIONS.get((role, name), EXCEPTIONS.get(name, 200)) for name in STAFF}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_address_tells_a_stranger_nothing(house, name):
    """Neither the right identifier nor a chance one opens anything: both give the very same answer."""
    for method, expected in zip(("get", "post"), PUBLIC[name], strict=True):
        answers = []
        for uuid in (house["uuid"], uuid4()):
            response = getattr(Client(), method)(address(name, house | {"uuid": uuid}))
            assert response.status_code == expected
            assert SECRET.encode() not in body(response)
            answers.append({key: value for key, value in response.headers.items() if key != "Content-Security-Policy"})
        assert answers[0].keys() == answers[1].keys() and "ETag" not in answers[0]


def test_browser_of_one_request_opens_no_file_of_another(client, house):
    other = asking.submitted(email="karim@example.org")
    mine = asking.kept(other, "mien.pdf")
    client.get(request_letters.follow_url(other).removeprefix("http://localhost:8000"))
    here = reverse("advice_document", args=[mine.uuid])
    response = client.get(here)
    assert response.status_code == 200 and body(response) == asking.PDF
    assert response["Content-Disposition"].startswith("attachment") and response["X-Content-Type-Options"] == "nosniff"
    guessed = [client.get(reverse("advice_document", args=[uuid])) for uuid in (house["uuid"], uuid4())]
    assert [answer.status_code for answer in guessed] == [404, 404]
    assert guessed[0].content == guessed[1].content or len(guessed[0].content) == len(guessed[1].content)


def test_file_of_no_request_yet_is_opened_by_nobody(client, house):
    client.force_login(make.staff(Role.ARTEMIS))
    RequestDocument.objects.update(request=None, created_at=timezone.now() - timedelta(minutes=1))
    address = reverse("advice_request_document", args=[house["advice_request"], house["uuid"]])
    assert client.get(address).status_code == 404
