"""The register of processing: on a screen, on paper, as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from core.exports import Export, Sheet
from core.pdf import render_pdf
from engagement import processing
from engagement.journal import note_reading
from engagement.models import PurgeReport
from engagement.staff_purge_views import PERMISSION
from engagement.staff_rights_forms import FormatForm

REGISTER_READ, REGISTER_EXPORTED = "engagement.register.read", "engagement.register.export"
HEADERS = (
    gettext_lazy("Treatment"), gettext_lazy("Purpose"), gettext_lazy("Legal basis"), gettext_lazy("Persons"),
    gettext_lazy("Data"), gettext_lazy("Recipients"), gettext_lazy("Kept"), gettext_lazy("Measures"),
)  # fmt: skip
may_read = permission_required(PERMISSION)


def context() -> dict:
    return {"treatments": processing.treatments(), "controller": processing.controller()}


@never_cache
@may_read
@require_safe
def register(request) -> HttpResponse:
    note_reading(request.user, REGISTER_READ, PurgeReport)
    title = _("Register of processing")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    header = {"page_title": title, "header_title": title, "header_icon": "list-ul", "breadcrumbs_items": crumbs}
    return render(request, "engagement/staff/processing.html", context() | header)


@never_cache
@may_read
@require_safe
def printed(request) -> HttpResponse:
    note_reading(request.user, REGISTER_EXPORTED, PurgeReport)
    headers = {"Content-Disposition": 'inline; filename="registre-des-traitements.pdf"', "Cache-Control": "no-store"}
    content = render_pdf("engagement/staff/print/processing.html", context())
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@may_read
@require_safe
def export(request) -> HttpResponse:
    form = FormatForm(request.GET)
    if not form.is_valid():
        return redirect("processing:index")
    note_reading(request.user, REGISTER_EXPORTED, PurgeReport)
    rows = [row(each) for each in processing.treatments()]
    sheet = Sheet(_("Register of processing"), HEADERS, rows)
    return Export("registre-des-traitements", sheet).response(form.cleaned_data["format"])


def row(treatment: processing.Treatment) -> list[str]:
    """Return a treatment in words, in the order of HEADERS."""
    basis = treatment.basis if treatment.confirmed else f"{treatment.basis} ({_('to be confirmed')})"
    kept = [f"{kind.name} ({kind.rule})" for kind in treatment.kept]
    return [
        treatment.title, treatment.purpose, basis, treatment.people, "; ".join(treatment.data),
        "; ".join(treatment.recipients), "; ".join(kept), "; ".join(treatment.measures),
    ]  # fmt: skip
