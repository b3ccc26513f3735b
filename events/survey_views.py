"""The survey as a household answers it: by its signed link, once, without being known."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from events import survey
from events.models import SurveyTicket
from events.survey_forms import SurveyForm
from events.views import private, shown_title


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_page(request, token: str) -> HttpResponse:
    """Show the questions; reading changes nothing, for mail scanners follow links too."""
    ticket = survey.read_token(token)
    if ticket is None:
        return private(render(request, "events/link_unknown.html", status=404))
    if ticket.is_used:
        return private(redirect("survey_thanks"))
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return answered(ticket, form)
    title = shown_title(ticket.registration)
    return private(render(request, "events/survey.html", {"form": form, "title": title}))


def answered(ticket: SurveyTicket, form: SurveyForm) -> HttpResponse:
    try:
        survey.answer(ticket.pk, form.replies())
    except survey.AlreadyAnswered:
        pass  # the page that follows thanks, as it does after the first answer
    return private(redirect("survey_thanks"))


@never_cache
@require_safe
def survey_thanks(request) -> HttpResponse:
    return private(render(request, "events/survey_thanks.html"))
