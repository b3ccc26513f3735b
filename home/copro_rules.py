"""The rules of co-ownership that come with the portal: duties, decisions, words and model texts, as records.

Run again, it adds those that are missing and changes nothing that Artemis edited.
"""

from django.db import models

from copro.models import Decision, DutyRule, GlossaryTerm, ModelText
from home.structure import CHECKED_ON, FILES, read

LISTS = ("sources", "decisions", "bands", "conditions")


def load() -> None:
    rules, texts = read(FILES / "copro-rules.toml"), read(FILES / "copro-texts.toml")
    for model, contents in (
        (Decision, rules["decisions"]),
        (DutyRule, rules["duties"]),
        (GlossaryTerm, texts["terms"]),
        (ModelText, texts["models"]),
    ):
        known = set(model.objects.values_list("key", flat=True))
        for order, content in enumerate(contents):
            if content["key"] not in known:
                add(model, content, order)


def add(model: type[models.Model], content: dict, order: int) -> None:
    """Save a record with its first revision, so that its history begins with what came with the portal."""
    plain = {key: value.strip() if isinstance(value, str) else value for key, value in content.items()}
    advice = {"advice_slug": plain.pop("advice")} if "advice" in plain else {}
    lists = {key: plain.pop(key) for key in LISTS if key in plain}
    record = model(order=order, **{"checked_on": CHECKED_ON} | plain | advice)
    record.source_keys = " ".join(lists.get("sources", []))
    if model is DutyRule:
        record.bands = [("band", {"classes": []} | band) for band in lists.get("bands", [])]
        record.conditions = [to_condition(condition) for condition in lists.get("conditions", [])]
    record.save()
    if model is DutyRule:
        record.decisions = Decision.objects.filter(key__in=lists.get("decisions", []))
        record.save()
    record.save_revision()


def to_condition(condition: dict) -> tuple[str, dict]:
    return condition["kind"], {key: value for key, value in condition.items() if key != "kind"}
