"""Files that the team joins to an answer or to an internal line: the same checks, a download only, nobody else's."""

from pathlib import Path

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from copro import request_letters, requests
from copro.enums import EntryKind
from copro.models import AdviceRequest, RequestDocument
from core.errors import DomainError
from engagement import outbox, rights
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(client):
    client.force_login(user := make.staff(Role.ARTEMIS))
    return user


def tell(client, advice: AdviceRequest, *files, **answers):
    sent = {"text": "Voici le modèle.", "as": "answer", "files": list(files)} | answers
    return client.post(reverse("advice_request_tell", args=[advice.pk]), sent)


def note(client, advice: AdviceRequest, *files):
    sent = {"text": "Vu le toit.", "kind": "visit", "held_on": "2026-11-20", "files": list(files)}
    return client.post(reverse("advice_request_note", args=[advice.pk]), sent)


def pdf(name: str, word: str = "") -> object:
    return asking.upload(name, asking.PDF.replace(b"/Catalog", f"/Catalog/T({word})".encode()))


def asker(advice: AdviceRequest) -> Client:
    browser = Client()
    browser.get(request_letters.follow_url(advice).removeprefix("http://localhost:8000"))
    return browser


def body(response) -> bytes:
    return b"".join(response.streaming_content)


def test_file_of_an_answer_is_downloaded_by_who_asked(client, adviser):
    advice = asking.submitted()
    asking.kept(advice, "mon-devis.pdf")
    assert tell(client, advice, pdf("modele.pdf", "x")).status_code == 302
    sent = RequestDocument.objects.get(name="modele.pdf")
    assert (sent.entry.kind, sent.batch) == (EntryKind.ANSWER, None)
    browser = asker(advice)
    page = asking.read(browser.get(reverse("advice_follow")))
    here = reverse("advice_document", args=[sent.uuid])
    assert [link["href"] for link in page.select("#said + ol a")] == [here]
    assert [link.get_text() for link in page.select("section[aria-labelledby=asked] li a")] == ["mon-devis.pdf"]
    response = browser.get(here)
    assert b"/T(x)" in body(response)
    assert response["Content-Disposition"] == 'attachment; filename="modele.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff" and "sandbox" in response["Content-Security-Policy"]
    assert Client().get(here).status_code == 404
    assert asker(asking.submitted(email="karim@example.org")).get(here).status_code == 404


@pytest.mark.parametrize(("button", "template"), [("answer", "advice_answer"), ("question", "advice_question")])
def test_message_names_the_files_and_carries_none(client, adviser, button, template):
    advice = asking.submitted()
    tell(client, advice, pdf("modele.pdf"), pdf("vote.pdf", "x"), **{"as": button})
    outbox.send_due()
    [told] = [each for each in mail.outbox if "Voici le modèle." in each.body]
    assert "2 fichiers accompagnent ce message" in told.body
    assert "– modele.pdf\n– vote.pdf" in told.body
    assert told.attachments == []


def test_message_without_a_file_says_nothing_of_files(client, adviser):
    tell(client, asking.submitted())
    outbox.send_due()
    assert not any("fichier" in each.body for each in mail.outbox if "Voici" in each.body)


def test_hostile_file_is_refused_with_a_sentence_and_the_rest_is_kept(client, adviser):
    advice = asking.submitted()
    response = tell(client, advice, asking.upload("vote.pdf", b"<script>"), pdf("modele.pdf"))
    page = asking.read(response)
    assert response.status_code == 422
    assert "«\xa0vote.pdf\xa0» n’a pas été pris" in page.select_one(".hb-fields__files").get_text()
    assert page.select_one("#id_text").get_text().strip() == "Voici le modèle."
    kept = page.select("input[name=kept][checked]")
    assert len(kept) == 1 and not advice.entries.exists()
    answers = {"kept": kept[0]["value"], "batch": page.select_one(".hb-form input[name=batch]")["value"]}
    assert tell(client, advice, **answers).status_code == 302
    assert [each.name for each in advice.entries.get().files.all()] == ["modele.pdf"]


