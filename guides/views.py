"""Addresses beside the page tree: the table of who pays, a guide on paper, an opinion on a guide."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from engagement.remembering import private
from guides import feedback, papers
from guides.forms import FeedbackForm
from guides.models import GuidePage
from guides.who import WhoForm


@require_safe
def who_does_what(request):
    form = WhoForm(request.GET)
    return render(
        request, "guides/who_does_what.html", {"form": form, "rows": form.rows(), "contacts": form.contacts()}
    )


@require_safe
def guide_paper(request, slug):
    page = shown(slug)
    headers = {"Content-Disposition": content_disposition_header(False, f"{slug}.pdf")}
    return HttpResponse(papers.paper_of(page), content_type="application/pdf", headers=headers)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guide_feedback(request, slug):
    page = shown(slug)
    form = FeedbackForm(request.POST or None, initial={"answer": request.GET.get("reponse", "")})
    if form.accepts(request):
        given = form.cleaned_data
        feedback.give(page, given["submission"], given["answer"], given["sentence"])
        return redirect("guide_feedback_received", slug)
    return private(render(request, "guides/feedback.html", {"form": form, "guide": page}))


@require_safe
def guide_feedback_received(request, slug):
    return private(render(request, "guides/feedback_received.html", {"guide": shown(slug)}))


def shown(slug: str) -> GuidePage:
    """Return a guide that the public can read, in the active language, or raise Http404."""
    guides = GuidePage.objects.live().public().filter(slug=slug, locale__language_code=get_language())
    page = guides.select_related("locale", "alias_of__locale").first()
    if page is None:
        raise Http404
    return page
