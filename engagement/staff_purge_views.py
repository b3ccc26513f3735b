"""What the nights erased: shown to the team, and printed as the destruction list for the archives service."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from core.exports import Export, Sheet
from core.paging import page_of
from core.pdf import render_pdf
from core.staff_home import line
from engagement import retention
from engagement.journal import note_reading
from engagement.models import PurgeReport
from engagement.staff_rights_forms import FormatForm

PERMISSION = "engagement.view_purgereport"
PER_PAGE = 50
MOST_PRINTED = 500
PURGES_READ, PURGES_EXPORTED = "engagement.purge.list_read", "engagement.purge.export"
HEADERS = (
    gettext_lazy("Night"), gettext_lazy("Kind of data"), gettext_lazy("The oldest is of"),
    gettext_lazy("The latest is of"), gettext_lazy("Kept"), gettext_lazy("To erase"), gettext_lazy("Erased"),
    gettext_lazy("Left"), gettext_lazy("State"),
)  # fmt: skip
may_read = permission_required(PERMISSION)


def row(report: PurgeReport, kinds: dict[str, retention.Kind]) -> list:
    """Return a report in words, in the order of HEADERS."""
    kind = kinds.get(report.kind)
    return [
        timezone.localdate(report.ran_at), kind.name if kind else report.kind, report.first_day, report.last_day,
        kind.rule if kind else "", report.due, report.erased, report.left, report.get_state_display(),
    ]  # fmt: skip


def lines_of(user) -> list[dict]:
    """What “My work” shows: kinds of data that the last night refused to erase, while there are any."""
    refused = PurgeReport.objects.refused().count() if user.has_perm(PERMISSION) else 0
    return [line(_("Purges to check"), refused, reverse("purges:index"), "bin")] if refused else []


def header() -> dict:
    title = _("Purges and destruction list")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    return {"page_title": title, "header_title": title, "header_icon": "bin", "breadcrumbs_items": crumbs}


@never_cache
@may_read
@require_safe
def purges(request) -> HttpResponse:
    note_reading(request.user, PURGES_READ, PurgeReport)
    kinds = retention.by_slug()
    page = page_of(PurgeReport.objects.telling(), request, PER_PAGE)
    page.object_list = [row(report, kinds) for report in page.object_list]
    last = PurgeReport.objects.order_by("-ran_at").first()
    context = {
        "page_obj": page, "headers": HEADERS, "kinds": retention.counted(), "last": last,
        "refused": [row(report, kinds) for report in PurgeReport.objects.refused()], **header(),
    }  # fmt: skip
    return render(request, "engagement/staff/purges.html", context)


@never_cache
@may_read
@require_safe
def export(request) -> HttpResponse:
    form = FormatForm(request.GET)
    if not form.is_valid():
        return redirect("purges:index")
    note_reading(request.user, PURGES_EXPORTED, PurgeReport)
    kinds = retention.by_slug()
    rows = (row(report, kinds) for report in PurgeReport.objects.telling().iterator())
    return Export("liste-de-destruction", Sheet(_("Destruction list"), HEADERS, rows)).response(
        form.cleaned_data["format"]
    )


@never_cache
@may_read
@require_safe
def printed(request) -> HttpResponse:
    """Give the destruction list on paper, the latest nights first."""
    note_reading(request.user, PURGES_EXPORTED, PurgeReport)
    kinds = retention.by_slug()
    rows = [row(report, kinds) for report in PurgeReport.objects.telling()[:MOST_PRINTED]]
    context = {"rows": rows, "headers": HEADERS, "kinds": kinds.values()}
    content = render_pdf("engagement/staff/print/purges.html", context)
    headers = {"Content-Disposition": 'inline; filename="liste-de-destruction.pdf"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
