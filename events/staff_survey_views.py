"""The survey on the team's side: results of a session, answers from paper, and a tablet that goes from hand to hand."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.log_actions import log

from core.errors import DomainError
from events import survey
from events.enums import SurveyChannel
from events.models import Session, SurveyAnswer
from events.staff_session import may_write
from events.staff_session_views import for_staff, forbidden, header, problems
from events.survey_forms import SurveyForm


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff()
def session_survey(request, session: Session) -> HttpResponse:
    """Show what was answered, and enter the answers given on paper."""
    writes = may_write(request.user)
    if request.method == "POST" and not writes:
        return forbidden(request)
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and entered(request, session, form, SurveyChannel.PAPER):
        messages.success(request, _("The answer is entered. The next sheet?"))
        return redirect("session_survey", session.pk)
    answers = SurveyAnswer.objects.filter(session=session).count()
    shown = survey.may_be_shown(session, to_team=not request.user.is_landlord_partner)
    context = {
        "session": session, "form": form if writes else None, "answers": answers, "may_write": writes,
        "results": survey.results(session) if shown else [], "hidden": not shown, "fewest": survey.FEWEST_SHOWN,
        "problems": problems(form if form.is_bound else None), **header(session, _("Opinions")),
    }  # fmt: skip
    return render(request, "events/staff/survey.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_staff(write=True)
def survey_tablet(request, session: Session) -> HttpResponse:
    """Ask one household after another on the team's tablet; nothing of the last one is left on the screen."""
    form = SurveyForm(request.POST or None)
    if request.method == "POST" and entered(request, session, form, SurveyChannel.TABLET):
        return redirect(request.path + "?merci=1")
    context = {"form": form, "session": session, "thanked": "merci" in request.GET}
    return render(request, "events/staff/survey_tablet.html", context, status=422 if form.errors else 200)


def entered(request, session: Session, form: SurveyForm, channel: SurveyChannel) -> bool:
    """Write the answer of a form that was sent, and say whether it stands."""
    if not form.is_valid():
        return False
    try:
        survey.enter(session.pk, form.replies(), channel, form.cleaned_data["submission"])
    except DomainError as error:
        form.add_error(None, error.message)
        return False
    log(session, "events.session.opinion", user=request.user, data={"channel": channel.value})
    return True
