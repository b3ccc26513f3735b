"""The places of a household at a session."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.enums import Housing, Origin
from engagement.models import Person
from events.enums import Attendance, OfferState, RegistrationStatus
from events.models.sessions import Session
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.exclude(status=RegistrationStatus.CANCELLED)

    def holding_a_seat(self):
        """Confirmed households, and those whose offer runs: an offered seat is nobody else's."""
        return self.filter(status__in=RegistrationStatus.HOLDING)

    def waiting(self):
        """The waiting list in its published order: first come, first served."""
        return self.filter(status=RegistrationStatus.WAITING).order_by("joined_at", "id")

    def seats_taken(self) -> int:
        return self.holding_a_seat().aggregate(n=Coalesce(Sum("seats"), 0))["n"]

    def came(self):
        return self.holding_a_seat().filter(attendance=Attendance.PRESENT)

    def visible_to(self, user):
        """A landlord's partner sees its own tenants only."""
        if not user.is_landlord_partner:
            return self
        return self.filter(landlord=user.landlord_id) if user.landlord_id else self.none()


class Registration(models.Model):
    """The places of one household at one session."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, editable=False)
    submission = models.UUIDField(default=uuid4, unique=True, editable=False)
    session = models.ForeignKey(
        Session, verbose_name=_("session"), on_delete=models.PROTECT, related_name="registrations"
    )
    person = models.ForeignKey(
        Person, verbose_name=_("contact"), null=True, blank=True, on_delete=models.PROTECT, related_name="registrations"
    )
    household = models.UUIDField(null=True, editable=False, db_index=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    adults = models.PositiveSmallIntegerField(_("adults"), default=1)
    children = models.PositiveSmallIntegerField(_("children"), default=0)
    # Children by band of age; those whose age was not said are the difference with `children`.
    ages = models.JSONField(_("children by age"), default=dict, blank=True)
    seats = models.GeneratedField(
        expression=F("adults") + F("children"), output_field=models.PositiveIntegerField(), db_persist=True
    )
    status = models.CharField(_("status"), max_length=12, choices=RegistrationStatus)
    joined_at = models.DateTimeField(_("signed up"), default=timezone.now)
    cancelled_at = models.DateTimeField(null=True, blank=True, editable=False)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.WEB)
    whereabouts = models.CharField(_("where they live"), max_length=8, choices=Whereabouts, default=Whereabouts.UNKNOWN)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), null=True, blank=True, on_delete=models.PROTECT
    )
    housing = models.CharField(_("housing"), max_length=16, choices=Housing, default=Housing.UNKNOWN)
    landlord = models.ForeignKey(Landlord, verbose_name=_("landlord"), null=True, blank=True, on_delete=models.PROTECT)
    needs = models.JSONField(_("needs to take part"), default=list, blank=True)
    language = models.CharField(_("language"), max_length=8, default="fr")
    # Of a minor who comes alone: how to reach the parent who agreed. Erased with the contact.
    parent_phone = models.CharField(_("telephone of the parent"), max_length=32, blank=True)
    parent_agreed_at = models.DateTimeField(_("the parent agreed"), null=True, blank=True, editable=False)
    overrun_allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    overrun_reason = models.CharField(_("why over capacity"), max_length=200, blank=True)
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance, default=Attendance.UNKNOWN)
    present_adults = models.PositiveSmallIntegerField(_("adults present"), default=0)
    present_children = models.PositiveSmallIntegerField(_("children present"), default=0)
    marked_at = models.DateTimeField(null=True, blank=True, editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = RegistrationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["joined_at", "id"]
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        constraints = [
            models.CheckConstraint(condition=Q(adults__gte=1) | Q(children__gte=1), name="registration_has_somebody"),
            models.UniqueConstraint(
                fields=["session", "person"], condition=~Q(status="cancelled"), name="one_active_registration_a_person"
            ),
            models.CheckConstraint(
                condition=Q(attendance="present") | Q(present_adults=0, present_children=0),
                name="only_the_present_are_counted",
            ),
        ]

    def __str__(self):
        return f"{self.reference} {self.name}"

    @property
    def is_active(self) -> bool:
        return self.status != RegistrationStatus.CANCELLED

    @property
    def is_confirmed(self) -> bool:
        return self.status == RegistrationStatus.CONFIRMED

    @property
    def is_offered(self) -> bool:
        return self.status == RegistrationStatus.OFFERED

    @property
    def open_offer(self) -> "Offer | None":
        return self.offers.filter(state=OfferState.OPEN).first() if self.is_offered else None

    @property
    def people_present(self) -> int:
        return self.present_adults + self.present_children

    def message_context(self, message) -> dict:
        from events import invitations  # the texts need calendars, which need these models

        return invitations.message_context(self, message)

    def message_attachments(self, message) -> list[tuple[str, bytes, str]]:
        from events import invitations

        return invitations.message_attachments(self, message)


class Offer(models.Model):
    """Freed seats held for one waiting household until it answers, or until the deadline (docs/adr/0008)."""

    registration = models.ForeignKey(
        Registration, verbose_name=_("sign-up"), on_delete=models.CASCADE, related_name="offers"
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    expires_at = models.DateTimeField(_("answer until"), db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.OPEN)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["made_at", "id"]
        verbose_name = _("offer of a place")
        verbose_name_plural = _("offers of places")
        constraints = [
            models.UniqueConstraint(
                fields=["registration"], condition=Q(state="open"), name="one_open_offer_a_registration"
            ),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | ~Q(state="open") & Q(ended_at__isnull=False),
                name="offer_ends_when_it_is_no_longer_open",
            ),
        ]

    def __str__(self):
        return f"{self.registration} – {self.get_state_display()}"
