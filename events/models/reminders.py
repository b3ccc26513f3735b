"""When households are written to by themselves: rules relative to a session’s date, changed by staff."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from engagement.enums import Channel
from events.enums import Moment, ReminderAudience


class ReminderRule(models.Model):
    """So many hours before a session begins, or after it ends, one message by one channel to who is meant."""

    hours = models.PositiveSmallIntegerField(_("hours"), help_text=_("48 is two days."))
    moment = models.CharField(_("when"), max_length=6, choices=Moment, default=Moment.BEFORE)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, default=Channel.EMAIL)
    audience = models.CharField(
        _("to whom"), max_length=10, choices=ReminderAudience, default=ReminderAudience.CONFIRMED
    )
    active = models.BooleanField(_("in use"), default=True)
    # A rule made or changed today does not make up for moments that have passed.
    modified_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["moment", "-hours", "id"]
        verbose_name = _("reminder rule")
        verbose_name_plural = _("reminder rules")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gte=1, hours__lte=24 * 60), name="rule_within_sixty_days"),
            models.CheckConstraint(
                condition=Q(moment="after") | ~Q(audience="present"), name="nobody_came_before_it_began"
            ),
        ]

    def __str__(self):
        return f"{self.hours} h {self.get_moment_display()}, {self.get_channel_display()}"

    @property
    def template(self) -> str:
        return "reminder" if self.moment == Moment.BEFORE else "thanks"
