from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Audience(models.TextChoices):
    """Who a guide is written for. The value ends the name of the page's field, `for_tenant`."""

    TENANT = "tenant", _("Tenants")
    OWNER = "owner", _("Owners")
    COOWNER = "coowner", _("Co-owners")


class TimeBand(models.TextChoices):
    """How long it takes at most, in bands of minutes: see `BAND_LIMITS`."""

    SHORT = "short", _("30 minutes or less")
    HOUR = "hour", _("Half an hour to one hour")
    LONG = "long", _("More than one hour")

    @classmethod
    def of(cls, minutes: int) -> "TimeBand":
        return next((band for band, limit in BAND_LIMITS.items() if minutes <= limit), cls.LONG)


BAND_LIMITS = {TimeBand.SHORT: 30, TimeBand.HOUR: 60}  # minutes


class RepairStatus(models.TextChoices):
    """Whether a source that can be shown states who pays."""

    CONFIRMED = "confirmed", _("Confirmed")
    TO_CONFIRM = "to_confirm", _("To be confirmed")


class Answer(models.TextChoices):
    """Was this useful?"""

    YES = "yes", pgettext_lazy("was it useful", "Yes")
    PARTLY = "partly", pgettext_lazy("was it useful", "Partly")
    NO = "no", pgettext_lazy("was it useful", "No")


class ReviewEvery(models.IntegerChoices):
    """Months after which the facts of a guide are to be checked again."""

    THREE = 3, _("every 3 months")
    SIX = 6, _("every 6 months")
    TWELVE = 12, _("every year")
    TWENTY_FOUR = 24, _("every 2 years")
