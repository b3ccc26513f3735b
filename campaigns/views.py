"""Addresses outside the page tree: the files of a campaign, counted, and the sheets made from its text."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_safe

from campaigns import material
from campaigns.forms import PosterForm
from campaigns.models import CampaignPage, MaterialFile
from core.counting import is_reader
from core.errors import DomainError
from core.models import SiteSettings
from engagement.posters import Paper
from engagement.short_links import link_to

PDF = "application/pdf"


@require_safe
def material_file(request, pk: int):
    """Give a file of a campaign, and count it. A file that is gone says so, and leads back to its campaign."""
    offered = MaterialFile.objects.offered().select_related("material__campaign__locale", "document")
    file = get_object_or_404(offered, pk=pk)
    try:
        response = made(request, file) if file.made_as else material.uploaded(file)
    except material.FileGone:
        return gone(request, file.material.campaign, 410)
    except DomainError as refusal:
        return gone(request, file.material.campaign, 503, refusal.message)
    if is_reader(request):
        material.count(file)
    return response


def made(request, file: MaterialFile) -> HttpResponse:
    """Return the sheet that a file stands for, from the campaign's text in its language where there is one."""
    campaign = file.material.campaign
    pages = CampaignPage.objects.live().public().filter(translation_key=campaign.translation_key)
    page = pages.select_related("locale").filter(locale__language_code=file.language).first() or campaign
    return sheet(request, page, None, Paper(file.made_as), link=None)


@require_safe
def poster(request, pk: int):
    """Give a sheet of a campaign for a place of posting. A choice that we do not know is explained beside the form."""
    pages = CampaignPage.objects.live().public().select_related("locale", "alias_of__locale")
    campaign = get_object_or_404(pages, pk=pk)
    form = PosterForm(campaign, request.GET)
    if not form.is_valid():
        context = {"campaign": campaign, "campaign_url": campaign.get_url(request), "form": form}
        return render(request, "campaigns/poster_form.html", context | {"poster_url": request.path})
    chosen = form.cleaned_data
    paper = Paper(chosen["format"])
    try:
        response = sheet(request, campaign, chosen["quartier"], paper, chosen["lieu"])
    except DomainError as refusal:
        return gone(request, campaign, 503, refusal.message)
    file = MaterialFile.objects.of(campaign).select_related("material__campaign").filter(made_as=paper).first()
    if file and is_reader(request):
        material.count(file)
    return response


def sheet(request, campaign: CampaignPage, neighbourhood, paper: Paper, link) -> HttpResponse:
    if request.method == "HEAD":  # who only asks whether it is there gets nothing made, and no short address
        return material.as_download(HttpResponse(content_type=PDF), f"{campaign.slug}.pdf")
    link = link or link_to(campaign, neighbourhood)
    return material.sheet(campaign, link, paper, SiteSettings.of(request))


def gone(request, campaign: CampaignPage, status: int, why: str = ""):
    context = {"why": why, "campaign_url": campaign.get_url(request), "campaign": campaign}
    response = render(request, "campaigns/file_gone.html", context, status=status)
    add_never_cache_headers(response)
    return response
