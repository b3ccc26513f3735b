from django.db import models
from django.utils.translation import gettext_lazy as _


class Tint(models.TextChoices):
    """Colour role of a theme; the colour itself lives in assets/css/tokens.css."""

    WATER = "water", _("Water")
    AIR = "air", _("Air")
    HEAT = "heat", _("Heat")
    LIGHT = "light", _("Light")
    WALLS = "walls", _("Walls")
    OUTSIDE = "outside", _("Outside")
    NEIGHBOURS = "neighbours", _("Neighbours")


class Status(models.TextChoices):
    """State of a legal text or advice at its date of check."""

    IN_FORCE = "in_force", _("in force")
    COMING = "coming", _("coming")
    SUSPENDED = "suspended", _("suspended")
