"""Questions of an event: asked on its form, conditional, kept in the words of the source language, erased on time."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from accounts.roles import Role
from engagement import pseudonyms, retention
from events import registration
from events.enums import QuestionKind
from events.models import Answer, Question, Registration
from tests import factories as make
from tests.events.visitor import form_of, path, read, sign_up, words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_waiting(settings):
    settings.FORM_MIN_SECONDS = 0


@pytest.fixture
def session():
    return make.published_session()


@pytest.fixture
def asked(session) -> list[Question]:
    """A choice; a yes or no that needs an answer; a few words, needed only after a yes."""
    part = make.question(
        session.event, "Quand ?", kind=QuestionKind.CHOICE, order=1,
        options={"fr": "Matin / Après-midi", "en": "Morning / Afternoon", "ar": "صباحا / بعد الظهر"},
    )  # fmt: skip
    tool = make.question(session.event, "Un outil ?", required=True, order=2)
    which = make.question(
        session.event, "Lequel ?", kind=QuestionKind.TEXT, required=True, order=3, depends_on=tool,
        depends_answer="oui",
    )  # fmt: skip
    return [part, tool, which]


def answers() -> dict[str, str]:
    return {str(answer.question.text): answer.value for answer in Answer.objects.all()}


def test_answers_are_kept_with_the_sign_up_in_the_words_of_the_source(client, session, asked):
    part, tool, which = (question.field_name for question in asked)
    given = {part: "Après-midi", tool: "oui", which: "  Une  perceuse "}
    assert sign_up(client, session, "en", **given).status_code == 302
    assert answers() == {"Quand ?": "Après-midi", "Un outil ?": "oui", "Lequel ?": "Une perceuse"}
    page = words(read(client.get("/en/inscription/gerer/")).main)
    assert "Afternoon" in page and "Une perceuse" in page


def test_question_after_another_answer_is_asked_and_kept_only_then(client, session, asked):
    _part, tool, which = (question.field_name for question in asked)
    assert sign_up(client, session, **{tool: "non", which: "Une perceuse"}).status_code == 302
    assert answers() == {"Un outil ?": "non"}


def test_needed_answer_is_asked_for_by_its_field_and_the_rest_is_kept(client, session, asked):
    part, tool, which = (question.field_name for question in asked)
    soup = read(sign_up(client, session, "en", **{part: "Matin", tool: "oui"}))
    assert [item.a["href"] for item in soup.select(".error-summary li")] == [f"#id_{which}"]
    assert soup.select_one(f"input[name={part}][value=Matin]").has_attr("checked")
    soup = read(sign_up(client, session, "en"))
    assert [item.a["href"] for item in soup.select(".error-summary li")] == [f"#id_{tool}_0"]
    assert Registration.objects.count() == 0


def test_form_says_when_a_question_is_asked_and_warns_about_health(client, session, asked):
    form = form_of(read(client.get(path(session, "en"))), path(session, "en"))
    block = form.select_one("[data-after]")
    assert (block["data-after"], block["data-answer"]) == (asked[1].field_name, "oui")
    assert "Only if you answered “Yes” above. Nothing about health, please." in words(block)


@pytest.mark.parametrize(
    ("which", "typed"),
    [(0, "Nuit"), (0, "\x00"), (1, "peut-être"), (2, "\x00"), (2, "x" * 301), (2, "x\r\n" * 5000)],
)
def test_hostile_answer_is_a_sentence_by_its_field(client, session, asked, which, typed):
    given = {asked[1].field_name: "oui", asked[2].field_name: "Scie"} | {asked[which].field_name: typed}
    soup = read(sign_up(client, session, **given))
    hrefs = [item.a["href"] for item in soup.select(".error-summary li")]
    assert hrefs[0].startswith(f"#id_{asked[which].field_name}")
    assert (Registration.objects.count(), Answer.objects.count()) == (0, 0)


def test_odd_answer_stays_literal(client, session, asked):
    odd = "<script>alert(1)</script> {{ form }} =1+1 \u202e🌻"
    sign_up(client, session, **{asked[1].field_name: "oui", asked[2].field_name: odd})
    soup = read(client.get("/inscription/gerer/"))
    assert odd in words(soup.main)
    assert [tag for tag in soup.main("script") if not tag.get("src")] == []


def test_another_event_s_questions_are_not_asked(client, session):
    make.question(make.event(), "Ailleurs ?", required=True)
    assert sign_up(client, session).status_code == 302
    assert Answer.objects.count() == 0


def test_sign_up_with_questions_costs_at_most_fifteen_queries(session, asked, django_assert_max_num_queries):
    who = registration.SignUp(
        name="N", adults=1, email="n@example.org", answers={asked[0].pk: "Matin", asked[1].pk: "non"}
    )
    make.message(make.registration(session=session))
    pseudonyms.key("somebody", session.starts_at.year)  # the first sign-up of a year draws its salt
    with django_assert_max_num_queries(15):
        registration.register(session.pk, who, uuid4())


def test_team_reads_the_answers_on_the_session_screen(client, session, asked):
    entry = make.registration(session=session, children=1, ages={"6-11": 1})
    Answer.objects.create(registration=entry, question=asked[0], value="Matin")
    client.force_login(make.staff(Role.FACILITATOR))
    line = words(read(client.get(session.get_admin_url())).find(id=f"household-{entry.pk}"))
    assert "Quand ? Matin" in line
    assert "1 × " in line


def test_answers_are_erased_when_their_question_says(session):
    short, long = make.question(session.event, retention_days=2), make.question(session.event, retention_days=60)
    entry = make.registration(session=session)
    for question in (short, long):
        Answer.objects.create(registration=entry, question=question, value="oui")
    list(retention.purge(session.ends_at + timedelta(days=1)))
    assert Answer.objects.count() == 2
    for _ in range(2):
        list(retention.purge(session.ends_at + timedelta(days=3)))
    assert list(Answer.objects.values_list("question", flat=True)) == [long.pk]
    list(retention.purge(session.ends_at + timedelta(days=200), confirmed=True))
    assert Answer.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"kind": "choice", "options": {"fr": "Une seule"}}, "options"),
        ({"depends_answer": "peut-être"}, "depends_answer"),
        ({"elsewhere": True}, "depends_on"),
    ],
)
def test_question_that_does_not_hold_is_refused(session, fields, wrong):
    first = make.question(make.event() if fields.pop("elsewhere", False) else session.event)
    question = Question(
        **{"event": session.event, "text": {"fr": "?"}, "kind": "text", "depends_on": first, "depends_answer": "oui"}
        | fields
    )
    with pytest.raises(ValidationError) as refusal:
        question.full_clean()
    assert list(refusal.value.message_dict) == [wrong]
