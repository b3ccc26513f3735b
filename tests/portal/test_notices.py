"""A notice at every public form, with what the register of processing says (GDPR art. 13 and 30)."""

import re
from collections import Counter

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from engagement import processing, retention
from tests import factories as make
from tests.portal import world as worlds
from tests.portal.test_matrix import rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
FORM = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL | re.IGNORECASE)
TAKES_SOMETHING = re.compile(r'<(?:input(?![^>]*type="hidden")|textarea|select)\b', re.IGNORECASE)


def test_every_public_form_that_takes_data_shows_its_notice():
    world, client = worlds.build(), Client()
    # The keys to the pages behind signed links.
    for name in ("manage_link", "survey_link", "advice_link", "advice_list_link"):
        client.get(world.url(name))
    bare, seen = [], set()
    for name, method, got in rows():
        if method != "GET" or got["nobody"] in {"login", "302"}:
            continue
        response = client.get(world.url(name))
        if "html" not in response["Content-Type"]:
            if response.streaming:
                response.getvalue()  # read to its end, a file is closed
            continue
        forms = [form for form in FORM.findall(response.text) if TAKES_SOMETHING.search(form)]
        seen |= {name} if forms else set()
        bare += [name for form in forms if "Ce que nous faisons de vos réponses" not in form]
    forms = {"sign_up", "manage", "survey", "guide_feedback", "advice_ask", "advice_follow", "advice_mine"}
    assert (bare, seen) == ([], forms)


@pytest.mark.parametrize("code", ["fr", "en", "ar"])
def test_notice_tells_purpose_and_length_in_the_language_of_the_page(client, settings, code):
    settings.RETENTION_CONTACT_MONTHS, settings.RETENTION_NEEDS_DAYS = 5, 9
    session = make.published_session()
    with translation.override(code):
        text = client.get(reverse("sign_up", args=[session.uuid])).text
        treatment = processing.treatment("inscription")
        assert treatment.words in text
        assert [kind.slug for kind in treatment.kept_as_told if kind.rule in text] == [
            "events.contacts",
            "events.needs",
        ]
    assert ("5" in treatment.kept_as_told[0].rule, "9" in treatment.kept_as_told[1].rule) == (True, True)


def test_register_holds_every_kind_of_data_once_in_each_treatment_that_keeps_it():
    """Messages are told to who signs up and to who asks for advice: two treatments, one way to keep them."""
    treatments = processing.treatments()
    listed = Counter(kind for treatment in treatments for kind in treatment.kinds)
    assert listed.keys() == {kind.slug for kind in retention.kinds()}
    assert {kind for kind, times in listed.items() if times > 1} == {"engagement.messages"}
    keep = [treatment.slug for treatment in treatments if "engagement.messages" in treatment.kinds]
    assert keep == ["inscription", "conseil"]


def test_notice_tells_only_what_its_treatment_keeps():
    assert [each.slug for each in processing.treatments() if not {*each.told} <= {*each.kinds}] == []


def test_register_tells_nothing_unconfirmed_as_certain(client):
    client.force_login(make.admin())
    text = client.get(reverse("processing:index")).text
    assert [treatment.slug for treatment in processing.treatments() if treatment.confirmed] == []
    assert text.count("à confirmer") == len(processing.treatments()) + 1
