"""The survey in the figures: what counts as satisfied, of how many, and what a partner may not see."""

import csv
import io

import pytest
from django.urls import reverse

from accounts.roles import Role
from events.enums import AnswerKind, Kind, SessionStatus, SurveySubject
from events.models import SurveyQuestion, SurveyReply
from indicators import figures
from indicators.counting import Scope
from tests import factories as make
from tests.indicators.busy import held
from tests.indicators.screens import YEAR as QUERY
from tests.indicators.screens import read, signed_in
from tests.indicators.test_figures import YEAR, count, totals

pytestmark = pytest.mark.django_db

HIDDEN = "<\u00a05"


def opinions(session, *levels, subject="home"):
    for level in levels:
        make.opinion(session, **{subject: level})
    return session


def test_satisfied_are_the_two_upper_levels():
    opinions(held(), 4, 3, 2, 1, 1)
    assert totals() == {"sessions": 1, "answers": 5, "replies_home": 5, "satisfied_home": 2}


def test_answers_are_those_of_sessions_held_in_the_period():
    opinions(held(starts_at=make.paris(2025, 12, 31)), 4)
    opinions(held(status=SessionStatus.NOT_HELD), 4)
    opinions(held(), 4)
    assert totals() == {"sessions": 1, "answers": 1, "replies_home": 1, "satisfied_home": 1}


def test_question_left_out_lowers_its_replies_and_not_the_answers():
    session = held()
    make.opinion(session, home=4, workshop=1)
    make.opinion(session, workshop=4)
    assert totals() == {
        "sessions": 1, "answers": 2, "replies_workshop": 2, "satisfied_workshop": 1, "replies_home": 1,
        "satisfied_home": 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    "question", [{"kind": AnswerKind.YES_NO, "subject": "home"}, {"subject": SurveySubject.INTENTION}]
)
def test_other_questions_are_no_satisfaction(question):
    answer = make.opinion(held())
    asked = SurveyQuestion.objects.create(text={"fr": "?"}, **question)
    SurveyReply.objects.create(answer=answer, question=asked, level=1)
    assert totals() == {"sessions": 1, "answers": 1}


def test_opinions_are_by_kind_of_session():
    opinions(held(event=make.event(kind=Kind.WORKSHOP)), 4, 2)
    opinions(held(event=make.event(kind=Kind.OUTDOOR)), 4)
    counted = count()
    assert [counted.value("satisfied_home", "opinion", kind) for kind in (Kind.WORKSHOP, Kind.OUTDOOR)] == [1, 1]
    assert [counted.value("replies_home", "opinion", kind) for kind in (Kind.WORKSHOP, Kind.OUTDOOR)] == [2, 1]


def test_screen_shows_shares_and_opens_their_sessions(client, english):
    signed_in(client, Role.LEAD)
    session = opinions(held(event=make.event(title="A")), 4, 4, 1)
    opinions(held(event=make.event(title="B")), 1)
    _response, found = read(client, "figures", **QUERY)
    rows = found.tables["Opinions by kind of session"]
    assert rows[""] == [
        "Answers to the survey", "Satisfied with the session", "Satisfied with their home",
        "Satisfied with the surroundings", "Satisfied with life in the neighbourhood",
    ]  # fmt: skip
    assert rows["Total"] == ["4", "– (0/0)", "50\u00a0% (2/4)", "– (0/0)", "– (0/0)"]
    assert found.links[("Total",), 3].startswith(reverse("figures_sessions"))
    response, found = read(client, "figures_sessions", **QUERY, chiffre="satisfied_home")
    rows = found.tables["Sessions, the oldest first"]
    assert {title: row[0] for title, row in rows.items()} == {
        "Session": "Satisfied with their home", "A": "67\u00a0% (2/3)", "B": "0\u00a0% (0/1)",
        "Total": "50\u00a0% (2/4)",
    }  # fmt: skip
    assert f'href="{session.get_admin_url()}"' in response.content.decode()


def test_download_holds_satisfied_and_replies_as_two_numbers(client, english):
    signed_in(client, Role.LEAD)
    opinions(held(), 4, 4, 1)
    response = client.get(reverse("figures_export"), QUERY | {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")), delimiter=";"))
    total = dict(zip(rows[0], rows[1], strict=True))
    assert (total["Replies about the home"], total["Satisfied with their home"]) == ("3", "2")


def partner_of(client, *sizes: int):
    """Sign a partner in whose sessions, one of each kind, have so many answers."""
    landlord = make.landlord()
    signed_in(client, Role.LANDLORD, landlord=landlord)
    return [
        opinions(held(event=make.event(kind=kind, landlords=[landlord])), *[4] * size)
        for kind, size in zip(Kind, sizes, strict=False)
    ]


def test_partner_counts_no_session_of_fewer_than_five_answers(client, english):
    partner_of(client, 4, 5)
    response, found = read(client, "figures", **QUERY)
    rows = list(found.tables["Opinions by kind of session"].values())
    assert [row[0] for row in rows[1:3]] == ["0", "5"]
    assert rows[-1][0] == "5"
    assert "fewer than five answers" in response.content.decode()
    rows = read(client, "figures_sessions", **QUERY, chiffre="answers")[1].tables["Sessions, the oldest first"]
    assert len(rows) == 3  # its header, the session of five, the total


def test_partner_does_not_see_a_share_of_fewer_than_five_replies(client, english):
    (session,) = partner_of(client, 4)
    make.opinion(session, workshop=1)
    _response, found = read(client, "figures", **QUERY)
    total = found.tables["Opinions by kind of session"]["Total"]
    assert total[:3] == ["5", HIDDEN, HIDDEN]
    _response, found = read(client, "figures_sessions", **QUERY, chiffre="satisfied_home")
    assert found.tables["Sessions, the oldest first"]["Total"][0] == HIDDEN
    export = client.get(reverse("figures_export"), QUERY | {"format": "csv"})
    rows = list(csv.reader(io.StringIO(b"".join(export.streaming_content).decode("utf-8-sig")), delimiter=";"))
    total = dict(zip(rows[0], rows[1], strict=True))
    assert (total["Replies about the home"], total["Satisfied with their home"]) == (HIDDEN, HIDDEN)


def test_queries_are_the_same_for_1_and_30_answers(django_assert_num_queries):
    scope = Scope(*YEAR)
    for number in (1, 29):
        for _ in range(number):
            opinions(held(), 4, subject="well_being")
        with django_assert_num_queries(9):
            figures.count(scope)
        with django_assert_num_queries(2):
            figures.contributions(scope, "satisfied_well_being")
