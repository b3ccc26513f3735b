"""What the law asks of a building, and when: rules that are data (`copro.models.DutyRule`) over answers.

A date that depends on what is not known is the earliest possible one, and it is said. A duty is late from the day
after its date. The state is told only where every possible answer gives the same one; else what is missing is named.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from copro import conditions
from copro.answers import Answers, Period, end_of_month
from copro.conditions import Finding, Verdict
from copro.enums import Clock, Plan, Proof, Question, State
from copro.models import DutyRule

ORDER = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True)
class Span:
    """The days on which a duty may fall due: known to be one when equal, without end when `last` is None."""

    first: date | None
    last: date | None
    missing: list[Question] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def not_before(self, period: Period) -> "Span":
        first = max(self.first, period.first) if self.first else period.first
        last = max(self.last, period.last) if self.last else period.last
        return Span(first, last, self.missing, self.texts)


@dataclass
class Duty:
    """One duty of one building. `notes` are ours, in the reader's language; `texts` are the rule's own, in French.

    `when` and `advice_url` are for the page, which fills them.
    """

    rule: DutyRule
    state: State
    due: date | None = None
    missing: list[Question] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    when: str = ""
    advice_url: str = ""

    @property
    def is_concerned(self) -> bool:
        return self.state != State.NOT_CONCERNED

    @property
    def is_urgent(self) -> bool:
        return self.state in (State.LATE, State.THIS_YEAR)

    @property
    def place(self) -> tuple:
        return ORDER[self.state], self.due or date.max, self.rule.order


def calculate(rules: Iterable[DutyRule], answers: Answers, today: date) -> list[Duty]:
    """Return every duty with its state on a day, the most urgent first."""
    return sorted((duty(rule, answers, today) for rule in rules), key=lambda each: each.place)


def duty(rule: DutyRule, answers: Answers, today: date) -> Duty:
    findings = conditions.check(rule.conditions, answers)
    refusal = next((found for found in findings if found.verdict is Verdict.NOT_MET), None)
    if refusal:
        return Duty(rule, State.NOT_CONCERNED, texts=[refusal.reason])
    found = CLOCKS[Clock(rule.clock)](rule, answers, today)
    if found.state == State.NOT_CONCERNED:
        return found
    return with_findings(found, findings)


def with_findings(found: Duty, findings: list[Finding]) -> Duty:
    """Add what the conditions leave open: a state that hangs on it cannot be said, but for "nothing before"."""
    unknown = [each for each in findings if each.verdict is Verdict.UNKNOWN]
    open_questions = [question for each in findings for question in each.missing]
    if found.state != State.DONE:
        found.missing += [question for question in open_questions if question not in found.missing]
    found.texts += [each.reason for each in unknown if each.reason]
    if unknown and found.state != State.LATER:
        found.state, found.due = State.UNKNOWN, None
    return found


def beginning(rule: DutyRule, answers: Answers) -> Span | None:
    """Return from when a rule holds: its date for this size, and its age. None where no date is for this building."""
    span = entry_into_force(rule, answers)
    if span is None or rule.age_years is None:
        return span
    if answers.completion is None:
        first = span.first
        if answers.permit:  # a building is never finished before its permit
            first = max(filter(None, [first, answers.permit.plus(years=rule.age_years).first]))
        return Span(first, None, [*span.missing, Question.COMPLETION], span.texts)
    return span.not_before(answers.completion.plus(years=rule.age_years))


def entry_into_force(rule: DutyRule, answers: Answers) -> Span | None:
    bands = [block.value for block in rule.bands]
    if not bands:
        return Span(date.min, date.min)
    fitting = [band for band in bands if may_fit(band, answers)]
    if not fitting:
        return None
    days = [band["day"] for band in fitting]
    missing = []
    if answers.lots is None and any(conditions.is_bounded(band) for band in fitting):
        missing.append(Question.LOTS)
    if not answers.energy_class and any(band["classes"] for band in fitting):
        missing.append(Question.ENERGY)
    if missing:
        return Span(min(days), max(days), missing)
    texts = [rule.ambiguity] if len(set(days)) > 1 and rule.ambiguity else []
    return Span(min(days), min(days), texts=texts)


def may_fit(band: dict, answers: Answers) -> bool:
    size = answers.lots is None or conditions.within(band, answers.lots)
    energy = not band["classes"] or not answers.energy_class or answers.energy_class in band["classes"]
    return size and energy


def state_on(span: Span, today: date) -> State:
    """Return the state of something not done, due within a span. Due today is not late yet."""
    if span.first and span.first.year > today.year:
        return State.LATER
    if span.last is None:
        return State.UNKNOWN
    if span.last < today:
        return State.LATE
    return State.THIS_YEAR if span.last.year == today.year else State.UNKNOWN


def dated(rule: DutyRule, state: State, span: Span, today: date) -> Duty:
    """Return a duty on the first day of its span: prudence, which is said where it matters still."""
    found = Duty(rule, state, span.first, [*span.missing], texts=[*span.texts])
    if found.due == date.min or (state == State.UNKNOWN and (span.last is None or span.first <= today)):
        found.due = None
    elif not span.missing and span.first != span.last and (span.last is None or span.last >= today):
        found.notes.append(_("By prudence, this is the first day possible: give the exact date of completion to know."))
    return found


def not_concerned(rule: DutyRule) -> Duty:
    return Duty(rule, State.NOT_CONCERNED, texts=[rule.outside] if rule.outside else [])


# One function a clock


def standing(rule: DutyRule, answers: Answers, today: date) -> Duty:
    span = beginning(rule, answers)
    if span is None:
        return not_concerned(rule)
    in_force = span.last is not None and span.last <= today
    return dated(rule, State.RECURRING if in_force else state_on(span, today), span, today)


def once(rule: DutyRule, answers: Answers, today: date) -> Duty:
    span = beginning(rule, answers)
    if span is None:
        return not_concerned(rule)
    question, made, day = proof_of(rule, answers)
    if made is None:
        state = State.LATER if span.first and span.first.year > today.year else State.UNKNOWN
        found = dated(rule, state, span, today)
        found.missing.append(question)
        return found
    return renewal(rule, answers, today, span, day) if made else dated(rule, state_on(span, today), span, today)


def proof_of(rule: DutyRule, answers: Answers) -> tuple[Question, bool | None, Period | None]:
    """Return the question that tells, whether the duty was done (None: not known), and when."""
    if rule.proof == Proof.ENERGY:
        made = bool(answers.energy_class) if answers.energy else None
        return Question.ENERGY, made, answers.energy_date
    made = answers.plan in (Plan.ADOPTED, Plan.DRAFT) if answers.plan else None
    return Question.PLAN, made, answers.plan_date


def renewal(rule: DutyRule, answers: Answers, today: date, span: Span, made_on: Period | None) -> Duty:
    """Return the state of what was done once: nothing more, or the same again after so many years."""
    if rule.proof == Proof.PLAN and answers.plan == Plan.DRAFT:
        return Duty(rule, State.OPEN, notes=[_("The draft is ready: put its adoption to the vote.")])
    if rule.proof == Proof.ENERGY and answers.energy_class in rule.renew_not_for:
        note = _("Done. Class %(letter)s: it need not be done again.") % {"letter": answers.energy_class}
        return Duty(rule, State.DONE, notes=[note])
    if not rule.renew_years:
        return Duty(rule, State.DONE)
    if made_on is None:
        question = Question.ENERGY_DATE if rule.proof == Proof.ENERGY else Question.PLAN_DATE
        note = _("Done once. The date of the next one depends on the date of the last.")
        return Duty(rule, State.UNKNOWN, missing=[question], notes=[note])
    again = made_on.plus(years=rule.renew_years)
    due = span.not_before(again) if span.last else Span(again.first, again.last)
    state = state_on(due, today)
    found = dated(rule, State.DONE if state == State.LATER else state, due, today)
    found.notes = [_("Done once: this is the date of the next one.")]
    return found


def accounts(rule: DutyRule, answers: Answers, today: date) -> Duty:
    """The meeting that votes the budget, so many months after the end of the accounts."""
    if answers.closing is None:
        return Duty(rule, State.UNKNOWN, missing=[Question.CLOSING])
    closed = last_closing(answers.closing, today)
    due, following = (
        Period(day, day).plus(months=rule.months).first
        for day in (closed, end_of_month(closed.year + 1, answers.closing))
    )
    meeting = answers.meeting
    if meeting is not None and meeting.first > closed:
        note = _("Held for the last accounts: this is the date of the next one.")
        return Duty(rule, state_on(Span(following, following), today), following, notes=[note])
    if (meeting is not None and meeting.last <= closed) or due >= today:
        return Duty(rule, state_on(Span(due, due), today), due)
    return Duty(rule, State.UNKNOWN, due, missing=[Question.MEETING])


def last_closing(month: int, today: date) -> date:
    """Return the last day on or before today on which the accounts ended."""
    day = end_of_month(today.year, month)
    return day if day <= today else end_of_month(today.year - 1, month)


def after_meeting(rule: DutyRule, answers: Answers, today: date) -> Duty:
    if answers.meeting is None:
        return Duty(rule, State.UNKNOWN, missing=[Question.MEETING])
    by = answers.meeting.plus(months=rule.months)
    if by.last < today:
        return Duty(rule, State.RECURRING, by.first, notes=[_("This date is over. It comes again after each meeting.")])
    return Duty(rule, State.THIS_YEAR if by.first.year == today.year else State.LATER, by.first)


def quarterly(rule: DutyRule, answers: Answers, today: date) -> Duty:
    months = today.year * 12 + today.month - 1
    due = today if today.day == 1 and today.month % 3 == 1 else first_of(months + 3 - months % 3)
    return Duty(rule, State.RECURRING, due)


def first_of(months: int) -> date:
    """Return the first day of a month counted from the year 0."""
    return date(months // 12, months % 12 + 1, 1)


def open_when_met(rule: DutyRule, answers: Answers, today: date) -> Duty:
    return Duty(rule, State.OPEN)


CLOCKS: dict[Clock, Callable[[DutyRule, Answers, date], Duty]] = {
    Clock.STANDING: standing,
    Clock.ONCE: once,
    Clock.ACCOUNTS: accounts,
    Clock.MEETING: after_meeting,
    Clock.QUARTERLY: quarterly,
    Clock.OPEN: open_when_met,
}


def by_state(duties: list[Duty]) -> list[tuple[State, list[Duty]]]:
    """Return the duties under each state that occurs, the most urgent first."""
    groups = ((state, [each for each in duties if each.state == state]) for state in State)
    return [(state, group) for state, group in groups if group]


@dataclass(frozen=True)
class Opening:
    """A missing answer, with the duties about which nothing can be said without it."""

    question: Question
    duties: list[Duty]

    @property
    def lines(self) -> list[tuple[Duty, list[Question]]]:
        """Each duty with the other answers that it hangs on too."""
        return [(duty, [each for each in duty.missing if each != self.question]) for duty in self.duties]


def openings(answers: Answers, duties: list[Duty]) -> list[Opening]:
    """Return the answers worth looking for, the one that tells most first; each duty stands under one of them only."""
    left = [each for each in duties if each.state == State.UNKNOWN]
    needs = {question: sum(question in each.missing for each in left) for question in answers.unknown}
    found = []
    for question in sorted(needs, key=lambda each: -needs[each]):
        told = [each for each in left if question in each.missing]
        left = [each for each in left if each not in told]
        found += [Opening(question, told)] if told else []
    return found


def samples(rule: DutyRule) -> list[tuple[int, Duty]]:
    """Return what a rule says today of an old building of some sizes: what an editor looks at before publishing."""
    today = timezone.localdate()
    old = Answers(permit=Period.year(1970), completion=Period.year(1972), energy="aucun", plan=Plan.NONE, dtg=False)
    sizes = (10, 49, 50, 51, 200, 201)
    return [(lots, duty(rule, Answers(**vars(old) | {"lots": lots}), today)) for lots in sizes]
