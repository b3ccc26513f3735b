"""Was this useful? One answer a form, one sentence, nothing of who gave it."""

from datetime import timedelta
from uuid import UUID

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.roles import Role
from engagement import retention
from guides import feedback
from guides.models import GuideFeedback
from tests import factories as make
from tests.engagement.test_stamps import stamp_shown
from tests.guides import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    return pages.guide(title="Robinet", slug="robinet")


def sent(number: int = 1, **answers) -> dict:
    stamp = stamp_shown(timedelta(seconds=30), UUID(int=number, version=4))
    return {"stamp": stamp, "answer": "yes", "sentence": "", "website": ""} | answers


def answers() -> list[tuple]:
    return list(GuideFeedback.objects.order_by("pk").values_list("title", "answer", "sentence"))


def errors(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").select_one(".error-summary").text.split())


def test_page_leads_to_a_form_with_the_answer_chosen_and_keeps_no_token_itself(client, guide):
    soup = BeautifulSoup(client.get(guide.get_url()).content, "html.parser")
    links = soup.select(".useful a")
    assert [link["href"] for link in links] == [
        f"/guides/robinet/avis/?reponse={each}" for each in ("yes", "partly", "no")
    ]
    assert soup.select("main form, [name=csrfmiddlewaretoken]") == []
    form = BeautifulSoup(client.get(links[1]["href"]).content, "html.parser").select_one("main form")
    assert form.select_one("input[type=radio][checked]")["value"] == "partly"


def test_answer_is_kept_once_however_often_it_is_sent(client, guide):
    for _ in range(3):
        answer = client.post("/guides/robinet/avis/", sent(sentence="  Un joint   de 12 ? "), follow=True)
        assert answer.redirect_chain == [("/guides/robinet/avis/merci/", 302)]
    client.post("/guides/robinet/avis/", sent(2, answer="no"))
    assert answers() == [("Robinet", "yes", "Un joint de 12 ?"), ("Robinet", "no", "")]


def test_record_has_no_column_that_says_who_gave_it():
    names = {field.name for field in GuideFeedback._meta.get_fields()}
    assert names == {"id", "submission", "guide_key", "title", "language", "answer", "sentence", "given_on"}


@pytest.mark.parametrize(
    ("answers_given", "sentence"),
    [
        ({"answer": ""}, "Choisissez une des trois réponses."),
        ({"answer": "peut-être"}, "Choisissez une des trois réponses."),
        ({"sentence": "x" * 281}, "280 caractères au plus"),
        ({"sentence": "Écrivez-moi à nadia@example.org"}, "adresse électronique"),
        ({"sentence": "nadia arobase example"}, "adresse électronique"),
        ({"sentence": "Appelez le 02 47 00 00 00"}, "numéro de téléphone"),
        ({"sentence": "+33-2.47.00.00.00"}, "numéro de téléphone"),
        ({"website": "http://x"}, "champ caché"),
        ({"stamp": "faux"}, "ouverte"),
    ],
)
def test_refusal_says_why_keeps_what_was_typed_and_writes_nothing(client, guide, answers_given, sentence):
    response = client.post("/guides/robinet/avis/", sent(**answers_given))
    assert (response.status_code, sentence in errors(response)) == (200, True)
    assert answers() == []
    if typed := answers_given.get("sentence"):
        assert typed in BeautifulSoup(response.content, "html.parser").textarea.text


@pytest.mark.parametrize("harmless", ["Le joint de 12 ou de 15 ?", "En 2026, 19 °C à 21 °C", "Décret n° 87-712"])
def test_figures_of_everyday_are_no_telephone_number(client, guide, harmless):
    client.post("/guides/robinet/avis/", sent(sentence=harmless))
    assert answers() == [("Robinet", "yes", harmless)]


@pytest.mark.parametrize(
    "address", ["/guides/inconnu/avis/", "/guides/inconnu/avis/merci/", "/en/guides/robinet/avis/"]
)
def test_guide_that_nobody_can_read_takes_no_opinion(client, guide, address):
    assert client.get(address).status_code == 404


def test_form_is_kept_by_no_cache(client, guide):
    response = client.get("/guides/robinet/avis/")
    assert response["Cache-Control"].startswith("no-store")
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_report_counts_by_guide_whatever_the_language_and_gives_the_sentences(client, guide):
    for number, (answer, sentence) in enumerate([("yes", ""), ("no", "Trop long"), ("no", "=1+1")]):
        feedback.give(guide, UUID(int=number), answer, sentence)
    client.force_login(make.staff(Role.EDITOR))
    soup = BeautifulSoup(client.get("/admin/guides/avis/").content, "html.parser")
    [row] = soup.select("table.listing tbody tr")
    assert [cell.text for cell in row.select("th, td")[:4]] == ["Robinet", "1", "0", "2"]
    assert "Trop long" in row.text
    lines = b"".join(client.get("/admin/guides/avis/?export=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert "'=1+1" in "".join(lines)


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ARTEMIS, Role.LANDLORD])
def test_report_is_closed_to_others(client, role):
    client.force_login(make.staff(role))
    assert client.get("/admin/guides/avis/").status_code == 302


def test_sentence_is_erased_when_its_time_is_over_and_the_answer_stays(client, guide, settings):
    for number, days in ((1, 0), (2, settings.RETENTION_SURVEY_WORDS_MONTHS * 31)):
        client.post("/guides/robinet/avis/", sent(number, sentence="Un joint de 12 ?"))
        day = timezone.localdate() - timedelta(days=days)
        GuideFeedback.objects.filter(submission=UUID(int=number, version=4)).update(given_on=day)
    report = retention.purge_kind(retention.by_slug()["guides.sentences"], timezone.now())
    assert (report.due, report.first_day) == (1, day)
    assert sorted(answers()) == [("Robinet", "yes", ""), ("Robinet", "yes", "Un joint de 12 ?")]
