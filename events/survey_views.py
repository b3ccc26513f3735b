"""The survey as a household answers it: by its signed link, once, without being known."""

from contextlib import suppress

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from engagement.remembering import SignedCookie, private
from events import invitations, survey
from events.models import SurveyTicket
from events.survey_forms import SurveyForm

COOKIE = SignedCookie("habiter_survey", purpose="survey-browser")


@never_cache
@require_safe
def survey_link(request, token: str) -> HttpResponse:
    """Land from a message: take the token out of the address, use nothing (mail scanners follow links too)."""
    ticket = survey.read_token(token)
    if ticket is None or request.method == "HEAD":
        return private(render(request, "events/link_unknown.html", status=404 if ticket is None else 200))
    return COOKIE.remember(redirect("survey"), ticket.registration.uuid)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey_page(request) -> HttpResponse:
    ticket = survey.ticket_of(COOKIE.read(request))
    if ticket is None:
        return private(render(request, "events/link_unknown.html", status=404))
    if ticket.is_used:
        return private(redirect("survey_thanks"))
    form = SurveyForm(request.POST or None)
    if form.accepts(request):
        return answered(ticket, form)
    session = invitations.shown_session(ticket.registration)
    return private(render(request, "events/survey.html", {"form": form, "session": session}))


def answered(ticket: SurveyTicket, form: SurveyForm) -> HttpResponse:
    with suppress(survey.AlreadyAnswered):  # the page that follows thanks, as it does after the first answer
        survey.answer(ticket.pk, form.replies())
    return private(redirect("survey_thanks"))


@never_cache
@require_safe
def survey_thanks(request) -> HttpResponse:
    return private(render(request, "events/survey_thanks.html"))
