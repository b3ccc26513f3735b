from django.db import models
from django.utils.translation import gettext_lazy as _

from core.fields import offered_languages
from guides.enums import Answer


class GuideFeedback(models.Model):
    """One answer to "was this useful?". It holds nothing of who gave it: no address, no hour, no account.

    The guide is known by its translation key, so that an answer outlives a page and counts for it in every language.
    """

    submission = models.UUIDField(unique=True, editable=False)  # drawn for the form that was shown, of nobody
    guide_key = models.UUIDField(_("guide"), db_index=True)
    title = models.CharField(_("title of the guide"), max_length=255)
    language = models.CharField(_("language"), max_length=8, choices=offered_languages)
    answer = models.CharField(_("answer"), max_length=6, choices=Answer)
    sentence = models.CharField(_("sentence"), max_length=280, blank=True)
    given_on = models.DateField(_("day"), auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-given_on", "-id"]
        verbose_name = _("opinion on a guide")
        verbose_name_plural = _("opinions on guides")

    def __str__(self):
        return f"{self.title}: {self.get_answer_display()}"
