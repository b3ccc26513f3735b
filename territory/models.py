from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField

from core.fields import LocalizedTextField
from territory.enums import ContactKind


class Commune(models.Model):
    name = models.CharField(_("name"), max_length=80, unique=True)
    insee_code = models.CharField(_("Insee code"), max_length=5, blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("commune")
        verbose_name_plural = _("communes")

    def __str__(self):
        return self.name


class NeighbourhoodQuerySet(models.QuerySet):
    def today(self):
        """Those that one can live in: not merged into another one."""
        return self.filter(merged_into=None)


class Neighbourhood(models.Model):
    """One of the priority neighbourhoods (QPV) of the contrat de ville 2024-2030."""

    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=80, unique=True)
    other_names = models.JSONField(_("other names"), default=list, blank=True)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    qpv_code = models.CharField(_("QPV code"), max_length=8, blank=True, help_text=_("Empty until read in the decree."))
    is_new_in_2024 = models.BooleanField(_("new in 2024"), default=False)
    location = models.TextField(_("location"), blank=True)
    population = models.JSONField(
        _("population, as published"), default=list, blank=True, help_text=_("Figure, year and source of each.")
    )
    landlords = models.ManyToManyField("Landlord", verbose_name=_("landlords"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Its page leads to that one’s, and nobody can choose it any more."),
    )

    objects = NeighbourhoodQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("neighbourhood")
        verbose_name_plural = _("neighbourhoods")

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.merged_into_id and (self.merged_into_id == self.pk or self.merged_into.merged_into_id):
            raise ValidationError({"merged_into": _("Choose a neighbourhood that is not merged itself.")})


class Organisation(models.Model):
    slug = models.SlugField(_("identifier"), unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name


class Landlord(Organisation):
    """A social landlord (bailleur)."""

    class Meta(Organisation.Meta):
        verbose_name = _("landlord")
        verbose_name_plural = _("landlords")


class Partner(Organisation):
    class Meta(Organisation.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")


class Venue(models.Model):
    """A place where sessions are held. An access fact that nobody checked is unknown (None), never "no"."""

    name = models.CharField(_("name"), max_length=120)
    neighbourhood = models.ForeignKey(
        Neighbourhood, verbose_name=_("neighbourhood"), null=True, blank=True, on_delete=models.PROTECT
    )
    address = models.CharField(_("address"), max_length=200, blank=True)
    directions = models.TextField(_("how to get there"), blank=True)
    is_step_free = models.BooleanField(_("step-free"), null=True, blank=True)
    has_lift = models.BooleanField(_("lift"), null=True, blank=True)
    has_hearing_loop = models.BooleanField(_("hearing loop"), null=True, blank=True)
    has_toilets = models.BooleanField(_("toilets"), null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["name", "neighbourhood"], name="venue_once_per_neighbourhood")]
        verbose_name = _("venue")
        verbose_name_plural = _("venues")

    def __str__(self):
        return f"{self.name} ({self.neighbourhood})" if self.neighbourhood else self.name


class ContactPointQuerySet(models.QuerySet):
    def for_neighbourhood(self, neighbourhood: Neighbourhood):
        """Those of this place and those of everywhere; a landlord's only where it has homes there."""
        here = models.Q(neighbourhoods=neighbourhood) | models.Q(neighbourhoods=None)
        theirs = models.Q(landlord=None) | models.Q(landlord__in=neighbourhood.landlords.all())
        return self.filter(here & theirs).select_related("landlord").distinct()


class ContactPoint(models.Model):
    """Who to call. A number is entered only once somebody checked it, with the date and the source."""

    label = LocalizedTextField(_("label"))
    kind = models.CharField(_("kind"), max_length=12, choices=ContactKind)
    number = models.CharField(_("short or full number"), max_length=20, blank=True)
    phone = PhoneNumberField(_("telephone"), blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    landlord = models.ForeignKey(Landlord, verbose_name=_("landlord"), null=True, blank=True, on_delete=models.CASCADE)
    neighbourhoods = models.ManyToManyField(Neighbourhood, verbose_name=_("neighbourhoods"), blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = ContactPointQuerySet.as_manager()

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("contact")
        verbose_name_plural = _("who to call")

    def __str__(self):
        return f"{self.label} {self.number or self.phone}".strip()

    @property
    def to_call(self) -> str:
        """The number as it is dialled, or nothing."""
        return self.number or (self.phone.as_national if self.phone else "")
