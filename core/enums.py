from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Tint(models.TextChoices):
    """Colour role of a theme; the colour itself lives in assets/css/tokens.css."""

    WATER = "water", pgettext_lazy("tint", "Water")
    AIR = "air", pgettext_lazy("tint", "Air")
    HEAT = "heat", pgettext_lazy("tint", "Heat")
    LIGHT = "light", pgettext_lazy("tint", "Light")
    WALLS = "walls", pgettext_lazy("tint", "Walls")
    OUTSIDE = "outside", pgettext_lazy("tint", "Outside")
    NEIGHBOURS = "neighbours", pgettext_lazy("tint", "Neighbours")


class Status(models.TextChoices):
    """State of a legal text or advice at its date of check."""

    IN_FORCE = "in_force", _("in force")
    COMING = "coming", _("coming")
    SUSPENDED = "suspended", _("suspended")
