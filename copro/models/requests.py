"""A request for advice, its journal and its files. Only the verbs of `copro.requests` write them."""

from datetime import date, datetime, timedelta
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import DurationField, ExpressionWrapper, Q
from django.db.models.functions import Cast, Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from copro.enums import (
    AdviceNeed,
    Arrears,
    BuildingPaper,
    BuiltBand,
    ContactPreference,
    EnergyLabel,
    EntryKind,
    Heating,
    LotsBand,
    MainResidences,
    Profile,
    RequestStatus,
    Urgency,
)
from core.fields import offered_languages
from engagement.enums import Origin
from engagement.models import Person
from territory.enums import Whereabouts
from territory.models import Neighbourhood

SHOWN_TO_PERSON = (EntryKind.MESSAGE, EntryKind.ANSWER, EntryKind.QUESTION, EntryKind.CLOSING)


def private_storage():
    return storages["private"]


def random_name(instance, filename: str) -> str:
    """Name a private file by chance alone: neither its owner nor its own name can be read or guessed from it."""
    name = uuid4().hex
    return str(PurePosixPath(name[:2]) / name)


class AdviceRequestQuerySet(models.QuerySet):
    def open(self):
        """Requests that still want something of somebody: of the team, or of the person who asked."""
        return self.exclude(status__in=[RequestStatus.ANSWERED, RequestStatus.CLOSED])

    def for_us(self):
        """Requests on which the team has the next move."""
        return self.filter(status__in=[RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS])

    def urgent_or_late(self):
        """Requests for us whose day of answer is near or past."""
        return self.for_us().filter(due_on__lte=timezone.localdate() + AdviceRequest.ALERT_BEFORE)

    def needing(self, need: str):
        """Requests that name this need. Needs are closed words, so their JSON can be searched as text."""
        return self.annotate(needs_text=Cast("needs", models.TextField())).filter(needs_text__contains=f'"{need}"')

    def like(self, request: "AdviceRequest"):
        """Other requests that may be the same: same contact, same number of register, same address."""
        same = Q(address__iexact=request.address) if request.address else Q(pk=None)
        same |= Q(person=request.person_id) if request.person_id else Q(pk=None)
        if request.registration_number:
            same |= Q(registration_number=request.registration_number)
        return self.filter(same).exclude(pk=request.pk).order_by("-received_at", "-id")

    def of_person(self, person: Person):
        return self.filter(person=person).order_by("-received_at", "-id")

    def received_between(self, first: date, last: date):
        """Requests to be counted: received on these local days, both included. One that repeats another is not.

        Each has its `place`: the neighbourhood of its co-ownership, else the one that was told, else None.
        """
        received = self.filter(received_at__date__gte=first, received_at__date__lte=last, duplicate_of=None)
        return received.annotate(place=Coalesce("co_ownership__neighbourhood", "neighbourhood"))

    def with_wait(self):
        """Add the `wait` from the day of receipt to that of the first answer, as a duration; None without one."""
        days = TruncDate("answered_at") - TruncDate("received_at")
        return self.annotate(wait=ExpressionWrapper(days, output_field=DurationField()))


