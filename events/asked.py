"""The questions of one event as fields of its sign-up form."""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _

from events.enums import QuestionKind
from events.models import Question

LONGEST = 300  # letters of an answer in words


@dataclass
class Asked:
    """A question with its field, as the form's template shows it."""

    question: Question
    field: forms.BoundField

    @property
    def condition(self) -> str:
        """The name of the field that decides whether this is asked; empty for what everybody is asked."""
        return self.question.depends_on.field_name if self.question.depends_on else ""


class QuestionFields(forms.Form):
    """`questions` as fields. Who fills them in for somebody else may leave any of them unasked."""

    is_for_others = False

    def __init__(self, *args, questions: Iterable[Question] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = list(questions)
        for question in self.questions:
            field = field_of(question, needed=self._is_needed(question) and not self.is_for_others)
            if self.is_for_others and question.kind != QuestionKind.TEXT:
                field.widget = forms.Select()
                field.choices = [("", _("not asked")), *question.choices()]
            self.fields[question.field_name] = field

    @property
    def asked(self) -> list[Asked]:
        return [Asked(question, self[question.field_name]) for question in self.questions]

    def _is_needed(self, question: Question) -> bool:
        return question.required and self._applies(question, self.data)

    def _applies(self, question: Question, given) -> bool:
        before = question.depends_on
        return before is None or given.get(before.field_name) == question.depends_answer

    def answers(self) -> dict[int, str]:
        """Return what was answered, by question; what hangs on another answer only where that answer was given."""
        given = {q: self.cleaned_data.get(q.field_name) or "" for q in self.questions}
        return {
            question.pk: " ".join(value.split())
            for question, value in given.items()
            if value.strip() and self._applies(question, self.cleaned_data)
        }


def field_of(question: Question, needed: bool) -> forms.Field:
    common = {"label": str(question.text), "required": needed, "help_text": hint(question)}
    needs_answer = {"required": _("Answer this question: “%(question)s”") % {"question": question.text}}
    if question.kind == QuestionKind.TEXT:
        return forms.CharField(
            **common, max_length=LONGEST, widget=forms.TextInput({"autocomplete": "off"}),
            error_messages=needs_answer | {"max_length": _("Write a shorter answer: 300 characters at most.")},
        )  # fmt: skip
    return forms.ChoiceField(
        **common, choices=question.choices(), widget=forms.RadioSelect,
        error_messages=needs_answer | {"invalid_choice": _("Choose in the list.")},
    )  # fmt: skip


def hint(question: Question) -> str:
    sentences = []
    if before := question.depends_on:
        answer = dict(before.choices()).get(question.depends_answer, question.depends_answer)
        sentences.append(_("Only if you answered “%(answer)s” above.") % {"answer": answer})
    if question.kind == QuestionKind.TEXT:
        sentences.append(_("Nothing about health, please."))
    return " ".join(sentences)
