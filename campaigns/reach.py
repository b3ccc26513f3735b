"""Where material goes: downloads a file and visits a place of posting, over a period."""

from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from campaigns.models import CampaignPage, DailyDownloads
from core.exports import Sheet
from engagement.models import DailyVisits, ShortLink


def downloads(start: date, end: date) -> QuerySet:
    """Return each file with its downloads of a period, the most taken first: `name`, `total`."""
    found = DailyDownloads.objects.between(start, end).values("file", "name")
    return found.annotate(total=Sum("count")).order_by("-total", "name")


def links(campaign: CampaignPage | None = None) -> QuerySet:
    """Return the short addresses of campaigns, of one of them in every language if it is given."""
    keys = CampaignPage.objects.values("translation_key")
    if campaign is not None:
        keys = keys.filter(pk=campaign.pk)
    return ShortLink.objects.filter(page__translation_key__in=keys).select_related("page", "neighbourhood")


def visits(start: date, end: date) -> QuerySet:
    """Return each short address with its visits of a period, those that nobody used too: `total`."""
    within = Q(visits__day__range=(start, end))
    return links().annotate(total=Coalesce(Sum("visits__count", filter=within), 0)).order_by("-total", "-created_at")


def sheets(start: date, end: date) -> list[Sheet]:
    """Return a row a file and day, then a row a place and day."""
    taken = DailyDownloads.objects.between(start, end).order_by("day", "name").values_list("day", "name", "count")
    names = "day", "link__page__title", "link__neighbourhood__name", "link__place", "link__code", "count"
    visited = DailyVisits.objects.between(start, end).filter(link__in=links()).order_by("day", "link__code")
    return [
        Sheet(_("Downloads"), [_("Day"), _("File"), _("Downloads")], taken.iterator()),
        Sheet(
            _("Visits"),
            [_("Day"), _("Campaign"), _("Neighbourhood"), _("Place of posting"), _("Code"), _("Visits")],
            visited.values_list(*names).iterator(),
        ),
    ]
