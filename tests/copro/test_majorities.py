"""The majorities of the law of 1965, at every threshold, and the page that counts them."""

import pytest
from bs4 import BeautifulSoup

from copro import majorities
from copro.enums import Article, Fallback
from copro.majorities import Ballot, Outcome
from copro.models import Decision
from home import copro_rules
from tests import factories as make

PAGE = "/copropriete/quelle-majorite/"
BRIDGE, ENERGY, NONE = Fallback.BRIDGE, Fallback.ENERGY, Fallback.NONE


@pytest.mark.parametrize(
    ("article", "fallback", "ballot", "expected"),
    [
        # Art. 24: more for than against among the votes cast; abstentions do not count
        (Article.ART_24, NONE, Ballot(1000, 276, 274), Outcome.ADOPTED),
        (Article.ART_24, NONE, Ballot(1000, 275, 275), Outcome.REFUSED),
        (Article.ART_24, NONE, Ballot(1000, 1, 0), Outcome.ADOPTED),
        (Article.ART_24, NONE, Ballot(1000, 0, 0), Outcome.REFUSED),
        # Art. 25: more than half of all the votes
        (Article.ART_25, BRIDGE, Ballot(1000, 501, 499), Outcome.ADOPTED),
        (Article.ART_25, BRIDGE, Ballot(1000, 500, 0), Outcome.SECOND_VOTE),
        (Article.ART_25, BRIDGE, Ballot(999, 500, 0), Outcome.ADOPTED),
        (Article.ART_25, BRIDGE, Ballot(1001, 501, 0), Outcome.ADOPTED),
        # Art. 25-1: one third of all the votes is enough, equal included
        (Article.ART_25, BRIDGE, Ballot(999, 333, 0), Outcome.SECOND_VOTE),
        (Article.ART_25, BRIDGE, Ballot(1000, 334, 600), Outcome.SECOND_VOTE),
        (Article.ART_25, BRIDGE, Ballot(1000, 333, 0), Outcome.REFUSED),
        # Energy works (art. 25 f): under one third, a new meeting within three months
        (Article.ART_25, ENERGY, Ballot(1000, 334, 0), Outcome.SECOND_VOTE),
        (Article.ART_25, ENERGY, Ballot(1000, 333, 0), Outcome.NEW_MEETING),
        (Article.ART_25, ENERGY, Ballot(1000, 0, 0), Outcome.NEW_MEETING),
        # Art. 26: more than half of the co-owners and two thirds of all the votes, equal included
        (Article.ART_26, NONE, Ballot(1000, 667, 0, 30, 16), Outcome.ADOPTED),
        (Article.ART_26, NONE, Ballot(1000, 667, 0, 30, 15), Outcome.REFUSED),
        (Article.ART_26, NONE, Ballot(1000, 666, 0, 30, 20), Outcome.REFUSED),
        (Article.ART_26, NONE, Ballot(999, 666, 0, 30, 20), Outcome.ADOPTED),
        (Article.ART_26, NONE, Ballot(1000, 700, 0), Outcome.MEMBERS_MISSING),
        (Article.ART_26, NONE, Ballot(1000, 600, 0), Outcome.REFUSED),
        # Unanimity: all the votes of the building
        (Article.UNANIMITY, NONE, Ballot(1000, 1000, 0), Outcome.ADOPTED),
        (Article.UNANIMITY, NONE, Ballot(1000, 999, 0), Outcome.REFUSED),
    ],
)
def test_outcome_of_a_vote(article, fallback, ballot, expected):
    assert majorities.outcome(article, fallback, ballot) == expected


@pytest.mark.parametrize("total", range(1, 60))
def test_needed_votes_are_the_least_that_adopt(total):
    for article in (Article.ART_25, Article.ART_26, Article.UNANIMITY):
        adopting = [n for n in range(total + 1) if majorities.is_adopted(article, Ballot(total, n, 0, 3, 2))]
        assert adopting[0] == majorities.needed(article, Ballot(total, 0))


@pytest.fixture
def decisions(db):
    make.home_page()
    copro_rules.load()


def page(client, query=""):
    response = client.get(f"{PAGE}?{query}" if query else PAGE)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def test_decision_gives_article_words_second_vote_and_wording(client, decisions):
    soup = page(client, "decision=travaux-d-energie")
    said = " ".join(soup.select_one(".majority").text.split())
    assert "25 f" in said and "[travaux]" in said and "22 novembre 2026" in said
    assert soup.select(".majority .notice") == []
    assert len(soup.select(".majority dd p")) == 2  # the bridge, then the new meeting


def test_every_decision_has_a_page(client, decisions):
    for decision in Decision.objects.all():
        assert decision.title in page(client, f"decision={decision.key}").select_one("#decision").text


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("total=1000&pour=501&contre=499", "success"),
        ("total=1 000&presents=700&pour=400&contre=250&abstention=50", "warning"),
        ("total=1000&pour=300", "warning"),
        ("total=10000&pour=5001", "success"),
    ],
)
def test_votes_are_counted(client, decisions, query, kind):
    soup = page(client, f"decision=travaux-d-energie&{query}")
    assert soup.select(".error-summary") == []
    [notice] = soup.select(".majority .notice")
    assert f"notice--{kind}" in notice["class"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("decision=", "decision"),
        ("decision=%00", "decision"),
        ("decision=travaux", "decision"),
        ("decision=ameliorations&pour=3", "total"),
        ("decision=ameliorations&total=1000", "pour"),
        ("decision=ameliorations&total=0&pour=0", "total"),
        ("decision=ameliorations&total=-5&pour=0", "total"),
        ("decision=ameliorations&total=mille&pour=0", "total"),
        ("decision=ameliorations&total=" + "9" * 5000 + "&pour=0", "total"),
        ("decision=ameliorations&total=1000&pour=900&contre=101", "pour"),
        ("decision=ameliorations&total=1000&pour=10&presents=1001", "presents"),
        ("decision=ameliorations&total=1000&pour=600&presents=500", "presents"),
        ("decision=modifier-le-reglement&total=1000&pour=700&membres_pour=3", "membres"),
        ("decision=modifier-le-reglement&total=1000&pour=700&membres=3&membres_pour=4", "membres_pour"),
        ("decision=modifier-le-reglement&total=1000&pour=700&membres=3", "membres_pour"),
    ],
)
def test_bad_count_is_a_sentence_by_its_field(client, decisions, query, field):
    soup = page(client, query)
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert soup.select(".majority .notice") == []


def test_wrong_count_still_shows_the_majority(client, decisions):
    assert page(client, "decision=ameliorations&pour=3").select_one("#decision") is not None


def test_decision_that_is_over_is_not_offered(client, decisions):
    Decision.objects.filter(key="compteurs").update(valid_until="2020-01-01")
    assert len(page(client, "decision=compteurs").select(".error-summary a")) == 1


def test_fallback_belongs_to_article_25(decisions):
    from django.core.exceptions import ValidationError

    decision = Decision.objects.get(key="faire-un-dtg")
    decision.fallback = BRIDGE
    with pytest.raises(ValidationError):
        decision.full_clean()


def test_costs_the_same_few_queries_with_1_and_with_all_decisions(client, decisions, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(9):
        page(client, "decision=compteurs&total=1000&pour=501")
