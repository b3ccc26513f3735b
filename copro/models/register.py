"""The register of co-ownerships: what the national register says of each, and what the advisers know besides."""

from datetime import date
from pathlib import PurePosixPath
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from copro.enums import AdviceNeed, EntryKind, ImportState, SyndicType
from copro.models.requests import labels_of, private_storage
from territory.models import Neighbourhood


class CoOwnershipQuerySet(models.QuerySet):
    def like(self, request):
        """Co-ownerships that a request may be about: its number, else the beginning of its address."""
        street = " ".join(request.address.replace(",", " ").split()[:3])
        same = Q(address__istartswith=street) if len(street) > 5 else Q(pk=None)
        if request.registration_number:
            same |= Q(number=request.registration_number)
        return self.filter(same)

    def needing(self, need: str):
        """Those that have this need. Needs are closed words, so their JSON can be searched as text."""
        return self.annotate(needs_text=Cast("needs", models.TextField())).filter(needs_text__contains=f'"{need}"')


class CoOwnership(models.Model):
    """One co-ownership. The import writes the columns of the national register; the others are the advisers' own."""

    # From the national register (RNIC)
    number = models.CharField(
        _("registration number"), max_length=12, unique=True, null=True, blank=True,
        help_text=_("Of the national register. Empty: not registered, or not known."),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=160, blank=True)
    address = models.CharField(_("address"), max_length=200)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    commune = models.CharField(_("commune"), max_length=80)
    lots = models.PositiveIntegerField(_("lots"), null=True, blank=True)
    main_lots = models.PositiveIntegerField(
        _("main lots"), null=True, blank=True, help_text=_("Homes, offices and shops.")
    )
    homes = models.PositiveIntegerField(_("homes"), null=True, blank=True)
    syndic_type = models.CharField(_("kind of syndic"), max_length=12, choices=SyndicType, default=SyndicType.UNKNOWN)
    syndic_name = models.CharField(_("syndic"), max_length=200, blank=True)
    built = models.CharField(_("built"), max_length=60, blank=True, help_text=_("As the national register says it."))
    source_date = models.DateField(_("as the register stood on"), null=True, blank=True)

    # What the advisers know
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), null=True, blank=True, on_delete=models.PROTECT
    )
    needs = models.JSONField(_("needs"), default=list, blank=True)
    events_attended = models.ManyToManyField(
        "events.Event", verbose_name=_("events attended"), blank=True, related_name="+"
    )
    updated_at = models.DateTimeField(auto_now=True)

    objects = CoOwnershipQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    # The columns that an import writes; it never touches the others, but for an empty neighbourhood.
    FROM_REGISTER = [
        "name", "address", "postcode", "commune", "lots", "main_lots", "homes", "syndic_type", "syndic_name", "built",
    ]  # fmt: skip

    class Meta:
        verbose_name = _("co-ownership")
        verbose_name_plural = _("co-ownerships")
        ordering = ["commune", "address", "id"]
        constraints = [models.CheckConstraint(condition=~Q(number=""), name="co_ownership_number_or_null")]

    def __str__(self):
        return f"{self.name or self.address}, {self.commune}"

    def get_admin_url(self) -> str:
        return reverse("co_ownership", args=[self.pk])

    @property
    def need_labels(self) -> list[str]:
        return labels_of(AdviceNeed, self.needs)


class CoOwnershipEntryQuerySet(models.QuerySet):
    def contacts_between(self, first: date, last: date):
        """Calls, visits and meetings of these local days, both included, each with its `day` and its `place`."""
        contacts = self.filter(kind__in=EntryKind.CONTACTS, held_on__gte=first, held_on__lte=last)
        return contacts.annotate(day=F("held_on"), place=F("co_ownership__neighbourhood"))


class CoOwnershipEntry(models.Model):
    """A contact with a co-ownership: a call, a visit, a meeting, a note."""

    KINDS = [*map(EntryKind, EntryKind.CONTACTS), EntryKind.NOTE]

    co_ownership = models.ForeignKey(CoOwnership, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=[(kind.value, kind.label) for kind in KINDS])
    held_on = models.DateField(_("day"), default=timezone.localdate)
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CoOwnershipEntryQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("contact with a co-ownership")
        verbose_name_plural = _("contacts with co-ownerships")
        ordering = ["-held_on", "-id"]

    def __str__(self):
        return f"{self.get_kind_display()} {self.held_on}"


