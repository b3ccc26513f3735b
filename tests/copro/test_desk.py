"""The advisers' desk: the queue, the screen of a request, what each button does, the statistics."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from copro import requests
from copro.enums import AdviceNeed, EntryKind, RequestStatus
from copro.models import AdviceRequest, AnswerTemplate, CoOwnership
from copro.staff_desk_home import lines_of
from engagement import outbox
from engagement.models import Message
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db
QUEUE = "advice_requests:index"


@pytest.fixture
def adviser(client):
    client.force_login(user := make.staff(Role.ARTEMIS))
    return user


def post(client, name: str, advice: AdviceRequest, **answers):
    response = client.post(reverse(f"advice_request_{name}", args=[advice.pk]), answers)
    advice.refresh_from_db()
    return response


def listed(client, **filters) -> list[str]:
    return [each.reference for each in client.get(reverse(QUEUE), filters).context["object_list"]]


# Queue


def test_queue_shows_what_is_to_see_to_with_its_filters(client, adviser):
    place = make.neighbourhood()
    late = asking.submitted(neighbourhood=place, whereabouts="inside", urgency=["danger"])
    AdviceRequest.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=3))
    aids = asking.submitted(needs=[AdviceNeed.AIDS])
    requests.assign(aids.pk, adviser, adviser)
    done = asking.submitted()
    requests.close(done.pk, adviser)
    both = [late.reference, aids.reference]
    assert listed(client) == both
    assert listed(client, state="all") == [*both, done.reference]
    assert listed(client, state="closed") == [done.reference]
    assert listed(client, due="late") == listed(client, due="soon") == [late.reference]
    assert listed(client, adviser=adviser.pk) == listed(client, need="aids") == [aids.reference]
    assert listed(client, adviser="null") == listed(client, neighbourhood=place.pk) == [late.reference]
    page = client.get(reverse(QUEUE)).text
    assert "URGENT" in page


def test_queue_says_that_a_filter_is_wrong(client, adviser):
    asking.submitted()
    response = client.get(reverse(QUEUE), {"state": "<x>", "adviser": "0'", "due": "9", "need": "z"})
    assert response.status_code == 200 and "hb-list" in response.text


def test_queue_costs_the_same_for_1_and_30_requests(client, adviser):
    def cost(new: int) -> int:
        for _time in range(new):
            asking.submitted(neighbourhood=make.neighbourhood())
        client.get(reverse(QUEUE))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(QUEUE))
        return len(queries)

    few = cost(1)
    # The filter of neighbourhoods lists them all: one query, whatever their number.
    assert cost(29) == few


def test_my_work_counts_what_its_links_show(client, adviser):
    asking.submitted()
    mine = asking.submitted()
    requests.assign(mine.pk, adviser, adviser)
    AdviceRequest.objects.filter(pk=mine.pk).update(due_on=timezone.localdate())
    assert [line["count"] for line in lines_of(adviser)] == [1, 1, 1]
    for line in lines_of(adviser):
        assert len(client.get(line["url"]).context["object_list"]) == line["count"]
    assert lines_of(make.staff(Role.FACILITATOR)) == []
    page = client.get(reverse("wagtailadmin_home")).text
    assert page.count('class="hb-work"') == 1 and f"{reverse(QUEUE)}?due=soon" in page


# Screen


def test_screen_shows_the_request_and_its_reading_is_logged(client, adviser):
    advice = asking.submitted(message="<b>Faut-il ?</b>", arrears="25-", papers=["audit"])
    page = client.get(advice.get_admin_url())
    assert page.status_code == 200
    assert "&lt;b&gt;Faut-il ?&lt;/b&gt;" in page.text and advice.reference in page.text
    assert ModelLogEntry.objects.filter(action="copro.request.open", user=adviser).count() == 1


def test_take_ask_back_answer_close_reopen(client, adviser):
    advice = asking.submitted()
    post(client, "take", advice)
    assert (advice.adviser, advice.status) == (adviser, RequestStatus.IN_PROGRESS)
    post(client, "tell", advice, **{"text": "Combien d’étages ?", "as": "question"})
    assert advice.status == RequestStatus.WAITING
    requests.add_to(advice.pk, "Quatre.")
    post(client, "tell", advice, **{"text": "Voici.", "as": "answer"})
    assert advice.status == RequestStatus.ANSWERED and advice.answered_at
    post(client, "close", advice)
    assert advice.status == RequestStatus.CLOSED and advice.closed_at
    assert post(client, "tell", advice, **{"text": "Encore.", "as": "answer"}).status_code == 422
    post(client, "reopen", advice)
    assert (advice.status, advice.closed_at) == (RequestStatus.IN_PROGRESS, None)
    kinds = list(advice.entries.values_list("kind", flat=True))
    assert kinds == [EntryKind.QUESTION, EntryKind.MESSAGE, EntryKind.ANSWER]
    actions = ModelLogEntry.objects.filter(user=adviser).order_by("pk").values_list("action", flat=True)
    assert [action.rsplit(".", 1)[-1] for action in actions] == ["assign", "question", "answer", "close", "reopen"]


def test_each_message_carries_its_own_words(client, adviser):
    advice = asking.submitted()
    post(client, "tell", advice, **{"text": "Première réponse.", "as": "answer"})
    post(client, "tell", advice, **{"text": "Seconde réponse.", "as": "answer"})
    outbox.send_due()
    subjects = [message.subject for message in mail.outbox]
    bodies = [message.body for message in mail.outbox]
    assert len(subjects) == 3 and all(advice.reference in subject for subject in subjects)
    assert "Première réponse." in bodies[1] and "Seconde" not in bodies[1]
    assert "Seconde réponse." in bodies[2] and "Première" not in bodies[2]
    assert all("/copropriete/ma-demande/" in body for body in bodies)


def test_same_answer_twice_is_sent_once(client, adviser):
    advice = asking.submitted()
    for _time in range(2):
        post(client, "tell", advice, **{"text": "Voici.", "as": "answer"})
    assert Message.objects.filter(template="advice_answer").count() == 1


def test_template_and_pages_begin_an_answer(client, adviser):
    advice = asking.submitted()
    words = AnswerTemplate.objects.create(title="PPT", text="Bonjour, le plan…")
    page = asking.read(client.get(advice.get_admin_url(), {"modele": words.pk}))
    assert page.select_one("#id_text").get_text().strip() == words.text
    assert client.get(advice.get_admin_url(), {"modele": "x"}).status_code == 200


def test_refused_form_keeps_what_was_typed(client, adviser):
    advice = asking.submitted()
    response = post(client, "note", advice, kind="visit", text="Vu le toit.", held_on="")
    assert response.status_code == 422 and "Vu le toit." in response.text
    post(client, "note", advice, kind="visit", text="Vu le toit.", held_on="2026-11-20")
    entry = advice.entries.get()
    assert (entry.kind, entry.author, str(entry.held_on)) == (EntryKind.VISIT, adviser, "2026-11-20")


def test_request_is_linked_to_its_co_ownership_and_marked_a_duplicate(client, adviser):
    building = CoOwnership.objects.create(number="AB1234567", address="1 rue du Test", commune="Tours")
    first = asking.submitted(registration_number="AB1234567")
    assert first.co_ownership == building
    second = asking.submitted()
    assert list(AdviceRequest.objects.like(second)) == [first]
    post(client, "link", second, co_ownership="ab1234567", duplicate_of=first.reference.lower())
    assert (second.co_ownership, second.duplicate_of) == (building, first)
    assert post(client, "link", first, duplicate_of=first.reference).status_code == 422
    assert post(client, "link", first, co_ownership="ZZ9").status_code == 422


def test_file_is_downloaded_only_and_each_reading_is_logged(client, adviser):
    advice = asking.submitted()
    document = asking.kept(advice)
    response = client.get(reverse("advice_request_document", args=[advice.pk, document.uuid]))
    assert b"".join(response.streaming_content) == asking.PDF
    assert response["Content-Disposition"] == 'attachment; filename="devis.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff" and "sandbox" in response["Content-Security-Policy"]
    assert "ETag" not in response
    assert ModelLogEntry.objects.get(action="copro.document.read").user == adviser
    other = asking.submitted()
    assert client.get(reverse("advice_request_document", args=[other.pk, document.uuid])).status_code == 404


# Statistics


def test_statistics_recount_the_requests(client, adviser):
    place = make.neighbourhood(name="Quartier A")
    first = asking.submitted(neighbourhood=place, whereabouts="inside", needs=["aids", "damp"])
    asking.submitted(needs=["aids"])
    requests.answer(first.pk, "Voici.", adviser)
    AdviceRequest.objects.filter(pk=first.pk).update(received_at=timezone.now() - timedelta(days=4))
    response = client.get(reverse("advice_statistics:index"), {"du": "2020-01-01", "au": "2100-12-31"})
    tables = {title: {line.label: line.cells()[1:] for line in lines} for title, lines in response.context["tables"]}
    every, needs, places = tables.values()
    assert list(every.values()) == [[2, 1, 0, 4.0]]
    assert needs[AdviceNeed.AIDS.label] == [2, 1, 0, 4.0] and needs[AdviceNeed.DAMP.label] == [1, 1, 0, 4.0]
    assert places["Quartier A"] == [1, 1, 0, 4.0]


@pytest.mark.parametrize("chosen", ["csv", "xlsx"])
def test_statistics_as_a_file(client, adviser, chosen):
    asking.submitted()
    response = client.get(reverse("advice_statistics:index"), {"format": chosen})
    assert response["Content-Disposition"].endswith(f'.{chosen}"')
    assert b"".join(response.streaming_content)


@pytest.mark.parametrize("query", [{"du": "x"}, {"du": "2026-02-01", "au": "2026-01-01"}, {"format": "pdf"}])
def test_wrong_period_is_a_sentence(client, adviser, query):
    assert client.get(reverse("advice_statistics:index"), query).status_code == 422
