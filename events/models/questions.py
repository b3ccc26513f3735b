"""What the sign-up of one event asks besides the usual, and what households answered."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from core.fields import LocalizedText, LocalizedTextField
from events.enums import QuestionKind
from events.models.programme import Event
from events.models.registrations import Registration

SEPARATOR = "/"


class Question(models.Model):
    """One question of an event’s sign-up form. An answer is kept in the words of the source language."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="questions")
    text = LocalizedTextField(_("question"), help_text=_("Never ask for health, religion, origin or opinions."))
    kind = models.CharField(_("kind of answer"), max_length=8, choices=QuestionKind, default=QuestionKind.CHOICE)
    options = LocalizedTextField(
        _("answers to choose from"), blank=True, help_text=_("Two at least, with / between them, in the same order.")
    )
    required = models.BooleanField(_("an answer is needed"), default=False)
    depends_on = models.ForeignKey(
        "self", verbose_name=_("only after"), null=True, blank=True, on_delete=models.CASCADE, related_name="followers",
        help_text=_("Another question of the same event, with a choice or yes or no."),
    )  # fmt: skip
    depends_answer = models.CharField(
        _("answered with"), max_length=120, blank=True, help_text=_("In French, as it stands there: oui, non, …")
    )
    retention_days = models.PositiveSmallIntegerField(
        _("kept so many days after the session"), default=30, help_text=_("Then the answers are erased.")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("question of an event")
        verbose_name_plural = _("questions of events")

    def __str__(self):
        return f"{self.event} – {self.text}"

    @property
    def field_name(self) -> str:
        return f"question_{self.pk}"

    def choices(self) -> list[tuple[str, str]]:
        """Return what can be chosen as (kept value, label in the active language)."""
        if self.kind == QuestionKind.YES_NO:
            return [("oui", pgettext("answer", "Yes")), ("non", pgettext("answer", "No"))]
        values, labels = split(LocalizedText(self.options).get("fr", "")), split(str(self.options))
        return list(zip(values, labels if len(labels) == len(values) else values, strict=True))

    def clean(self):
        if self.kind == QuestionKind.CHOICE and len(split(self.options.get("fr", ""))) < 2:
            raise ValidationError({"options": _("Write two answers at least, with / between them.")})
        if self.depends_on is None:
            return
        if self.depends_on_id == self.pk or self.depends_on.event_id != self.event_id or self.depends_on.depends_on_id:
            raise ValidationError({"depends_on": _("Choose another question of the same event, asked to everybody.")})
        if self.depends_answer not in dict(self.depends_on.choices()):
            raise ValidationError({"depends_answer": _("Write one of the answers of that question.")})


def split(options: str) -> list[str]:
    return [option.strip() for option in options.split(SEPARATOR) if option.strip()]


class Answer(models.Model):
    """What one household answered; erased `retention_days` after the session."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="answers")
    value = models.CharField(_("answer"), max_length=300)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["question__order", "question_id"]
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [models.UniqueConstraint(fields=["registration", "question"], name="one_answer_a_question")]

    def __str__(self):
        return f"{self.question.text}: {self.label}"

    @property
    def label(self) -> str:
        """The answer in the active language where it was one of several, else as it was written."""
        return dict(self.question.choices()).get(self.value, self.value)
