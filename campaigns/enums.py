from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a campaign stands today, told by its dates."""

    RUNNING = "running", _("Campaign under way")
    COMING = "coming", _("Campaign to come")
    UNDATED = "undated", _("No date for now")
    OVER = "over", _("Campaign over")


class MaterialKind(models.TextChoices):
    POSTER = "poster", _("Poster")
    LEAFLET = "leaflet", _("Leaflet")
    CARD = "card", _("Message card")
    KIT = "kit", _("Kit")


class Licence(models.TextChoices):
    """What one may do with the material."""

    CC_BY = "cc-by", _("CC BY 4.0: copy and change it, name its author")
    CC_BY_SA = "cc-by-sa", _("CC BY-SA 4.0: copy and change it, name its author, share it alike")
    OPEN = "etalab", _("Licence Ouverte 2.0: copy and change it, name its author and date")
    UNCHANGED = "unchanged", _("Print it and share it unchanged")
