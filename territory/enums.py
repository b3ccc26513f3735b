from django.db import models
from django.utils.translation import gettext_lazy as _


class Whereabouts(models.TextChoices):
    """Where a household says that it lives. "Outside" and "unknown" stay visible in every figure."""

    INSIDE = "inside", _("one of the 13 neighbourhoods")
    OUTSIDE = "outside", _("elsewhere")
    UNKNOWN = "unknown", _("I do not know")


class ContactKind(models.TextChoices):
    EMERGENCY = "emergency", _("emergency")
    LANDLORD = "landlord", _("landlord")
    TOWN = "town", _("town hall")
    ADVICE = "advice", _("advice")
    NETWORK = "network", _("gas, electricity, water")
