"""The calculator against buildings worked out by hand, and what it does with what is not known."""

from datetime import date

import pytest

from copro import obligations
from copro.answers import Answers, Arrears, Period
from copro.enums import Question, State
from copro.models import DutyRule
from copro.obligations_form import ObligationsForm
from home import copro_rules
from tests.copro.buildings import BUILDINGS, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rules(django_db_setup, django_db_blocker):
    """The rules that come with the portal, read once."""
    from tests.home.site import taken_back

    with django_db_blocker.unblock(), taken_back():
        copro_rules.load()
        yield list(DutyRule.objects.in_force(TODAY).prefetch_related("decisions"))


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def duties_of(rules, answers: Answers, today: date = TODAY) -> dict[str, obligations.Duty]:
    return {duty.rule.key: duty for duty in obligations.calculate(rules, answers, today)}


def answers_of(typed: dict) -> Answers:
    form = ObligationsForm(typed)
    assert form.is_valid(), form.errors
    return form.answers()


def test_at_least_forty_buildings():
    assert len(BUILDINGS) >= 40
    assert len({name for name, _typed, _expected in BUILDINGS}) == len(BUILDINGS)


@pytest.mark.parametrize(("typed", "expected"), [pytest.param(*each[1:], id=each[0]) for each in BUILDINGS])
def test_duties_of_a_building(rules, typed, expected):
    found = duties_of(rules, answers_of(typed))
    assert {key: (str(found[key].state), found[key].due) for key in expected} == expected


def test_every_rule_is_in_the_table(rules):
    usual = {"informer-les-occupants", "contrat-de-syndic", "conseil-syndical", "pieces-au-conseil-syndical"}
    told = {key for _name, _typed, expected in BUILDINGS for key in expected}
    assert told | usual == {rule.key for rule in rules}


def test_exactly_50_lots_says_that_the_text_is_ambiguous(rules):
    answers = answers_of({"lots": "50", "permis": "1974", "dpe": "aucun"})
    [text] = duties_of(rules, answers)["dpe-collectif"].texts
    assert "exactement 50 lots" in text and "prudente" in text
    for lots in ("49", "51"):
        assert (
            duties_of(rules, answers_of({"lots": lots, "permis": "1974", "dpe": "aucun"}))["dpe-collectif"].texts == []
        )


def test_not_concerned_says_why(rules):
    found = obligations.calculate(rules, answers_of({"lots": "24", "permis": "2020", "syndic": "benevole"}), TODAY)
    refused = [duty for duty in found if duty.state == State.NOT_CONCERNED]
    assert {duty.rule.key for duty in refused} == {"dpe-collectif", "extranet", "extranet-a-jour"}
    assert all(len(duty.texts) == 1 for duty in refused)


def test_what_cannot_be_said_names_what_is_missing(rules):
    for duty in obligations.calculate(rules, Answers(), TODAY):
        if duty.state == State.UNKNOWN:
            assert duty.missing or duty.texts, duty.rule.key


def test_each_missing_answer_says_what_it_would_tell_the_most_telling_first(rules):
    answers = answers_of({"lots": "24", "dpe": "D"})
    duties = obligations.calculate(rules, answers, TODAY)
    openings = obligations.openings(answers, duties)
    titles = {opening.question: [each.rule.title for each in opening.duties] for opening in openings}
    assert Question.LOTS not in titles
    assert openings[0].question == Question.COMPLETION
    assert "Alimenter le fonds de travaux" in titles[Question.COMPLETION]
    assert titles[Question.ARREARS] == ["Demander un mandataire ad hoc"]
    undecided = sorted(each.rule.title for each in duties if each.state == State.UNKNOWN)
    assert sorted(title for named in titles.values() for title in named) == undecided


def test_most_urgent_comes_first(rules):
    found = obligations.calculate(rules, answers_of({"lots": "24", "permis": "1974", "dpe": "aucun"}), TODAY)
    places = [list(State).index(duty.state) for duty in found]
    assert places == sorted(places)
    assert found[0].state == State.LATE


@pytest.mark.parametrize(
    ("today", "due"),
    [
        (date(2026, 1, 1), date(2026, 1, 1)),
        (date(2026, 1, 2), date(2026, 4, 1)),
        (date(2026, 11, 22), date(2027, 1, 1)),
        (date(2026, 12, 31), date(2027, 1, 1)),
        (date(2026, 9, 30), date(2026, 10, 1)),
    ],
)
def test_provisions_fall_due_on_the_first_day_of_a_quarter(rules, today, due):
    assert duties_of(rules, Answers(), today)["provisions"].due == due


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("today", [date(2026, 11, 22), date(2024, 2, 29), date(2027, 1, 1)])
def test_accounts_end_at_most_a_year_before_today(month, today):
    closed = obligations.last_closing(month, today)
    assert closed <= today < obligations.last_closing(month, date(closed.year + 1, 12, 31))
    assert (closed.month, (date.fromordinal(closed.toordinal() + 1)).day) == (month, 1)


# Rules are records with dates of validity


def test_rule_that_is_over_no_longer_counts(rules):
    old = DutyRule.objects.get(key="provisions")
    old.valid_until = date(2026, 11, 21)
    old.save()
    following = DutyRule.objects.create(
        key="provisions", title="Nouvelle règle", what="-", who="-", clock="standing", legal_basis="-",
        checked_on=TODAY, valid_from=date(2026, 11, 22),
    )  # fmt: skip
    in_force = DutyRule.objects.filter(key="provisions")
    assert [rule.pk for rule in in_force.in_force(date(2026, 11, 21))] == [old.pk]
    assert [rule.pk for rule in in_force.in_force(date(2026, 11, 22))] == [following.pk]


def test_draft_rule_does_not_count(rules):
    rule = DutyRule.objects.get(key="provisions")
    rule.title = "Brouillon"
    rule.save_revision()
    assert DutyRule.objects.in_force(TODAY).get(key="provisions").title != "Brouillon"
    rule.unpublish()
    assert not DutyRule.objects.in_force(TODAY).filter(key="provisions").exists()


def test_loading_again_keeps_what_artemis_edited(rules):
    DutyRule.objects.filter(key="provisions").update(title="Relu par Artemis")
    DutyRule.objects.filter(key="extranet").delete()
    copro_rules.load()
    assert DutyRule.objects.get(key="provisions").title == "Relu par Artemis"
    assert DutyRule.objects.filter(key="extranet").count() == 1


# Answers


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2011", date(2011, 1, 1), date(2011, 12, 31)),
        (" 2/2012 ", date(2012, 2, 1), date(2012, 2, 29)),
        ("14/06/2011", date(2011, 6, 14), date(2011, 6, 14)),
        ("14.6.2011", date(2011, 6, 14), date(2011, 6, 14)),
        ("2011-06-14", date(2011, 6, 14), date(2011, 6, 14)),
    ],
)
def test_period_is_read_as_people_write_it(text, first, last):
    assert Period.parse(text) == Period(first, last)


@pytest.mark.parametrize("text", ["", "juin 2011", "31/02/2011", "13/2011", "14/06/11", "0000", "20111", "-2011"])
def test_period_that_is_none_is_refused(text):
    with pytest.raises(ValueError):
        Period.parse(text)


@pytest.mark.parametrize(("key", "band"), [("8-15", Arrears(8, 15)), ("25-plus", Arrears(25, 101))])
def test_arrears_are_a_band_of_the_budget(key, band):
    assert answers_of({"impayes": key}).arrears == band
