"""The messages of a request for advice: one text, laid out as HTML, in the language of the person."""

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from copro import request_letters, requests
from copro.models import RequestsLink
from core.templatetags.habiter import day_long
from engagement import outbox
from engagement.models import Message
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db


def composed(language: str) -> dict[str, tuple]:
    """Every message of a request's life, by template, with the address that it carries."""
    advice = asking.submitted(name="Nadia <b>{x}</b>", language=language)
    user = make.admin()
    requests.ask_back(advice.pk, "Combien d’étages ?\n\nEt de lots ?", user)
    requests.answer(advice.pk, "Voici <script>.", user, [asking.kept_apart("vote <b>{x}.pdf")])
    requests.close(advice.pk, user)
    requests.send_list("nadia@example.org", language)
    address = {"advice_list": request_letters.list_url(RequestsLink.objects.get())}
    return {
        each.template: (outbox.compose(each), address.get(each.template, request_letters.follow_url(advice)), advice)
        for each in Message.objects.all()
    }


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_each_message_has_one_button_and_says_the_same_in_text_and_html(language):
    messages = composed(language)
    assert sorted(messages) == [
        "advice_answer", "advice_closed", "advice_list", "advice_question", "advice_received",
    ]  # fmt: skip
    for template, (mail, address, advice) in messages.items():
        html = BeautifulSoup(mail.alternatives[0].content, "html.parser")
        assert html.html["lang"] == language
        assert [link["href"] for link in html.find_all("a")] == [address]
        assert mail.body.count(address) == 1 and mail.attachments == []
        said = " ".join(html.get_text(" ").split())
        for line in filter(None, map(str.strip, mail.body.partition("\n-- \n")[0].split("\n"))):
            assert " ".join(line.split()) in said, line
        if template != "advice_list":
            assert advice.reference in mail.subject


def test_acknowledgement_says_date_service_reference_and_delay():
    """CRPA L112-11 and R112-5: date of receipt, service in charge, delay."""
    mail, _address, advice = composed("fr")["advice_received"]
    with translation.override("fr"):
        days = day_long(advice.received_at), day_long(advice.due_on)
    for words in (advice.reference, *days, advice.address, "Service chargé de la demande"):
        assert words in mail.body
    assert mail.to == ["nadia@example.org"]
