"""What people who came think of it. An answer belongs to a session; nothing leads from it to a household."""

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.fields import LocalizedTextField
from events.enums import AnswerKind, SurveyChannel, SurveySubject
from events.models.registrations import Registration
from events.models.sessions import Session


class SurveyQuestionQuerySet(models.QuerySet):
    def asked(self):
        return self.filter(is_asked=True)


class SurveyQuestion(models.Model):
    """One question of the survey. Once answered, its words stay: a new wording is a new question."""

    text = LocalizedTextField(_("question"))
    kind = models.CharField(_("kind of answer"), max_length=8, choices=AnswerKind, default=AnswerKind.LEVEL)
    subject = models.CharField(
        _("what it measures"), max_length=16, choices=SurveySubject, default=SurveySubject.OTHER,
        help_text=_("The figures of satisfaction are counted by subject."),
    )  # fmt: skip
    is_asked = models.BooleanField(_("asked"), default=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = SurveyQuestionQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("question of the survey")
        verbose_name_plural = _("questions of the survey")

    def __str__(self):
        return str(self.text)


class SurveyTicket(models.Model):
    """A household's right to answer once. It says whether it was used, never when: an answer cannot be told from it."""

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="survey_ticket")
    is_used = models.BooleanField(default=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ticket of the survey")
        verbose_name_plural = _("tickets of the survey")


class SurveyAnswer(models.Model):
    """The answers of one household, anonymous: a random key, the session, the day. No hour, no person."""

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="survey_answers")
    channel = models.CharField(_("channel"), max_length=8, choices=SurveyChannel, default=SurveyChannel.WEB)
    answered_on = models.DateField(_("day"), default=timezone.localdate)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["uuid"]
        verbose_name = _("answer to the survey")
        verbose_name_plural = _("answers to the survey")


class SurveyReply(models.Model):
    """One reply: a level from 1 (not at all) to 4 (very), 1 for yes and 0 for no, or words."""

    answer = models.ForeignKey(SurveyAnswer, on_delete=models.CASCADE, related_name="replies")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="replies")
    level = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=280, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="one_reply_a_question")]
