"""What the door writes down: taps that come in any order, and heads counted without a name."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import CustomImage
from events.models.registrations import Registration
from events.models.sessions import Session


class HeadCount(models.Model):
    """The people that one device counted without a name. Two doors are two rows: their sum is the session's count."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="headcounts")
    device = models.UUIDField(editable=False)
    adults = models.PositiveIntegerField(_("adults"), default=0)
    # Children by band of age; those whose age was not said stand under "".
    children = models.JSONField(_("children by age"), default=dict)
    counted_at = models.DateTimeField(auto_now=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("head-count")
        verbose_name_plural = _("head-counts")
        constraints = [models.UniqueConstraint(fields=["session", "device"], name="one_headcount_a_device")]

    @property
    def people(self) -> int:
        return self.adults + sum(self.children.values())


class DoorTap(models.Model):
    """One tap of a device at the door, kept by its identifier: sent again after the network dropped, it counts once."""

    uuid = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="+")
    registration = models.ForeignKey(Registration, null=True, on_delete=models.CASCADE, related_name="+")
    staff = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    was_applied = models.BooleanField(default=True)
    received_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("tap at the door")
        verbose_name_plural = _("taps at the door")


class SessionPhoto(models.Model):
    """A picture of what was done, with the right to show it. Its place and camera are taken out when it is saved."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="photos")
    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("what one sees"), max_length=160)
    credit = models.CharField(_("who took it"), max_length=120)
    people_agreed = models.BooleanField(_("nobody can be recognised, or everybody agreed in writing"), default=False)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("photo of a session")
        verbose_name_plural = _("photos of sessions")
        constraints = [models.CheckConstraint(condition=Q(people_agreed=True), name="photo_has_the_rights")]
