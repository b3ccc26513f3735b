"""Answer somebody who asks what is held of them, wants a copy, or wants it erased. A name is never in an address."""

import json
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from core.errors import DomainError
from core.exports import Export, Sheet
from core.models import SiteSettings
from engagement import rights
from engagement.journal import note, note_reading
from engagement.models import Person
from engagement.staff_rights_forms import RightsForm, RightsFormatForm

PERMISSION = "engagement.exercise_rights"
may_answer = permission_required(PERMISSION)


def header(title: str) -> dict:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}]
    crumbs += [{"url": reverse("rights:index"), "label": _("Rights of persons")}] if title else []
    crumbs += [{"url": "", "label": title or _("Rights of persons")}]
    name = title or _("Rights of persons")
    return {"page_title": name, "header_title": name, "header_icon": "user", "breadcrumbs_items": crumbs}


@never_cache
@may_answer
@require_http_methods(["GET", "HEAD", "POST"])
def search(request) -> HttpResponse:
    """Search by POST, so that what was typed is in no address and in no log."""
    form = RightsForm(request.POST if request.method == "POST" else None)
    context = {"form": form, "found": None, **header("")}
    if form.is_bound and form.is_valid():
        note_reading(request.user, rights.SEARCHED, Person)
        data = form.cleaned_data
        found = rights.by_contact(data["email"], data["phone"]) if data["email"] or data["phone"] else []
        found += rights.by_name(data["name"], data["day"]) if data["name"] else []
        context["found"] = list({(match.kind, match.pk): match for match in found}.values())
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "engagement/staff/rights.html", context, status=status)


@never_cache
@may_answer
@require_safe
def file(request, kind: str, pk: int) -> HttpResponse:
    held = rights.dossier(kind, record_of(kind, pk))
    note(request.user, rights.FOUND, held.record, lines=held.lines)
    return render(request, "engagement/staff/rights_file.html", {"held": held, **header(title_of(held))})


@never_cache
@may_answer
@require_safe
def export(request, kind: str, pk: int) -> HttpResponse:
    """Give everything held as one file: `?format=json` or `xlsx`."""
    form = RightsFormatForm(request.GET)
    if not form.is_valid():
        return redirect("rights:file", kind, pk)
    held = rights.dossier(kind, record_of(kind, pk))
    note(request.user, rights.EXPORTED, held.record, lines=held.lines, format=form.cleaned_data["format"])
    name = f"droits-{kind}-{pk}"
    if form.cleaned_data["format"] == "json":
        return as_json(request, held, name)
    sheets = [Sheet(holding.title, list(lines[0]), [list(line.values()) for line in lines])
              for holding, lines in held.parts if lines]  # fmt: skip
    return Export(name, *sheets).response("xlsx")


def as_json(request, held: rights.Dossier, name: str) -> HttpResponse:
    parts = {title: [{str(label): value for label, value in line.items()} for line in lines]
             for title, lines in held.as_data().items()}  # fmt: skip
    content = {_("Portal"): SiteSettings.of(request).name, _("Made on"): timezone.now(), **parts}
    text = json.dumps(content, ensure_ascii=False, indent=2, default=in_words)
    headers = {"Content-Disposition": f'attachment; filename="{name}.json"', "Cache-Control": "private, no-store"}
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)


def in_words(value) -> str:
    return timezone.localtime(value).isoformat(timespec="seconds") if isinstance(value, datetime) else str(value)


@never_cache
@may_answer
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request, kind: str, pk: int) -> HttpResponse:
    """Ask once, then erase. Asked again, the record is unknown: nothing more is there."""
    record = record_of(kind, pk)
    if request.method != "POST":
        held = rights.dossier(kind, record)
        return render(request, "engagement/staff/rights_erase.html", {"held": held, **header(title_of(held))})
    try:
        rights.erase(record, request.user)
    except DomainError as error:
        messages.error(request, error.message)
        return redirect("rights:file", kind, pk)
    messages.success(request, _("Everything held of this person is erased. The figures stand."))
    return redirect("rights:index")


def record_of(kind: str, pk: int):
    record = rights.open_record(kind, pk)
    if record is None:
        raise Http404
    return record


def title_of(held: rights.Dossier) -> str:
    return rights.subject_of(held.record).title % {"number": held.record.pk}
