from django.db import models
from django.utils.translation import gettext_lazy as _


class ReviewReminder(models.Model):
    """The owner of a guide was told that its review is due. A record of its own: publishing rewrites a page."""

    guide_key = models.UUIDField(_("guide"))
    due_on = models.DateField(_("review due on"))
    sent_at = models.DateTimeField(_("sent at"), auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guide_key", "due_on"], name="one_reminder_a_review")]
        verbose_name = _("reminder of a review")
        verbose_name_plural = _("reminders of reviews")

    def __str__(self):
        return f"{self.guide_key}, {self.due_on}"
