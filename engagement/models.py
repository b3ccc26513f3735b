from datetime import timedelta
from email.utils import make_msgid
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from wagtail.models import Page

from core.counting import DailyCount, DailyCountQuerySet
from core.fields import offered_languages
from engagement.enums import Channel, MessageState
from engagement.privacy_records import PurgeReport, YearlySalt
from territory.models import Neighbourhood

__all__ = ["DailyVisits", "Message", "MessageQuerySet", "Person", "PurgeReport", "ShortLink", "YearlySalt"]


class Person(models.Model):
    """How to reach one household. Identified by what it gave: its e-mail address, else its telephone."""

    identity = models.CharField(max_length=254, unique=True, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")
    wants_reminders = models.BooleanField(_("wants reminders"), default=True)
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
        """By e-mail when there is an address; else by SMS where a provider is set, else the team calls."""
        if self.email:
            return Channel.EMAIL
        return Channel.SMS if settings.SMS_DRIVER else Channel.CALL


class MessageQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Messages about records that the user may view: the desk's are not the facilitators', nor the other way."""
        told = [model for model in apps.get_models() if hasattr(model, "message_context")]
        seen = [model for model in told if user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}")]
        return self.filter(content_type__in=ContentType.objects.get_for_models(*seen).values())

    def due(self):
        """Messages that the worker may send now: no calls, and their time has come."""
        sendable = self.filter(state=MessageState.QUEUED, channel__in=[Channel.EMAIL, Channel.SMS])
        return sendable.filter(due_at__lte=timezone.now())

    def unsent(self):
        """Messages that have not left: still in the queue, or being sent at this moment."""
        return self.filter(state__in=[MessageState.QUEUED, MessageState.SENDING])

    def about(self, record: models.Model):
        """The messages that tell a fact of one record."""
        return self.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)

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
    variables and `message_attachments(message)` a list of (file name, bytes, MIME type). Among the variables, `short`
    is what an SMS says (title, place, short_url), `say` what a caller says, `answers` the buttons, as (label, address),
    that record what was answered on the telephone.
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
    # Names what may be told once only, whatever the number of workers: a reminder by its rule, sign-up and date.
    once = models.CharField(max_length=80, null=True, unique=True, editable=False)  # noqa: DJ001
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
        self.set_message_id()
        super().save(*args, **kwargs)

    def set_message_id(self) -> None:
        """Give the message its Message-ID, the same however often it is sent."""
        if not self.message_id:
            self.message_id = make_msgid(idstring=self.uuid.hex, domain=settings.MESSAGE_ID_DOMAIN)


class ShortLink(models.Model):
    """A short address printed on one poster: where it leads, and where the poster hangs. It outlives its page."""

    code = models.CharField(_("code"), max_length=12, unique=True)
    page = models.ForeignKey(
        Page, verbose_name=_("leads to"), null=True, on_delete=models.SET_NULL, related_name="short_links"
    )
    anchor = models.CharField(max_length=80, blank=True, editable=False)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), null=True, blank=True, on_delete=models.SET_NULL
    )
    place = models.CharField(_("place of posting"), max_length=80, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("short address")
        verbose_name_plural = _("short addresses")
        ordering = ["-created_at", "-id"]
        constraints = [
            # Not where there is no neighbourhood: two of them are merged by taking one away, and no code may be lost.
            models.UniqueConstraint(
                fields=["page", "neighbourhood", "place", "anchor"], name="short_link_once_per_neighbourhood_and_place"
            ),
        ]

    def __str__(self):
        return self.code

    @property
    def path(self) -> str:
        return reverse("short_link", args=[self.code])

    @property
    def url(self) -> str:
        """The whole address, as a code to scan holds it."""
        return settings.SITE_URL + self.path

    def destination(self, request) -> str | None:
        """Return the address of the page, None once it is gone or not published."""
        if self.page is None or not self.page.live:
            return None
        url = self.page.get_url(request)
        return url and url + self.anchor


class DailyVisits(DailyCount):
    """Visits of a short address in a day."""

    link = models.ForeignKey(ShortLink, on_delete=models.CASCADE, related_name="visits")

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "day"], name="visits_once_per_link_and_day")]
