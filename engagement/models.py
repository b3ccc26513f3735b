from datetime import timedelta
from email.utils import make_msgid
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.fields import offered_languages
from engagement.enums import Channel, MessageState
from engagement.privacy_records import PurgeReport, YearlySalt

__all__ = ["Message", "MessageQuerySet", "Person", "PurgeReport", "YearlySalt"]


class Person(models.Model):
    """How to reach one household. Identified by what it gave: its e-mail address, else its telephone."""

    identity = models.CharField(max_length=254, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact of a household")
        verbose_name_plural = _("contacts of households")
        constraints = [models.CheckConstraint(condition=~Q(email="", phone=""), name="person_can_be_reached")]

    def __str__(self):
        return self.email or str(self.phone)

    @property
    def channel(self) -> Channel:
        return Channel.EMAIL if self.email else Channel.CALL


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Messages about records that the user may view: the desk's are not the facilitators', nor the other way."""
        told = [model for model in apps.get_models() if hasattr(model, "message_context")]
        seen = [model for model in told if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")]
        return self.filter(content_type__in=ContentType.objects.get_for_models(*seen).values())

    def due(self):
        """Messages that the worker may send now: by e-mail, and their time has come."""
        return self.filter(state=MessageState.QUEUED, channel=Channel.EMAIL, due_at__lte=timezone.now())

    def stale(self):
        """Messages taken by a worker that has not come back: a killed worker loses nothing."""
        return self.filter(state=MessageState.SENDING, taken_at__lt=timezone.now() - Message.STALE_AFTER)

    def calls_to_make(self):
        return self.filter(state=MessageState.QUEUED, channel=Channel.CALL)

    def failed(self):
        return self.filter(state=MessageState.FAILED)


class Message(models.Model):
    """One thing to tell one person, written in the transaction of the fact that it tells, sent afterwards.

    The record it belongs to gives what is needed to write it: `message_context(message)` returns the template's
    variables and `message_attachments(message)` a list of (file name, bytes, MIME type).
    """

    STALE_AFTER = timedelta(minutes=5)
    MAX_ATTEMPTS = 6

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, verbose_name=_("to"), on_delete=models.CASCADE, related_name="messages")
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    template = models.CharField(_("template"), max_length=60)
    language = models.CharField(_("language"), max_length=8)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    state = models.CharField(_("state"), max_length=12, choices=MessageState, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    message_id = models.CharField(max_length=200, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    record = GenericForeignKey()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MessageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["state", "due_at"], name="message_due"),
            models.Index(fields=["content_type", "object_id"], name="message_record"),
        ]

    def __str__(self):
        return f"{self.template} → {self.person}"

    def save(self, *args, **kwargs):
        if not self.message_id:
            self.message_id = make_msgid(idstring=self.uuid.hex, domain=settings.MESSAGE_ID_DOMAIN)
        super().save(*args, **kwargs)
