"""The calculator of duties: one address a building, read as a page, on paper, or as reminders."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from copro import obligations, obligations_calendar
from copro.enums import State
from copro.models import AdvicePage, DutyRule
from copro.obligations_form import ObligationsForm
from copro.obligations_words import when
from core.pdf import render_pdf


@require_safe
def page(request):
    """The questions and, once they are answered, the duties. Nothing is kept."""
    form = ObligationsForm(request.GET) if ObligationsForm.asked(request.GET) else ObligationsForm()
    context = {"form": form, "result": result(form) if form.is_bound and form.is_valid() else None}
    return render(request, "copro/obligations.html", context)


@require_safe
def paper(request):
    form = ObligationsForm(request.GET)
    if not form.is_valid():
        return to_the_questions(request)
    content = render_pdf("copro/obligations_pdf.html", {"form": form, "result": result(form)})
    return download(content, "application/pdf", "mes-obligations.pdf")


@require_safe
def calendar(request):
    form = ObligationsForm(request.GET)
    if not form.is_valid():
        return to_the_questions(request)
    found = result(form)
    content = obligations_calendar.reminders(found["duties"], found["query"], found["today"])
    return download(content, "text/calendar; charset=utf-8", "mes-obligations.ics")


def to_the_questions(request):
    """Send an address that cannot be read back to the page that says why, with what it held."""
    return redirect(f"{reverse('copro_obligations')}?{request.GET.urlencode()}")


def result(form: ObligationsForm) -> dict:
    """Return the duties of a valid form: what is certain by state, what hangs on a missing answer by that answer."""
    today, answers, query = timezone.localdate(), form.answers(), form.query()
    rules = DutyRule.objects.in_force(today).prefetch_related("decisions")
    duties = with_words(obligations.calculate(rules, answers, today), today)
    groups = dict(obligations.by_state(duties))
    undecided = groups.pop(State.UNKNOWN, [])
    return {
        "today": today,
        "duties": duties,
        "groups": list(groups.items()),
        "undecided": undecided,
        "openings": obligations.openings(answers, duties),
        "elsewhere": [duty for duty in undecided if not duty.missing],
        "urgent": sum(duty.is_urgent for duty in duties),
        "told": [row for row in form.told() if row["value"]],
        "untold": [row["label"] for row in form.told() if not row["value"]],
        "query": query,
        "url": settings.SITE_URL + obligations_calendar.address(query),
    }


def with_words(duties: list[obligations.Duty], today) -> list[obligations.Duty]:
    """Give each duty its date in a sentence, and the address of its advice in the reader's language, if any."""
    slugs = {duty.rule.advice_slug for duty in duties}
    pages = AdvicePage.objects.live().filter(slug__in=slugs, locale__language_code=get_language())
    urls = {each.slug: each.url for each in pages}
    for duty in duties:
        duty.when, duty.advice_url = when(duty, today), urls.get(duty.rule.advice_slug, "")
    return duties


def download(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"', "X-Robots-Tag": "noindex"},
    )
