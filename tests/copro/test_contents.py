"""What comes with the portal for co-ownerships holds together: pages, rules, words, models."""

from datetime import date

import pytest

from copro.enums import Audience, Topic
from core import drawings
from core.enums import Status
from home.structure import FILES, read

ADVICE = {path.stem: read(path) for path in sorted((FILES / "copro").glob("*.toml"))}
RULES, TEXTS = read(FILES / "copro-rules.toml"), read(FILES / "copro-texts.toml")


def test_at_least_twenty_pages_on_every_topic_for_every_role():
    assert len(ADVICE) >= 20
    assert {content["topics"] for content in ADVICE.values()} == set(Topic.values)
    for role in Audience.values:
        assert sum(role in content["audience"] for content in ADVICE.values()) >= 15


@pytest.mark.parametrize("name", ADVICE)
def test_advice_is_dated_sourced_and_short_enough(name):
    content = ADVICE[name]
    assert content["slug"] == name
    assert content["legal_basis"].strip() and content["sources"]
    assert content["checked_on"] == date(2026, 11, 22)
    assert content["status"] in Status.values
    assert content["drawing"] in dict(drawings.choices())
    assert len(content["summary"]) <= 300
    assert len(content["sections"]) >= 3


def test_aid_that_nobody_confirmed_says_so_before_any_figure():
    content = ADVICE["maprimerenov-copropriete"]
    assert content["status"] == Status.SUSPENDED
    [warning] = [notice for notice in content["notices"] if notice["kind"] == "warning"]  # comes first on the page
    assert "confirmer" in warning["text"]
    assert all("avant 2026" in section["heading"] for section in content["sections"] if "%" in section["text"])


def test_rules_lead_to_decisions_and_pages_that_exist():
    decisions = {decision["key"] for decision in RULES["decisions"]}
    for rule in RULES["duties"]:
        assert set(rule.get("decisions", [])) <= decisions
        assert rule["advice"] in ADVICE


@pytest.mark.parametrize("records", [RULES["duties"], RULES["decisions"], TEXTS["terms"], TEXTS["models"]])
def test_keys_are_unique_and_every_record_has_its_basis(records):
    keys = [record["key"] for record in records]
    assert len(set(keys)) == len(keys)
    assert all(record["legal_basis"].strip() for record in records)
