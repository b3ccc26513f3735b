"""What editors look at and start from: opinions on guides, links that lead nowhere, models of guides."""

from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin.auth import permission_required

from core.exports import Export, Sheet
from guides import feedback, link_checks, starters
from guides.enums import Answer
from guides.models import GuideFeedback, GuidePage, LinkCheck

FEEDBACK_PERMISSION = "guides.view_guidefeedback"
LINKS_PERMISSION = "guides.view_linkcheck"
SENTENCES = 5  # shown of each guide; the file has them all


@dataclass
class Opinion:
    """What readers said of one guide."""

    title: str
    counts: dict[str, int]
    sentences: list[GuideFeedback] = field(default_factory=list)

    @property
    def cells(self) -> list[int]:
        return [self.counts[answer] for answer in Answer]


@never_cache
@permission_required(FEEDBACK_PERMISSION)
@require_safe
def feedback_report(request):
    if request.GET.get("export"):
        return feedback_export().response(request.GET["export"])
    context = {"opinions": opinions(), "answers": Answer.labels, "page_title": _("Opinions on guides")}
    return render(request, "guides/staff/feedback_report.html", context)


def opinions() -> list[Opinion]:
    """Return the guides that readers judged, those found least useful first."""
    titles = dict(
        GuidePage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).values_list("translation_key", "title")
    )
    found = {key: Opinion(titles.get(key, ""), counts) for key, counts in feedback.counts().items()}
    for said in GuideFeedback.objects.exclude(sentence=""):
        opinion = found[said.guide_key]
        opinion.title = opinion.title or said.title
        opinion.sentences.append(said)
    for opinion in found.values():
        opinion.sentences = opinion.sentences[:SENTENCES]
    return sorted(found.values(), key=lambda each: (-each.counts[Answer.NO], -each.counts[Answer.PARTLY], each.title))


def feedback_export() -> Export:
    headers = [_("Guide"), _("Language"), _("Answer"), _("Sentence"), _("Day")]
    rows = (
        (each.title, each.language, each.get_answer_display(), each.sentence, each.given_on)
        for each in GuideFeedback.objects.iterator()
    )
    return Export(_("Opinions on guides"), Sheet(_("Opinions on guides"), headers, rows))


@never_cache
@permission_required(LINKS_PERMISSION)
@require_safe
def links_report(request):
    context = {
        "broken": link_checks.broken(), "checks": LinkCheck.objects.order_by("-is_broken", "url"),
        "unvisited": set(link_checks.addresses()) - set(LinkCheck.objects.values_list("url", flat=True)),
        "page_title": _("Links of guides"),
    }  # fmt: skip
    return render(request, "guides/staff/links_report.html", context)


@never_cache
@permission_required("wagtailadmin.access_admin")
@require_http_methods(["GET", "HEAD", "POST"])
def start_guide(request):
    """Choose a model; the draft that is made of it opens."""
    if not may_start(request.user):
        raise PermissionDenied
    if request.method == "POST":
        try:
            page = starters.start(request.POST.get("kind", ""), request.user)
        except KeyError as unknown:
            raise Http404 from unknown
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(
        request, "guides/staff/start.html", {"kinds": starters.KINDS.items(), "page_title": _("Start a guide")}
    )


def may_start(user) -> bool:
    index = starters.GuideIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    return index is not None and index.permissions_for_user(user).can_add_subpage()
