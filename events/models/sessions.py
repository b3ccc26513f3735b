"""One dated occurrence of an event, with its seats."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from core.models import Theme
from engagement.enums import Origin
from events.enums import NotHeld, RegistrationStatus, SessionStatus, TaxAxis
from events.models.programme import Event
from territory.models import Neighbourhood, Partner, Venue


def live_pages() -> models.QuerySet:
    """The pages by which the public sees the event of an outer session."""
    from events.models.pages import EventPage  # a page shows sessions

    return EventPage.objects.filter(event=OuterRef("event"), live=True)


def people(**which) -> Coalesce:
    """Count the people of an outer session. A subquery: a page of a long list counts its own rows only."""
    from events.models.registrations import Registration  # a registration points at a session

    rows = Registration.objects.filter(session=OuterRef("pk"), **which).order_by().values("session")
    return Coalesce(Subquery(rows.annotate(people=Sum("seats")).values("people")), 0)


def midnight() -> datetime:
    """Return the beginning of today in local time."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


class SessionQuerySet(models.QuerySet):
    def published(self):
        """Sessions whose event has a page that the public can see."""
        return self.filter(Exists(live_pages()))

    def from_today(self):
        """Sessions of today, in local time, and later: what an agenda starts with."""
        return self.filter(starts_at__gte=midnight())

    def open_to_sign_up(self):
        """Published sessions that a household may still sign up for, full or not."""
        return self.published().filter(
            status=SessionStatus.PLANNED, requires_sign_up=True, starts_at__gt=timezone.now()
        )

    def before_today(self):
        return self.filter(starts_at__lt=midnight())

    def with_seats(self):
        """Annotate people: `taken` (who hold a seat), `taken_by_partners` (of these) and `waiting` (on the list)."""
        holding = {"status__in": RegistrationStatus.HOLDING}
        return self.annotate(
            taken=people(**holding), taken_by_partners=people(**holding, origin=Origin.PARTNER),
            waiting=people(status=RegistrationStatus.WAITING),
        )  # fmt: skip

    def for_lists(self):
        """What a row of the agenda shows, in one query."""
        related = "event", "venue__neighbourhood__commune", "previous_venue"
        return self.with_seats().select_related(*related).order_by("starts_at", "id")

    def to_close(self):
        """Sessions that are over and that nobody has closed yet."""
        return self.filter(status=SessionStatus.PLANNED, ends_at__lt=timezone.now())

    def visible_to(self, user):
        """A landlord's partner sees the sessions of its own events or neighbourhoods, others see all."""
        if not user.is_landlord_partner:
            return self
        events = Event.objects.filter(landlords=user.landlord_id)
        neighbourhoods = Neighbourhood.objects.filter(landlords=user.landlord_id)
        own = Q(event__in=events) | Q(venue__neighbourhood__in=neighbourhoods)
        return self.filter(own) if user.landlord_id else self.none()


class Session(models.Model):
    """One dated occurrence. Seats are counted in people."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="sessions")
    venue = models.ForeignKey(Venue, verbose_name=_("venue"), on_delete=models.PROTECT, related_name="sessions")
    starts_at = models.DateTimeField(_("begins"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    capacity = models.PositiveIntegerField(_("capacity in people"))
    requires_sign_up = models.BooleanField(_("sign-up required"), default=True)
    status = models.CharField(_("status"), max_length=12, choices=SessionStatus, default=SessionStatus.PLANNED)
    sign_up_opens_at = models.DateTimeField(_("sign-up opens"), null=True, blank=True)
    sign_up_closes_at = models.DateTimeField(
        _("sign-up closes"), null=True, blank=True, help_text=_("Empty: when the session begins.")
    )
    partner_seats = models.PositiveIntegerField(_("places kept for partners"), default=0)
    partner_seats_until = models.DateTimeField(
        _("kept until"), null=True, blank=True, help_text=_("Then they are open to all. Empty: until it begins.")
    )
    series = models.ForeignKey(
        "events.Series", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="sessions"
    )
    # The day that the rule gave, which stays when the session itself is moved: a rule run again makes it once.
    series_on = models.DateField(null=True, blank=True, editable=False)
    moved_at = models.DateTimeField(null=True, blank=True, editable=False)
    previous_starts_at = models.DateTimeField(null=True, blank=True, editable=False)
    previous_venue = models.ForeignKey(
        Venue, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    modified_at = models.DateTimeField(auto_now=True)
    overrun_allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    overrun_reason = models.CharField(_("why more people than seats"), max_length=200, blank=True)
    headcount_adults = models.PositiveIntegerField(_("adults counted without a name"), default=0)
    headcount_children = models.PositiveIntegerField(_("children counted without a name"), default=0)
    headcount_ages = models.JSONField(_("children counted, by age"), default=dict, editable=False)
    works_themes = models.ManyToManyField(Theme, verbose_name=_("nature of the works done"), blank=True)
    not_held_because = models.CharField(_("why it was not held"), max_length=8, choices=NotHeld, blank=True)
    partners_present = models.ManyToManyField(
        Partner, verbose_name=_("partners who took part"), blank=True, related_name="+"
    )
    tax_axis = models.PositiveSmallIntegerField(
        _("axis of the property tax allowance"), choices=TaxAxis, null=True, blank=True
    )
    close_reminders = models.PositiveSmallIntegerField(default=0, editable=False)  # sent to the team so far
    closing_note = models.TextField(_("note"), blank=True)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SessionQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(capacity__gte=1), name="session_has_a_seat"),
            models.UniqueConstraint(fields=["series", "series_on"], name="session_once_a_day_of_its_series"),
        ]

    def __str__(self):
        return f"{self.event} – {date_format(timezone.localtime(self.starts_at), 'SHORT_DATETIME_FORMAT')}"

    @property
    def is_past(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def seats_for_partners(self) -> int:
        """Seats that only partners may take at this moment, those they took included."""
        until = self.partner_seats_until or self.starts_at
        return self.partner_seats if timezone.now() < until and not self.is_past else 0

    @property
    def is_over(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_closed(self) -> bool:
        return self.status in {SessionStatus.HELD, SessionStatus.NOT_HELD}

    @property
    def headcount(self) -> int:
        return self.headcount_adults + self.headcount_children

    def get_admin_url(self) -> str:
        return reverse("session_screen", args=[self.pk])
