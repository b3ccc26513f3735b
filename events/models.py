from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from core.enums import Tint
from core.models import BasePage, Theme
from engagement.enums import Housing, Origin
from engagement.models import Person
from events.enums import Attendance, Kind, RegistrationStatus, SessionStatus, TaxAxis
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood, Partner, Venue

KIND_TINTS = {
    Kind.WORKSHOP: Tint.WATER, Kind.PARTICIPATORY_WORKS: Tint.HEAT, Kind.DROP_IN: Tint.LIGHT,
    Kind.OUTDOOR: Tint.OUTSIDE, Kind.COOWNERS_MEETING: Tint.NEIGHBOURS,
}  # fmt: skip


class Event(models.Model):
    """The item of the programme: what is offered, whatever the language and the dates."""

    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), blank=True)
    landlords = models.ManyToManyField(Landlord, verbose_name=_("landlords"), blank=True)
    partners = models.ManyToManyField(Partner, verbose_name=_("partners"), blank=True)
    tax_axis = models.PositiveSmallIntegerField(
        _("axis of the property tax allowance"), choices=TaxAxis, null=True, blank=True
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["title", "id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        permissions = [("view_figures", _("Can see the figures"))]

    def __str__(self):
        return self.title

    @property
    def tint(self) -> str:
        return KIND_TINTS[self.kind]


class SessionQuerySet(models.QuerySet):
    def published(self):
        """Sessions whose event has a page that the public can see."""
        return self.filter(Exists(EventPage.objects.filter(event=OuterRef("event"), live=True)))

    def from_today(self):
        """Sessions of today, in local time, and later: what an agenda starts with."""
        midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return self.filter(starts_at__gte=midnight)

    def open_to_sign_up(self):
        """Published sessions that a household may still sign up for, full or not."""
        return self.published().filter(
            status=SessionStatus.PLANNED, requires_sign_up=True, starts_at__gt=timezone.now()
        )

    def with_seats(self):
        """Annotate `taken` (people confirmed) and `waiting` (people on the waiting list)."""
        confirmed = Sum("registrations__seats", filter=Q(registrations__status=RegistrationStatus.CONFIRMED))
        waiting = Sum("registrations__seats", filter=Q(registrations__status=RegistrationStatus.WAITING))
        return self.annotate(taken=Coalesce(confirmed, 0), waiting=Coalesce(waiting, 0))

    def for_lists(self):
        """What a row of the agenda shows, in one query."""
        return self.with_seats().select_related("event", "venue__neighbourhood__commune").order_by("starts_at", "id")

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
    sequence = models.PositiveIntegerField(default=0, editable=False)
    modified_at = models.DateTimeField(auto_now=True)
    overrun_allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    overrun_reason = models.CharField(_("why more people than seats"), max_length=200, blank=True)
    headcount_adults = models.PositiveIntegerField(_("adults counted without a name"), default=0)
    headcount_children = models.PositiveIntegerField(_("children counted without a name"), default=0)
    works_themes = models.ManyToManyField(Theme, verbose_name=_("nature of the works done"), blank=True)
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
        ]

    def __str__(self):
        return f"{self.event} – {date_format(timezone.localtime(self.starts_at), 'SHORT_DATETIME_FORMAT')}"

    @property
    def is_past(self) -> bool:
        return self.starts_at <= timezone.now()

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


class RegistrationQuerySet(models.QuerySet):
    def active(self):
        return self.exclude(status=RegistrationStatus.CANCELLED)

    def holding_a_seat(self):
        return self.filter(status=RegistrationStatus.CONFIRMED)

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
    overrun_allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    overrun_reason = models.CharField(_("why over capacity"), max_length=200, blank=True)
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance, default=Attendance.UNKNOWN)
    present_adults = models.PositiveSmallIntegerField(_("adults present"), default=0)
    present_children = models.PositiveSmallIntegerField(_("children present"), default=0)

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
    def people_present(self) -> int:
        return self.present_adults + self.present_children

    def message_context(self, message) -> dict:
        from events import invitations  # the texts need calendars, which need these models

        return invitations.message_context(self, message)

    def message_attachments(self, message) -> list[tuple[str, bytes, str]]:
        from events import invitations

        return invitations.message_attachments(self, message)


class EventIndexPage(BasePage):
    """The agenda: every published session from today, filtered by a plain form."""

    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["events.EventPage"]
    template = "events/event_index_page.html"

    class Meta:
        verbose_name = _("agenda")

    def get_context(self, request, *args, **kwargs):
        from events import agenda  # reads the query string through a form, which needs these models

        return super().get_context(request, *args, **kwargs) | agenda.context(request)


class EventPage(BasePage):
    """What an event is about, in one language. Dates, seats and sign-ups belong to the event, not to this page."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.PROTECT, related_name="pages")
    body = RichTextField(_("text"), features=["h2", "h3", "bold", "ul", "ol", "link", "document-link"], blank=True)

    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("event", overridable=False),
        SynchronizedField("drawing", overridable=False),
    ]

    content_panels = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("event", read_only=True)]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("event page")
        verbose_name_plural = _("event pages")

    def get_context(self, request, *args, **kwargs):
        from events.listing import with_pages  # reads pages, which these models define

        sessions = Session.objects.filter(event=self.event_id).from_today().for_lists()
        return super().get_context(request, *args, **kwargs) | {
            "event": Event.objects.prefetch_related("landlords", "partners").get(pk=self.event_id),
            "sessions": with_pages(sessions, request),
        }
