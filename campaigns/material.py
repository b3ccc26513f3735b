"""Material that leaves the site: sheets made from a campaign's words, uploaded files, and how often each is taken."""

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.http import content_disposition_header
from django.utils.text import slugify

from campaigns.enums import State
from campaigns.listing import when
from campaigns.models import CampaignPage, DailyDownloads, MaterialFile
from core.models import SiteSettings
from engagement.models import ShortLink
from engagement.posters import Paper, Poster

NAME = 300


class FileGone(Exception):
    """The file of some material is no longer where it was."""


def sheet(campaign: CampaignPage, link: ShortLink, paper: Paper, portal: SiteSettings) -> HttpResponse:
    """Return a sheet of a campaign as a download, in the language of its text. Raises DomainError (posters)."""
    with translation.override(campaign.content_language):
        content = poster_of(campaign, link).render(paper, portal)
    place = link.place or (link.neighbourhood and link.neighbourhood.name) or ""
    response = HttpResponse(content, content_type="application/pdf")
    return as_download(response, f"{slugify(f'{campaign.title} {paper} {place}')[:100]}.pdf")


def poster_of(campaign: CampaignPage, link: ShortLink) -> Poster:
    """Return the words of a campaign's sheets, in the active language."""
    names = [link.neighbourhood.name] if link.neighbourhood else [each.name for each in campaign.neighbourhoods.all()]
    dates = "" if campaign.state == State.UNDATED else when(campaign)
    return Poster(
        title=campaign.title, message=campaign.message, link=link, drawing=campaign.drawing,
        tint=campaign.theme.tint if campaign.theme else "", facts=[dates, ", ".join(names)],
        actions=[str(block.value["title"]) for block in campaign.actions], contact=campaign.contact,
    )  # fmt: skip


def uploaded(file: MaterialFile) -> FileResponse:
    """Return an uploaded file as a download. Raises FileGone."""
    if file.document is None:
        raise FileGone
    try:
        content = file.document.file.open("rb")
    except OSError as error:
        raise FileGone from error
    response = FileResponse(content, content_type="application/octet-stream")
    return as_download(response, file.document.filename)


def as_download[Response: HttpResponseBase](response: Response, name: str) -> Response:
    """Mark a response as a file to keep, asked for anew each time: what a cache gives is not counted."""
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def count(file: MaterialFile) -> None:
    """Count one download, under the name that staff know the file by."""
    with translation.override("fr"):
        name = f"{file.material.campaign.title} – {file}"[:NAME]
    DailyDownloads.objects.add_one(of={"file": file}, name=name)