def test_file_above_the_cap_is_thrown_away_while_it_comes(client, adviser):
    advice = asking.submitted()
    response = tell(client, advice, asking.upload("gros.pdf", asking.PDF + b"0" * (10 * 2**20)))
    assert response.status_code == 422 and "10\xa0Mo" in response.text and "Voici le modèle." in response.text
    assert not RequestDocument.objects.exists()


def test_picture_of_an_answer_is_drawn_again_without_its_place(client, adviser):
    advice = asking.submitted()
    tell(client, advice, asking.upload("toit.jpg", asking.photo_with_place()))
    with advice.files.get().file.open() as file:
        assert b"Telephone of Nadia" not in file.read()


def test_file_of_an_internal_line_is_never_shown_to_who_asked(client, adviser):
    advice = asking.submitted()
    assert note(client, advice, pdf("fragile.pdf")).status_code == 302
    document = advice.files.get()
    assert document.entry.kind == EntryKind.VISIT
    browser = asker(advice)
    assert "fragile" not in browser.get(reverse("advice_follow")).text
    assert browser.get(reverse("advice_document", args=[document.uuid])).status_code == 404
    here = reverse("advice_request_document", args=[advice.pk, document.uuid])
    assert here in client.get(advice.get_admin_url()).text
    assert body(client.get(here))
    assert ModelLogEntry.objects.get(action="copro.document.read").user == adviser


def test_same_content_in_an_internal_line_then_in_an_answer_is_in_both(client, adviser):
    advice = asking.submitted()
    asking.kept(advice)
    note(client, advice, pdf("note.pdf"))
    tell(client, advice, pdf("reponse.pdf"), pdf("copie.pdf"))
    joined = [(each.entry and each.entry.kind, each.name) for each in advice.files.order_by("pk")]
    assert joined[:2] == [(None, "devis.pdf"), (EntryKind.VISIT, "note.pdf")]
    assert [kind for kind, _name in joined[2:]] == [EntryKind.ANSWER]


def test_request_takes_no_more_files_than_its_cap(client, adviser, monkeypatch):
    advice = asking.submitted()
    monkeypatch.setattr(requests, "MOST_FILES_IN_ALL", 1)
    asking.kept(advice)
    response = tell(client, advice, pdf("modele.pdf", "x"))
    assert response.status_code == 422 and "1 fichiers au plus" in response.text.replace("\xa0", " ")
    assert not advice.entries.exists()


def test_closed_request_takes_no_file(client, adviser):
    advice = asking.submitted()
    requests.close(advice.pk, adviser)
    assert tell(client, advice, pdf("modele.pdf")).status_code == 422
    assert not advice.files.exists()
    with pytest.raises(DomainError):
        requests.add_to(advice.pk, "", RequestDocument.objects.all())


def test_files_of_the_team_are_in_the_dossier_and_go_with_the_person(client, adviser):
    advice = asking.submitted()
    tell(client, advice, pdf("modele.pdf"))
    note(client, advice, pdf("fragile.pdf"))
    paths = [Path(each.file.path) for each in advice.files.all()]
    held = {holding.slug: lines for holding, lines in rights.dossier("contact", advice.person).parts}
    assert [list(line.values())[1:] for line in held["request_files"]] == [
        ["modele.pdf", EntryKind.ANSWER.label], ["fragile.pdf", EntryKind.VISIT.label],
    ]  # fmt: skip
    assert all(path.exists() for path in paths)
    rights.erase(advice.person, adviser)
    assert not RequestDocument.objects.exists() and not any(path.exists() for path in paths)


def test_screen_and_page_cost_the_same_with_1_and_many_files(client, adviser):
    advice = asking.submitted()
    browser = asker(advice)

    def cost(more: int) -> tuple[int, int]:
        for n in range(more):
            requests.answer(advice.pk, f"Réponse {advice.entries.count()}", adviser, [asking.kept_apart(f"{n}.pdf")])
        for opened, to in ((client, advice.get_admin_url()), (browser, reverse("advice_follow"))):
            opened.get(to)
        with CaptureQueriesContext(connection) as desk:
            client.get(advice.get_admin_url())
        with CaptureQueriesContext(connection) as page:
            browser.get(reverse("advice_follow"))
        return len(desk), len(page)

    assert cost(1) == cost(5)
