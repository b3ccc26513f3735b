"""What pages show of campaigns: cards in order, the facts of one, its material, the way to its posters."""

from django.db.models import Exists, OuterRef, Prefetch
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.images.models import SourceImageIOError

from campaigns.enums import State
from campaigns.forms import PosterForm
from campaigns.models import CampaignIndexPage, CampaignPage, MaterialFile
from core.models import CustomRendition
from core.paging import page_of
from core.templatetags.habiter import day_short
from territory.models import Landlord, Neighbourhood, Partner

PER_PAGE = 24
PREVIEW = "max-480x320"


def context(index: CampaignIndexPage, request) -> dict:
    campaigns = CampaignPage.objects.child_of(index).live().for_cards().in_order()
    page = page_of(campaigns, request, PER_PAGE)
    return {"page_obj": page, "cards": [card(campaign, request) for campaign in page.object_list]}


def card(campaign: CampaignPage, request=None) -> dict:
    """Return what components/card_campaign.html shows of a campaign that `for_cards()` found."""
    return {
        "url": campaign.get_url(request),
        "title": campaign.title,
        "text": campaign.message,
        "drawing": campaign.drawing,
        "tint": campaign.tint,
        "state": campaign.state.value,
        "neighbourhood": where(campaign),
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "language": campaign.content_language if campaign.is_untranslated else "",
    }


def where(campaign: CampaignPage) -> str:
    """Return the neighbourhood of a campaign in a few words: its name, how many, or everywhere."""
    count = campaign.place_count
    if count < 2:
        return campaign.place or _("All neighbourhoods")
    return ngettext("%(count)s neighbourhood", "%(count)s neighbourhoods", count) % {"count": count}


def when(campaign: CampaignPage) -> str:
    """Return the dates of a campaign in words."""
    start, end = day_short(campaign.starts_on), day_short(campaign.ends_on)
    if start and end:
        return _("From %(start)s to %(end)s") % {"start": start, "end": end}
    if start:
        return _("From %(start)s") % {"start": start}
    if end:
        return _("Until %(end)s") % {"end": end}
    return _("All year round") if campaign.all_year else str(State.UNDATED.label)


def campaign_context(campaign: CampaignPage, request) -> dict:
    places = list(Neighbourhood.objects.annotate(is_here=Exists(here(campaign))))
    names = [place.name for place in places if place.is_here]
    return {
        "state": campaign.state,
        "facts": [
            {"label": _("When"), "value": when(campaign)},
            {"label": _("Where"), "value": ", ".join(names) or _("All neighbourhoods")},
        ],
        "supporters": supporters(campaign),
        "resources": [resource(file, campaign) for file in files_of(campaign)],
        "form": PosterForm(campaign).offering(places),
        "poster_url": reverse("poster", args=[campaign.pk]),
    }


def here(campaign: CampaignPage):
    links = CampaignPage.neighbourhoods.through.objects
    return links.filter(campaignpage=campaign.pk, neighbourhood=OuterRef("pk"))


def supporters(campaign: CampaignPage) -> list[str]:
    """Return the names of the landlords and partners, in the order of the alphabet, in one query."""
    names = Landlord.objects.filter(campaignpage=campaign.pk).order_by().values_list("name", flat=True)
    partners = Partner.objects.filter(campaignpage=campaign.pk).order_by().values_list("name", flat=True)
    return sorted(names.union(partners))


def files_of(campaign: CampaignPage):
    """The files of a campaign in the order of their material, with all that a card shows of them."""
    files = MaterialFile.objects.of(campaign).select_related("material", "document", "preview")
    renditions = Prefetch(
        "preview__renditions", CustomRendition.objects.filter(filter_spec=PREVIEW), to_attr="prefetched_renditions"
    )
    return files.order_by("material__order", "material_id", "sort_order", "id").prefetch_related(renditions)


def resource(file: MaterialFile, campaign: CampaignPage) -> dict:
    """Return what components/card_resource.html shows of a file."""
    is_foreign = file.language != campaign.locale.language_code
    return {
        "url": reverse("material_file", args=[file.pk]),
        "title": f"{file.material} – {file.format}" if file.label else str(file.material),
        "text": " ".join([_("Source file, to be changed.")] * file.is_source + [file.material.rights]),
        "file_type": file.file_type,
        "file_size": file.document.file_size if file.document else 0,
        "preview": preview_of(file),
        "drawing": campaign.drawing if file.made_as else "",
        "tint": campaign.theme.tint if file.made_as and campaign.theme else "",
        "language": file.language if is_foreign else "",
        "language_name": get_language_info(file.language)["name_translated"] if is_foreign else "",
    }


def preview_of(file: MaterialFile) -> CustomRendition | None:
    """Return what a file looks like; nothing where its picture is lost."""
    try:
        return file.preview and file.preview.get_rendition(PREVIEW)
    except (SourceImageIOError, OSError):
        return None
