"""The closed vocabulary of conditions, read against what is known of a building. Nothing is evaluated as code."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from copro.answers import Answers
from copro.enums import Question


class Verdict(Enum):
    MET = "met"
    NOT_MET = "not met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Finding:
    """`reason` is the rule's own sentence, in French; `missing` the answers that would settle it."""

    verdict: Verdict
    reason: str = ""
    missing: list[Question] = field(default_factory=list)


MET = Finding(Verdict.MET)


def within(value: dict, lots: int) -> bool:
    """Say whether a number of lots is within bounds, both inclusive; an empty bound is none."""
    least, most = value.get("lots_least"), value.get("lots_most")
    return (least is None or lots >= least) and (most is None or lots <= most)


def is_bounded(value: dict) -> bool:
    return value.get("lots_least") is not None or value.get("lots_most") is not None


def lots(value: dict, answers: Answers) -> Finding:
    if answers.lots is None:
        return Finding(Verdict.UNKNOWN, missing=[Question.LOTS])
    return MET if within(value, answers.lots) else Finding(Verdict.NOT_MET, value["reason"])


def permit_before(value: dict, answers: Answers) -> Finding:
    """The day itself is not before. A building is never finished before its permit: completion may settle it."""
    day: date = value["day"]
    if answers.permit is not None:
        if answers.permit.last < day:
            return MET
        if answers.permit.first >= day:
            return Finding(Verdict.NOT_MET, value["reason"])
    elif answers.completion is not None and answers.completion.last < day:
        return MET
    return Finding(Verdict.UNKNOWN, missing=[Question.PERMIT])


def syndic(value: dict, answers: Answers) -> Finding:
    if not answers.syndic:
        return Finding(Verdict.UNKNOWN, missing=[Question.SYNDIC])
    return MET if answers.syndic in value["kinds"] else Finding(Verdict.NOT_MET, value["reason"])


def arrears(value: dict, answers: Answers) -> Finding:
    """A lower share is enough in a large building (law of 1965, art. 29-1 A)."""
    if answers.arrears is None:
        return Finding(Verdict.UNKNOWN, missing=[Question.ARREARS])
    small, large = value["percent"], value.get("large_percent")
    if large is None or value.get("large_from") is None:
        thresholds = {small}
    elif answers.lots is None:
        thresholds = {small, large}
    else:
        thresholds = {large if answers.lots >= value["large_from"] else small}
    if all(answers.arrears.least >= threshold for threshold in thresholds):
        return MET
    if all(answers.arrears.below <= threshold for threshold in thresholds):
        return Finding(Verdict.NOT_MET, value["reason"])
    return Finding(Verdict.UNKNOWN, missing=[Question.LOTS if len(thresholds) > 1 else Question.ARREARS])


def no_need(value: dict, answers: Answers) -> Finding:
    """An exemption: not to know of it leaves the duty as it is, and is said beside it."""
    if answers.dtg is None:
        return Finding(Verdict.MET, missing=[Question.DTG])
    return Finding(Verdict.NOT_MET, value["reason"]) if answers.dtg else MET


def to_check(value: dict, answers: Answers) -> Finding:
    return Finding(Verdict.UNKNOWN, value["text"])


CHECKS: dict[str, Callable[[dict, Answers], Finding]] = {
    "lots": lots,
    "permit_before": permit_before,
    "syndic": syndic,
    "arrears": arrears,
    "no_need": no_need,
    "to_check": to_check,
}


def check(conditions, answers: Answers) -> list[Finding]:
    """Return what each condition of a rule finds. Raises KeyError for a word that is not in the vocabulary."""
    return [CHECKS[block.block_type](block.value, answers) for block in conditions]
