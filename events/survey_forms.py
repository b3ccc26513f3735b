"""The survey as a form: one field a question, made from what staff wrote."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from engagement.forms import StampedForm
from events.enums import AnswerKind
from events.models import SurveyQuestion
from events.survey import Replies

SATISFACTION = [
    ("4", _("Very satisfied")), ("3", _("Rather satisfied")),
    ("2", _("Rather not satisfied")), ("1", _("Not satisfied at all")),
]  # fmt: skip
YES_NO = [("1", pgettext_lazy("answer", "Yes")), ("0", pgettext_lazy("answer", "No"))]
UNKNOWN_ANSWER = {"invalid_choice": _("Choose one of the answers.")}


class QuestionsForm(forms.Form):
    """Every question may be left out: an answer that is forced is worth nothing."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.questions = {f"q{question.pk}": question for question in SurveyQuestion.objects.asked()}
        for name, question in self.questions.items():
            self.fields[name] = field_of(question)

    @property
    def question_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.questions]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not self.replies():
            self.add_error(None, _("Answer one question at least."))
        return cleaned

    def replies(self) -> Replies:
        given = {question: self.cleaned_data.get(name) for name, question in self.questions.items()}
        return {
            question: value.strip() if question.kind == AnswerKind.WORDS else int(value)
            for question, value in given.items()
            if (value or "").strip()
        }


class SurveyForm(QuestionsForm, StampedForm):
    """The survey that a household fills in by its link, or the team's tablet shows to one after another."""


def field_of(question: SurveyQuestion) -> forms.Field:
    if question.kind == AnswerKind.WORDS:
        return forms.CharField(
            label=str(question), required=False, max_length=280, widget=forms.Textarea({"rows": 3}),
            help_text=_("No name, no telephone number."),
            error_messages={"max_length": _("Write a shorter answer: 280 characters at most.")},
        )  # fmt: skip
    choices = SATISFACTION if question.kind == AnswerKind.LEVEL else YES_NO
    return forms.ChoiceField(
        label=str(question), required=False, choices=choices, widget=forms.RadioSelect, error_messages=UNKNOWN_ANSWER
    )
