from django.db import models
from django.utils.translation import gettext_lazy as _


class LinkCheck(models.Model):
    """What the last visit of an external address gave (guides.link_checks)."""

    url = models.URLField(_("address"), max_length=500, unique=True)
    status = models.CharField(_("answer"), max_length=60)
    is_broken = models.BooleanField(_("broken"), default=False)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        ordering = ["url"]
        verbose_name = _("check of a link")
        verbose_name_plural = _("checks of links")

    def __str__(self):
        return f"{self.url}: {self.status}"
