from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    PARTICIPATORY_WORKS = "participatory_works", _("Participatory works")
    DROP_IN = "drop_in", _("Drop-in hours")
    OUTDOOR = "outdoor", _("Outdoor event")
    COOWNERS_MEETING = "coowners_meeting", _("Co-owners’ meeting")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    NOT_HELD = "not_held", _("not held")


class RegistrationStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")


class Attendance(models.TextChoices):
    UNKNOWN = "unknown", _("not marked yet")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class TaxAxis(models.IntegerChoices):
    """Axes of the property tax allowance (abattement TFPB) in the USH words of 2015; those of today are unconfirmed."""

    STAFF_PRESENCE = 1, _("More local staff")
    STAFF_TRAINING = 2, _("Training and support of local staff")
    EXTRA_UPKEEP = 3, _("Extra upkeep")
    WASTE = 4, _("Waste, bulky items and wrecks")
    TRANQUILLITY = 5, _("Peace and quiet")
    CONSULTATION = 6, _("Consultation and awareness of tenants")
    SOCIAL_TIES = 7, _("Activities and ties between neighbours")
    SMALL_WORKS = 8, _("Small works for the quality of service")
