"""The screen of a co-ownership, and the reading of a register file: asked, watched, then done for real."""

from collections.abc import Callable
from functools import wraps

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from copro import register
from copro.enums import EntryKind
from copro.models import CoOwnership, RnicImport
from copro.staff_register_forms import ContactForm, ImportForm, VulnerabilityForm
from copro.staff_register_lists import CoOwnershipFilters, export
from copro.uploads import streamed
from core.errors import DomainError
from core.exports import FORMATS
from core.staff_forms import problems

VIEW, CHANGE = "copro.view_coownership", "copro.change_coownership"
SEE_NOTES, ADD_NOTES = "copro.view_vulnerabilitynote", "copro.add_vulnerabilitynote"
SEE_IMPORTS, IMPORT = "copro.view_rnicimport", "copro.add_rnicimport"
MOST_IMPORTED = 1024 * 1024 * 1024  # bytes: the whole national file is about half of it


def for_register(permission: str, model=CoOwnership) -> Callable:
    """Give a view the record of the address, for those who have the permission only."""

    def decorate(view):
        @never_cache
        @permission_required(permission)
        @wraps(view)
        def guarded(request, pk: int, **kwargs):
            return view(request, get_object_or_404(model, pk=pk), **kwargs)

        return guarded

    return decorate


def header(title: str, list_name: str, list_title: str, icon: str) -> dict:
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse(list_name), "label": list_title},
        {"url": "", "label": title},
    ]
    return {"page_title": title, "header_title": title, "header_icon": icon, "breadcrumbs_items": crumbs}


@require_safe
@for_register(VIEW)
def screen(request, co_ownership: CoOwnership):
    return show(request, co_ownership)


def show(request, co_ownership: CoOwnership, status: int = 200, **bound):
    sees_notes = request.user.has_perm(SEE_NOTES)
    notes = list(co_ownership.vulnerability_notes.select_related("author")) if sees_notes else []
    if notes:
        log(co_ownership, "copro.vulnerability.read", user=request.user)
    context = {
        "co_ownership": co_ownership, "entries": co_ownership.entries.select_related("author"), "notes": notes,
        "requests": co_ownership.requests.order_by("-received_at"), "events": co_ownership.events_attended.all(),
        "sees_notes": sees_notes, "may_write": request.user.has_perm(CHANGE), "contact": ContactForm(),
        "vulnerability": VulnerabilityForm(prefix="note"), "problems": problems(next(iter(bound.values()), None)),
        **header(str(co_ownership), "co_ownerships:index", _("Register of co-ownerships"), "home"),
    }  # fmt: skip
    return render(request, "copro/staff/co_ownership.html", context | bound, status=status)


@require_POST
@for_register(CHANGE)
def contact(request, co_ownership: CoOwnership):
    form = ContactForm(request.POST)
    if not form.is_valid():
        return show(request, co_ownership, status=422, contact=form)
    data = form.cleaned_data
    register.add_contact(co_ownership, EntryKind(data["kind"]), data["held_on"], data["text"], request.user)
    messages.success(request, _("The contact is written."))
    return redirect(co_ownership.get_admin_url())


@require_POST
@for_register(ADD_NOTES)
def vulnerability(request, co_ownership: CoOwnership):
    form = VulnerabilityForm(request.POST, prefix="note")
    if not form.is_valid():
        return show(request, co_ownership, status=422, vulnerability=form)
    register.add_vulnerability_note(co_ownership, form.cleaned_data["text"], request.user)
    messages.success(request, _("The note is written."))
    return redirect(co_ownership.get_admin_url())


@never_cache
@permission_required(VIEW)
@require_safe
def register_export(request):
    """The list as a file, with the list's own filters; a wrong value of a filter gives the list, which says so."""
    chosen = request.GET.get("format", "xlsx")
    filters = CoOwnershipFilters(request.GET, queryset=CoOwnership.objects.select_related("neighbourhood"))
    if chosen not in FORMATS or not filters.is_valid():
        return redirect(f"{reverse('co_ownerships:index')}?{request.GET.urlencode()}")
    log(request.user, "copro.register.export", user=request.user)
    return export(filters.qs, chosen)


# Register files


@never_cache
@permission_required(IMPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@streamed(most_bytes=MOST_IMPORTED, most_files=1)
def import_new(request):
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        data = form.cleaned_data
        entry = register.start_import(
            data["file"], data["mapping"], data["source_date"], request.user, dry_run=data["dry_run"]
        )
        return redirect("rnic_import", entry.pk)
    title = _("Read a register file")
    context = {"form": form, "problems": problems(form if form.is_bound else None)}
    context |= header(title, "rnic_imports:index", _("Register files"), "upload")
    return render(request, "copro/staff/import_new.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_register(SEE_IMPORTS, RnicImport)
def import_screen(request, entry: RnicImport):
    """How an import goes: the page asks again by itself until it is over."""
    context = {"entry": entry, "may_import": request.user.has_perm(IMPORT)}
    context |= header(entry.name, "rnic_imports:index", _("Register files"), "upload")
    response = render(request, "copro/staff/import.html", context)
    if not entry.is_over:
        response["Refresh"] = "3"  # seconds; the page has a link too
    return response


@require_POST
@for_register(IMPORT, RnicImport)
def import_again(request, entry: RnicImport):
    """Read the same file again, for real when the button says so."""
    try:
        made = register.repeat(entry.pk, request.user, dry_run=request.POST.get("write") != "yes")
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("rnic_import", entry.pk)
    return redirect("rnic_import", made.pk)


@require_GET
@for_register(SEE_IMPORTS, RnicImport)
def import_refusals(request, entry: RnicImport):
    if not entry.refusals or not entry.refusals.storage.exists(entry.refusals.name):
        raise Http404
    log(entry, "copro.import.refusals", user=request.user, title=entry.name)
    name = f"refus-{entry.pk}.csv"
    response = FileResponse(entry.refusals.open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "text/csv; charset=utf-8"
    return response
