"""The survey: only those who came, once, and nobody can tell an answer from a person."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.roles import Role
from core.errors import DomainError
from engagement.stamps import new_stamp
from events import closing, invitations, survey
from events.closing import Closing
from events.enums import AnswerKind, SurveyChannel
from events.models import SurveyAnswer, SurveyQuestion, SurveyReply, SurveyTicket
from tests import factories
from tests.events.session_posts import begun, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


@pytest.fixture
def questions():
    return [
        SurveyQuestion.objects.create(text={"fr": "Satisfait ?"}, kind=AnswerKind.LEVEL, subject="workshop"),
        SurveyQuestion.objects.create(text={"fr": "Le referez-vous ?"}, kind=AnswerKind.YES_NO, order=1),
        SurveyQuestion.objects.create(text={"fr": "Quoi ?"}, kind=AnswerKind.WORDS, order=2),
    ]


@pytest.fixture
def facilitator():
    return factories.staff(Role.FACILITATOR)


def closed(facilitator, *entries):
    session = entries[0].session
    closing.close_session(session.pk, facilitator, Closing(held=True, others_absent=True))
    return session


def typed(questions, level="4", again="1", words="Un joint") -> dict:
    return {"stamp": new_stamp(), "website": "", **dict(zip([f"q{q.pk}" for q in questions], (level, again, words),
                                                            strict=True))}  # fmt: skip


def visit(entry) -> Client:
    client = Client()
    address = survey.address_of(entry).partition("://")[2].partition("/")[2]
    assert client.get("/" + address).url == reverse("survey")
    return client


def test_only_households_that_came_are_asked_and_the_thanks_carry_the_link(questions, facilitator):
    session = begun(event=factories.published_session().event)
    came, _absent = factories.present(session=session), factories.registration(session=session)
    closed(facilitator, came)
    assert list(SurveyTicket.objects.values_list("registration", flat=True)) == [came.pk]
    thanks = invitations.message_context(came, factories.message(came, template="thanks"))
    reminder = invitations.message_context(came, factories.message(came, template="reminder"))
    assert (thanks["action_url"], reminder["action_url"]) == (survey.address_of(came), invitations.manage_url(came))


def test_household_answers_by_its_link(questions, facilitator):
    entry = factories.present(session=begun(event=factories.published_session().event))
    closed(facilitator, entry)
    client = visit(entry)
    assert "Satisfait ?" in client.get(reverse("survey")).text
    assert client.post(reverse("survey"), typed(questions)).url == reverse("survey_thanks")
    answer = SurveyAnswer.objects.get()
    assert (answer.session, answer.channel) == (entry.session, SurveyChannel.WEB)
    assert [(r.level, r.words) for r in answer.replies.order_by("question__order")] == [
        (4, ""),
        (1, ""),
        (None, "Un joint"),
    ]


def test_survey_link_replayed_is_thanked_and_counts_once(questions, facilitator):
    entry = factories.present(session=begun(event=factories.published_session().event))
    closed(facilitator, entry)
    for _ in range(2):
        assert visit(entry).post(reverse("survey"), typed(questions)).url == reverse("survey_thanks")
    assert SurveyAnswer.objects.count() == 1
    with pytest.raises(survey.AlreadyAnswered):
        survey.answer(SurveyTicket.objects.get().pk, {questions[0]: 1})


def test_answer_cannot_be_joined_to_the_person():
    """No column leads from an answer to a household, and none tells when a ticket was used."""
    columns = {model: {field.name for field in model._meta.get_fields()} for model in (SurveyAnswer, SurveyTicket)}
    assert columns[SurveyAnswer] == {"uuid", "session", "channel", "answered_on", "replies"}
    assert columns[SurveyTicket] == {"id", "registration", "is_used"}
    assert {f.name for f in SurveyReply._meta.get_fields()} == {"id", "answer", "question", "level", "words"}


@pytest.mark.parametrize("method", ["get", "head"])
def test_following_the_link_uses_nothing(questions, facilitator, method):
    entry = factories.present(session=begun(event=factories.published_session().event))
    closed(facilitator, entry)
    address = "/" + survey.address_of(entry).partition("://")[2].partition("/")[2]
    getattr(Client(), method)(address)
    assert not SurveyTicket.objects.get().is_used


@pytest.mark.parametrize("token", ["x", "0" * 500, "é~"])
def test_tampered_link_gives_the_neutral_page(token):
    answer = Client().get(reverse("survey_link", args=[token]))
    assert answer.status_code == 404
    assert Client().get(reverse("survey")).status_code == 404


@pytest.mark.parametrize("wrong", [("9", "1", ""), ("4", "perhaps", ""), ("4", "1", "x" * 281), ("", "", " ")])
def test_wrong_answer_is_explained_and_the_ticket_stays(questions, facilitator, wrong):
    entry = factories.present(session=begun(event=factories.published_session().event))
    closed(facilitator, entry)
    page = visit(entry).post(reverse("survey"), typed(questions, *wrong))
    assert "error-summary" in page.text
    assert (SurveyAnswer.objects.count(), SurveyTicket.objects.get().is_used) == (0, False)


def test_paper_and_tablet_never_give_more_answers_than_people_who_came(client, questions, facilitator):
    session = factories.present(session=begun(), adults=1).session
    client.force_login(facilitator)
    sent = typed(questions)
    for _ in range(2):  # the same form sent twice is one answer
        client.post(url("session_survey", session), sent)
    assert SurveyAnswer.objects.get().channel == SurveyChannel.PAPER
    full = client.post(url("survey_tablet", session), typed(questions))
    assert (full.status_code, SurveyAnswer.objects.count()) == (422, 1)
    with pytest.raises(DomainError):
        survey.enter(session.pk, {questions[0]: 4}, SurveyChannel.TABLET, uuid4())


def test_tablet_leaves_nothing_of_the_last_answer(client, questions, facilitator):
    session = factories.present(session=begun(), adults=3).session
    client.force_login(facilitator)
    page = client.post(url("survey_tablet", session), typed(questions, words="Secret"), follow=True)
    assert ("Merci" in page.text, "Secret" in page.text, "checked" in page.text) == (True, False, False)


def test_results_are_counted_by_level_and_rate(questions):
    session = begun()
    for level in (4, 3, 3, 1):
        survey.write(session.pk, {questions[0]: level, questions[2]: f"mot {level}"}, SurveyChannel.PAPER)
    first, words = survey.results(session)
    assert (first.rows, first.rate) == ([(4, 1), (3, 2), (2, 0), (1, 1)], 75)
    assert words.words == ["mot 1", "mot 3", "mot 3", "mot 4"]


def test_a_landlord_partner_sees_results_from_five_answers_on(client, questions):
    owner = factories.landlord()
    session = begun(event=factories.event(landlords=[owner]))
    client.force_login(factories.staff(Role.LANDLORD, landlord=owner))
    for n in range(5):
        page = client.get(url("session_survey", session)).text
        assert ("Satisfait ?" in page) is False, f"{n} answers are shown"
        survey.write(session.pk, {questions[0]: 4}, SurveyChannel.WEB)
    assert "Satisfait ?" in client.get(url("session_survey", session)).text
    assert client.post(url("session_survey", session), typed(questions)).status_code == 403