class VulnerabilityNote(models.Model):
    """What makes a co-ownership fragile. Seen with its own permission only, and every reading is in the audit log."""

    co_ownership = models.ForeignKey(CoOwnership, on_delete=models.CASCADE, related_name="vulnerability_notes")
    text = models.TextField(_("text"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("written by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("note on vulnerability")
        verbose_name_plural = _("notes on vulnerability")
        ordering = ["-created_at", "-id"]

    def __str__(self):
        return f"#{self.pk}"


class RnicMapping(models.Model):
    """Which column of a file holds what, and which communes are kept.

    The defaults are the headers of the national register's open file. Another file has another mapping.
    """

    title = models.CharField(_("title"), max_length=80, unique=True)
    number = models.CharField(_("registration number"), max_length=200, default="numero_d_immatriculation")
    name = models.CharField(_("name"), max_length=200, blank=True, default="nom_d_usage_de_la_copropriete")
    address = models.CharField(_("address"), max_length=200, default="numero_et_voie_adresse_de_reference")
    postcode = models.CharField(_("postcode"), max_length=200, blank=True, default="code_postal_adresse_de_reference")
    commune = models.CharField(_("commune"), max_length=200, default="commune_adresse_de_reference")
    lots = models.CharField(_("lots"), max_length=200, blank=True, default="nombre_total_de_lots")
    main_lots = models.CharField(
        _("main lots"), max_length=200, blank=True,
        default="nombre_total_de_lots_a_usage_d_habitation_de_bureaux_ou_de_comm",
    )  # fmt: skip
    homes = models.CharField(_("homes"), max_length=200, blank=True, default="nombre_de_lots_a_usage_d_habitation")
    syndic_type = models.CharField(
        _("kind of syndic"), max_length=200, blank=True, default="type_de_syndic_benevole_professionnel_non_connu"
    )
    syndic_name = models.CharField(
        _("syndic"), max_length=200, blank=True,
        default="identification_du_representant_legal_raison_sociale_et_le_numer",
    )  # fmt: skip
    built = models.CharField(_("built"), max_length=200, blank=True, default="periode_de_construction")
    neighbourhood = models.CharField(_("neighbourhood"), max_length=200, blank=True, default="nom_qp_2024")
    communes = models.TextField(
        _("communes kept"), blank=True,
        help_text=_("One a line, without accents or capitals to mind. Empty: those that the portal knows."),
    )  # fmt: skip

    COLUMNS = [
        "number", "name", "address", "postcode", "commune", "lots", "main_lots", "homes", "syndic_type",
        "syndic_name", "built", "neighbourhood",
    ]  # fmt: skip
    REQUIRED = ["number", "address", "commune"]

    class Meta:
        verbose_name = _("columns of a register file")
        verbose_name_plural = _("columns of register files")
        ordering = ["title"]

    def __str__(self):
        return self.title

    def columns(self) -> dict[str, str]:
        """Return the header that holds each field, for the fields that have one."""
        return {field: header for field in self.COLUMNS if (header := getattr(self, field).strip())}


def import_name(instance, filename: str) -> str:
    return str(PurePosixPath("rnic") / uuid4().hex)


class RnicImport(models.Model):
    """One reading of a register file: what it would change (dry run), or did."""

    mapping = models.ForeignKey(RnicMapping, verbose_name=_("columns"), null=True, on_delete=models.SET_NULL)
    file = models.FileField(_("file"), storage=private_storage, upload_to=import_name, max_length=80)
    name = models.CharField(_("name of the file"), max_length=120)
    source_date = models.DateField(_("as the register stood on"), null=True, blank=True)
    is_dry_run = models.BooleanField(_("dry run"), default=True)
    state = models.CharField(_("state"), max_length=8, choices=ImportState, default=ImportState.QUEUED)
    remarks = models.TextField(_("remarks"), blank=True)
    encoding = models.CharField(_("encoding"), max_length=12, blank=True)
    separator = models.CharField(_("separator"), max_length=1, blank=True)
    bytes_read = models.PositiveBigIntegerField(default=0)
    bytes_total = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(_("rows read"), default=0)
    created = models.PositiveIntegerField(_("new"), default=0)
    updated = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    elsewhere = models.PositiveIntegerField(_("of other communes"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    refusals = models.FileField(storage=private_storage, upload_to=import_name, max_length=80, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("asked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reading of a register file")
        verbose_name_plural = _("readings of register files")
        ordering = ["-asked_at", "-id"]

    def __str__(self):
        return self.name

    @property
    def is_over(self) -> bool:
        return self.state in (ImportState.DONE, ImportState.FAILED)

    @property
    def percent(self) -> int:
        return 100 if self.state == ImportState.DONE else min(99, 100 * self.bytes_read // max(1, self.bytes_total))
