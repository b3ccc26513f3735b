from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    EASY = "easy", _("Easy")
    MEDIUM = "medium", _("With care")
    PRO = "pro", _("For a professional")


class Cost(models.TextChoices):
    """Band of what the parts cost; an order of size, never a price."""

    FREE = "free", _("Free")
    UNDER_10 = "under_10", _("Under €10")
    FROM_10_TO_50 = "10_to_50", _("€10 to €50")
    OVER_50 = "over_50", _("Over €50")
    UNKNOWN = "unknown", _("It depends")


class Doer(models.TextChoices):
    """Whose task it is by law."""

    TENANT = "tenant", _("Yours to do")
    LANDLORD = "landlord", _("Your landlord’s to do")
    BOTH = "both", _("Shared with your landlord")
    COOWNERSHIP = "coownership", _("The co-ownership’s to do")


class Season(models.TextChoices):
    ALL = "all", _("All year")
    AUTUMN = "autumn", _("Autumn")
    WINTER = "winter", _("Winter")
    SPRING = "spring", _("Spring")
    SUMMER = "summer", _("Summer")
