"""The screen of a request and its small posts. Each calls one verb and comes back to the screen."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from copro import requests
from copro.enums import EntryKind
from copro.models import AdviceRequest, CoOwnership, RequestDocument
from copro.request_views import given
from copro.staff_desk_forms import AssignForm, LinkForm, NoteForm, TellForm, TemplateForm
from copro.staff_desk_lists import due_words
from copro.uploads import streamed
from core.errors import DomainError
from core.staff_forms import problems

VIEW, CHANGE = "copro.view_advicerequest", "copro.change_advicerequest"
FORMS = {"assigning": AssignForm, "telling": TellForm, "linking": LinkForm}
ALIKE = 10


def for_advisers(permission: str = CHANGE) -> Callable:
    """Give a view the request of the address, for those who have the permission only."""

    def decorate(view):
        @never_cache
        @permission_required(permission)
        @wraps(view)
        def guarded(request, pk: int, **kwargs):
            related = AdviceRequest.objects.select_related(
                "person", "adviser", "neighbourhood", "co_ownership", "duplicate_of"
            )
            return view(request, get_object_or_404(related, pk=pk), **kwargs)

        return guarded

    return decorate


@require_safe
@for_advisers(VIEW)
def screen(request, advice: AdviceRequest):
    log(advice, "copro.request.open", user=request.user, title=advice.reference)
    return show(request, advice)


def show(request, advice: AdviceRequest, status: int = 200, **bound) -> HttpResponse:
    """Draw the screen; a form that was refused stands in the place of the fresh one, with what was typed."""
    template = TemplateForm(request.GET)
    chosen = template.cleaned_data["modele"] if template.is_valid() else None
    context = {
        "advice": advice, "due": due_words(advice), "template_form": template,
        "entries": advice.entries.select_related("author").prefetch_related("files"),
        "documents": advice.files.of_person(),
        "alike": AdviceRequest.objects.like(advice)[:ALIKE], "co_ownerships": CoOwnership.objects.like(advice)[:ALIKE],
        "may_write": request.user.has_perm(CHANGE), "problems": problems(next(iter(bound.values()), None)),
        "noting": NoteForm(), **{name: form(request=advice) for name, form in FORMS.items()}, **header(advice),
    }  # fmt: skip
    if chosen:
        context["telling"] = TellForm(request=advice, initial={"text": chosen.text})
    return render(request, "copro/staff/request.html", context | bound, status=status)


def header(advice: AdviceRequest) -> dict:
    title = f"{advice.reference} · {advice.name or _('contact erased')}"
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("advice_requests:index"), "label": _("Requests for advice")},
        {"url": "", "label": title},
    ]
    return {"header_title": title, "page_title": title, "header_icon": "mail", "breadcrumbs_items": crumbs}


def back(advice: AdviceRequest, anchor: str = "") -> HttpResponse:
    return redirect(advice.get_admin_url() + (f"#{anchor}" if anchor else ""))


def settle(request, advice: AdviceRequest, verb: Callable, done: str, anchor: str = "", **form) -> HttpResponse:
    """Call a verb once its form is good; show what is wrong, else say what was done."""
    bound = next(iter(form.values()), None)
    if bound is not None and not bound.is_valid():
        return show(request, advice, status=422, **form)
    try:
        verb()
    except DomainError as error:
        if bound is None:
            messages.error(request, error.message)
            return back(advice)
        bound.refuse(error)
        return show(request, advice, status=422, **form)
    messages.success(request, done)
    return back(advice, anchor)


@require_POST
@for_advisers()
def assign(request, advice: AdviceRequest):
    form = AssignForm(request.POST, request=advice)
    return settle(
        request, advice, lambda: requests.assign(advice.pk, form.cleaned_data["adviser"], request.user),
        _("The request is assigned."), assigning=form,
    )  # fmt: skip


@require_POST
@for_advisers()
def take(request, advice: AdviceRequest):
    """Give the request to whoever presses the button."""
    return settle(request, advice, lambda: requests.assign(advice.pk, request.user, request.user), _("It is yours."))


@require_POST
@streamed()
@for_advisers()
def tell(request, advice: AdviceRequest):
    """Send an answer, or a question, with files: the button says which."""
    form = TellForm(request.POST, request=advice)
    form.take_files(request.FILES.getlist("files"), request.refused_uploads)
    asks = request.POST.get("as") == "question"
    verb = requests.ask_back if asks else requests.answer
    done = _("The question is sent. The request waits for the person who asked.") if asks else _("The answer is sent.")

    def send():
        verb(advice.pk, form.words(), request.user, form.chosen_documents())

    return settle(request, advice, send, done, "journal", telling=form)


@require_POST
@streamed()
@for_advisers()
def note(request, advice: AdviceRequest):
    form = NoteForm(request.POST)
    form.take_files(request.FILES.getlist("files"), request.refused_uploads)

    def write():
        data = form.cleaned_data
        requests.add_note(
            advice.pk, EntryKind(data["kind"]), data["text"], request.user, data["held_on"], form.chosen_documents()
        )

    return settle(request, advice, write, _("Written in the journal."), "journal", noting=form)


@require_POST
@for_advisers()
def link(request, advice: AdviceRequest):
    form = LinkForm(request.POST, request=advice)

    def write():
        data = form.cleaned_data
        requests.link(advice.pk, request.user, data["co_ownership"], data["duplicate_of"])

    return settle(request, advice, write, _("The links are saved."), "links", linking=form)


@require_POST
@for_advisers()
def close(request, advice: AdviceRequest):
    return settle(request, advice, lambda: requests.close(advice.pk, request.user), _("The request is closed."))


@require_POST
@for_advisers()
def reopen(request, advice: AdviceRequest):
    return settle(request, advice, lambda: requests.reopen(advice.pk, request.user), _("The request is open again."))


@require_GET
@for_advisers("copro.view_requestdocument")
def document(request, advice: AdviceRequest, uuid):
    """Give a file of this very request; every reading is in the audit log."""
    kept = RequestDocument.objects.filter(request=advice, uuid=uuid).first()
    if kept is None:
        raise Http404
    response = given(kept)
    log(advice, "copro.document.read", user=request.user, title=advice.reference, data={"document": kept.pk})
    return response
