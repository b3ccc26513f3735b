"""What somebody knows of a building. Every answer may be missing: nothing is guessed in silence."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from copro.enums import Question

DAY = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{1,2})\s*[./-]\s*(\d{4})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
MONTH = re.compile(r"(\d{1,2})\s*[./-]\s*(\d{4})")
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Period:
    """A day, a month or a year as somebody remembers it: from its first day to its last one, both inclusive."""

    first: date
    last: date

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "2011", "06/2011", "14/06/2011" or "2011-06-14". Raises ValueError for anything else."""
        text = text.strip()
        if found := ISO_DAY.fullmatch(text):
            day = date(*map(int, found.groups()))
            return cls(day, day)
        if found := DAY.fullmatch(text):
            day = date(*(int(part) for part in reversed(found.groups())))
            return cls(day, day)
        if found := MONTH.fullmatch(text):
            month, year = map(int, found.groups())
            return cls(date(year, month, 1), end_of_month(year, month))
        if YEAR.fullmatch(text):
            return cls.year(int(text))
        raise ValueError(text)

    @property
    def is_day(self) -> bool:
        return self.first == self.last

    def plus(self, *, years: int = 0, months: int = 0) -> "Period":
        """Return the same so many years or months later; the 31st becomes the last day of a shorter month."""
        later = relativedelta(years=years, months=months)
        return Period(self.first + later, self.last + later)


@dataclass(frozen=True)
class Arrears:
    """Unpaid charges as a share of the budget, in per cent: from `least` (inclusive) to `below` (exclusive)."""

    least: int
    below: int


@dataclass(frozen=True)
class Answers:
    """`energy` is a class from A to G, "aucun" without a collective diagnosis, or "" when it is not known."""

    lots: int | None = None
    permit: Period | None = None
    completion: Period | None = None
    energy: str = ""
    energy_date: Period | None = None
    syndic: str = ""
    meeting: Period | None = None
    closing: int | None = None  # month, 1 to 12
    plan: str = ""
    plan_date: Period | None = None
    dtg: bool | None = None
    arrears: Arrears | None = None

    @property
    def energy_class(self) -> str:
        return self.energy if len(self.energy) == 1 else ""

    @property
    def unknown(self) -> list[Question]:
        """Return what was left open; the dates of documents that do not exist are not questions."""
        given = {
            Question.LOTS: self.lots, Question.PERMIT: self.permit, Question.COMPLETION: self.completion,
            Question.ENERGY: self.energy, Question.SYNDIC: self.syndic, Question.MEETING: self.meeting,
            Question.CLOSING: self.closing, Question.PLAN: self.plan, Question.ARREARS: self.arrears,
        }  # fmt: skip
        if self.energy_class:
            given[Question.ENERGY_DATE] = self.energy_date
        if self.plan in ("adopte", "projet"):
            given[Question.PLAN_DATE] = self.plan_date
        missing = [question for question, answer in given.items() if not answer]
        return [*missing, *([Question.DTG] if self.dtg is None else [])]


def end_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