class AdviceRequest(models.Model):
    """What somebody asked the advisers about a building, one row whatever the language."""

    ALERT_BEFORE = timedelta(days=7)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True)
    submission = models.UUIDField(null=True, unique=True, editable=False)
    status = models.CharField(_("status"), max_length=12, choices=RequestStatus, default=RequestStatus.RECEIVED)
    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.WEB)
    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    due_on = models.DateField(_("answer due"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    # Who asks
    person = models.ForeignKey(
        Person, verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="advice_requests",
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120, blank=True)
    profile = models.CharField(_("profile"), max_length=16, choices=Profile)
    contact_preference = models.CharField(
        _("how and when to reach them"), max_length=12, choices=ContactPreference, blank=True
    )

    # The building
    building_name = models.CharField(_("name of the building"), max_length=120, blank=True)
    address = models.CharField(_("address"), max_length=250, blank=True)
    whereabouts = models.CharField(_("whereabouts"), max_length=8, choices=Whereabouts, default=Whereabouts.UNKNOWN)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), null=True, blank=True, on_delete=models.PROTECT
    )
    registration_number = models.CharField(_("registration number"), max_length=12, blank=True)
    lots = models.CharField(_("homes"), max_length=8, choices=LotsBand)
    built = models.CharField(_("built"), max_length=12, choices=BuiltBand, blank=True)
    main_residences = models.CharField(_("main residences"), max_length=8, choices=MainResidences, blank=True)
    heating = models.CharField(_("heating"), max_length=12, choices=Heating, blank=True)
    energy_class = models.CharField(_("collective energy label"), max_length=8, choices=EnergyLabel, blank=True)
    papers = models.JSONField(_("existing documents"), default=list, blank=True)
    arrears = models.CharField(_("arrears"), max_length=8, choices=Arrears, blank=True)
    next_meeting = models.DateField(_("next general meeting"), null=True, blank=True)

    # What is asked
    needs = models.JSONField(_("needs"), default=list)
    urgency = models.JSONField(_("urgency"), default=list, blank=True)
    message = models.TextField(_("message"), blank=True)

    # What the desk makes of it
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("adviser"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    co_ownership = models.ForeignKey(
        "copro.CoOwnership", verbose_name=_("co-ownership"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="requests",
    )  # fmt: skip
    duplicate_of = models.ForeignKey(
        "self", verbose_name=_("duplicate of"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AdviceRequestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("request for advice")
        verbose_name_plural = _("requests for advice")
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["status", "due_on"], name="advice_queue")]

    def __str__(self):
        return f"{self.reference} {self.name}".strip()

    def get_admin_url(self) -> str:
        return reverse("advice_request", args=[self.pk])

    @property
    def is_closed(self) -> bool:
        return self.status == RequestStatus.CLOSED

    @property
    def is_for_us(self) -> bool:
        return self.status in (RequestStatus.RECEIVED, RequestStatus.IN_PROGRESS)

    @property
    def is_late(self) -> bool:
        return self.is_for_us and self.due_on < timezone.localdate()

    @property
    def is_due_soon(self) -> bool:
        return self.is_for_us and not self.is_late and self.due_on <= timezone.localdate() + self.ALERT_BEFORE

    @property
    def need_labels(self) -> list[str]:
        return labels_of(AdviceNeed, self.needs)

    @property
    def urgency_labels(self) -> list[str]:
        return labels_of(Urgency, self.urgency)

    @property
    def paper_labels(self) -> list[str]:
        return labels_of(BuildingPaper, self.papers)

    def message_context(self, message) -> dict:
        """What the templates of its messages need (see engagement.Message)."""
        from copro import request_letters  # which reads this module

        return request_letters.context(self, message)

    def message_attachments(self, message) -> list[tuple[str, bytes, str]]:
        """Nothing: files of a request never leave by e-mail."""
        return []


def labels_of(choices, values: list[str]) -> list[str]:
    """Return the labels, in the active language, of the values that are still choices."""
    known = {choice.value: str(choice.label) for choice in choices}
    return [known[value] for value in values if value in known]


class RequestEntryQuerySet(models.QuerySet):
    def contacts_between(self, first: date, last: date):
        """Calls, visits and meetings of these local days, both included, each with its `day` and its `place`.

        A call that says no day is of the day it was written.
        """
        contacts = self.filter(kind__in=EntryKind.CONTACTS).annotate(
            day=Coalesce("held_on", TruncDate("created_at")),
            place=Coalesce("request__co_ownership__neighbourhood", "request__neighbourhood"),
        )
        return contacts.filter(day__gte=first, day__lte=last)


class RequestEntry(models.Model):
    """A line of a request's journal: what was said, noted or done, by whom, when."""

    request = models.ForeignKey(AdviceRequest, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind)
    text = models.TextField(_("text"), blank=True)
    held_on = models.DateField(_("day"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="+",
    )  # fmt: skip
    created_at = models.DateTimeField(default=timezone.now)

    objects = RequestEntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("line of a request’s journal")
        verbose_name_plural = _("journal of requests")
        ordering = ["created_at", "id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d}"


class RequestDocumentQuerySet(models.QuerySet):
    def of_person(self):
        """Files of the person who asked; the others are the team's."""
        return self.filter(entry=None)

    def shown_to_person(self):
        """Their own files, and those of the lines that they read: never those of an internal line."""
        return self.filter(Q(entry=None) | Q(entry__kind__in=SHOWN_TO_PERSON))

    def kept(self, batch):
        """Files sent with a form that was not accepted yet: kept for an hour, so that they need not be chosen again."""
        since = timezone.now() - RequestDocument.KEPT_FOR
        return self.filter(request=None, batch=batch, created_at__gte=since) if batch else self.none()

    def abandoned(self, now: datetime | None = None):
        """Files of a form that was never sent, whose hour is over."""
        return self.filter(request=None, created_at__lt=(now or timezone.now()) - RequestDocument.KEPT_FOR)


class RequestDocument(models.Model):
    """A file of a request: examined, renamed by chance, in private storage, only ever downloaded.

    `entry` is the line that the team joined it to: an answer, a question, an internal line. None: the person's own.
    """

    KEPT_FOR = timedelta(hours=1)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    request = models.ForeignKey(AdviceRequest, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    entry = models.ForeignKey(RequestEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="files")
    batch = models.UUIDField(null=True, db_index=True, editable=False)
    name = models.CharField(_("name"), max_length=120)
    file = models.FileField(_("file"), storage=private_storage, upload_to=random_name, max_length=80)
    media_type = models.CharField(_("kind of file"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = RequestDocumentQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("file of a request")
        verbose_name_plural = _("files of requests")
        ordering = ["created_at", "id"]

    def __str__(self):
        return self.name


class RequestsLink(models.Model):
    """Somebody asked for the list of the requests of an e-mail address: the link sent to it, good for a day."""

    GOOD_FOR = timedelta(days=1)

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="requests_links")
    language = models.CharField(max_length=8)
    created_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("link to somebody’s requests")
        verbose_name_plural = _("links to somebody’s requests")

    def __str__(self):
        return f"#{self.pk}"

    @property
    def is_good(self) -> bool:
        return self.created_at >= timezone.now() - self.GOOD_FOR

    def message_context(self, message) -> dict:
        from copro import request_letters  # which reads this module

        return request_letters.list_context(self, message)

    def message_attachments(self, message) -> list[tuple[str, bytes, str]]:
        return []


class AnswerTemplate(models.Model):
    """Words that an adviser starts an answer from. Choosing one fills the answer; what is sent is what was read."""

    title = models.CharField(_("title"), max_length=100, unique=True)
    text = models.TextField(_("text"), max_length=8000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "title"]
        verbose_name = pgettext_lazy("desk", "answer template")
        verbose_name_plural = pgettext_lazy("desk", "answer templates")

    def __str__(self):
        return self.title
