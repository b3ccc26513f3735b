"""What the public asks of the advisers. No view here depends on the page tree: links in old messages keep working."""

from django.db import OperationalError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from copro import attachments, request_letters, request_progress, requests
from copro.models import AdviceRequest, RequestDocument, RequestsLink
from copro.request_forms import AddForm, AskForm, MyRequestsForm
from copro.uploads import streamed
from core.errors import DomainError
from core.paging import page_of
from engagement.remembering import SignedCookie, private
from engagement.stamps import FormUsed

FOLLOWED = SignedCookie("habiter_advice", purpose="advice-browser")
LISTED = SignedCookie("habiter_advice_list", purpose="advice-list-browser")
PER_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@streamed()
def ask(request):
    """The request form. A form that is not accepted keeps what was typed, and its files for an hour."""
    form = AskForm(request.POST or None)
    if request.method == "POST":
        form.take_files(request.FILES.getlist("files"), request.refused_uploads)
        if form.accepts(request) and (made := submitted(form)):
            return FOLLOWED.remember(redirect("advice_follow"), made.uuid)
    return private(render(request, "copro/requests/ask.html", {"form": form}))


def submitted(form: AskForm) -> AdviceRequest | None:
    """Record the request; a refusal is shown in the form."""
    try:
        return requests.submit(form.asking(), form.cleaned_data["submission"], form.chosen_documents())
    except FormUsed as refusal:
        form.renew_stamp()
        form.refuse(refusal)
    except DomainError as refusal:
        form.refuse(refusal)
    except OperationalError:
        form.refuse(DomainError(_("The service is very busy at this moment. Nothing is lost: send it again.")))
    return None


@require_safe
def follow_link(request, token):
    """Land from a message: take the token out of the address, change nothing (mail scanners follow links too)."""
    found = request_letters.read_token(token)
    if found is None or request.method == "HEAD":
        return unknown(request, status=404 if found is None else 200)
    return FOLLOWED.remember(redirect("advice_follow"), found.uuid)


@never_cache
@require_safe
def follow(request):
    found = followed(request)
    return follow_page(request, found, AddForm()) if found else unknown(request)


@never_cache
@require_POST
@streamed()
def add(request):
    """Add words or files to the request that this browser follows."""
    found = followed(request)
    if found is None:
        return unknown(request)
    form = AddForm(request.POST)
    form.take_files(request.FILES.getlist("files"), request.refused_uploads)
    if form.is_valid():
        try:
            requests.add_to(found.pk, form.cleaned_data["text"], form.chosen_documents())
            return private(redirect("advice_follow"))
        except DomainError as refusal:
            form.refuse(refusal)
    return follow_page(request, found, form)


@never_cache
@require_POST
def close(request):
    found = followed(request)
    if found is None:
        return unknown(request)
    requests.close_by_person(found.pk)
    return private(redirect("advice_follow"))


@never_cache
@require_GET
def document(request, uuid):
    """Give back a file of the request that this browser follows; any other file does not exist for it."""
    found = followed(request)
    kept = found.files.shown_to_person().filter(uuid=uuid).first() if found else None
    if kept is None:
        raise Http404
    return given(kept)


def given(kept: RequestDocument):
    try:
        return attachments.download(kept)
    except FileNotFoundError as error:
        raise Http404 from error


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_requests(request):
    """Ask for the list of an address's requests. The answer is the same whether it has any or none."""
    form = MyRequestsForm(request.POST or None)
    if form.accepts(request):
        requests.send_list(form.cleaned_data["email"], get_language())
        return private(redirect("advice_list_sent"))
    return private(render(request, "copro/requests/mine.html", {"form": form}))


@require_safe
def list_sent(request):
    return private(render(request, "copro/requests/mine_sent.html"))


@require_safe
def list_link(request, token):
    found = request_letters.read_list_token(token)
    if found is None or request.method == "HEAD":
        return unknown(request, status=404 if found is None else 200)
    return LISTED.remember(redirect("advice_list"), found.uuid)


@never_cache
@require_safe
def my_list(request):
    """Every request of the address that the link was sent to."""
    link = listed(request)
    if link is None:
        return unknown(request)
    page = page_of(AdviceRequest.objects.of_person(link.person), request, PER_PAGE)
    return private(render(request, "copro/requests/list.html", {"page_obj": page, "person": link.person}))


@never_cache
@require_POST
def open_one(request, uuid):
    """Follow one of the listed requests."""
    link = listed(request)
    found = AdviceRequest.objects.of_person(link.person).filter(uuid=uuid).first() if link else None
    if found is None:
        return unknown(request)
    return FOLLOWED.remember(redirect("advice_follow"), found.uuid)


def followed(request) -> AdviceRequest | None:
    uuid = FOLLOWED.read(request)
    return AdviceRequest.objects.filter(uuid=uuid).select_related("person").first() if uuid else None


def listed(request) -> RequestsLink | None:
    uuid = LISTED.read(request)
    found = RequestsLink.objects.filter(uuid=uuid).select_related("person").first() if uuid else None
    return found if found and found.is_good else None


def follow_page(request, found: AdviceRequest, form: AddForm):
    context = {
        "advice": found, "form": form, "steps": request_progress.steps(found), "entries": request_progress.shown(found),
        "documents": list(found.files.of_person()), "follow_url": request_letters.follow_url(found),
    }  # fmt: skip
    return private(render(request, "copro/requests/follow.html", context))


def unknown(request, status: int = 404):
    """One page for every link that opens nothing: expired, tampered, of something else."""
    return private(render(request, "copro/requests/link_unknown.html", status=status))
