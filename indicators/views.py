"""The screens of figures in the admin. The address says what is shown; nothing here writes."""

from django.db.models import prefetch_related_objects
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.auth import permission_required

from core.exports import Export
from core.paging import page_of
from events.enums import Kind
from indicators import definitions, tables
from indicators.counting import Figures, Scope
from indicators.figures import contributions, count
from indicators.forms import ExportForm, FiguresForm, RequestsForm, SessionsForm

PER_PAGE = 100
ICON = "chart"
may_see_figures = permission_required("events.view_figures")


@may_see_figures
@require_safe
def figures(request):
    form = FiguresForm(request.GET)
    context = {"form": form, **header(_("Figures"))}
    if form.is_valid():
        scope = scope_of(form, request)
        context |= shown(scope, count(scope)) | {"query": form.query()}
    return render(request, "indicators/figures.html", context)


@may_see_figures
@require_safe
def figures_sessions(request):
    """The sessions behind one figure, each with what it brings."""
    return behind(request, SessionsForm(request.GET), "figures_sessions")


@may_see_figures
@permission_required("copro.view_advicerequest")
@permission_required("copro.view_coownership")
@require_safe
def figures_requests(request):
    """The requests and contacts behind one figure of advice, for those who may read requests."""
    return behind(request, RequestsForm(request.GET), "figures_requests")


def behind(request, form: SessionsForm, screen: str):
    above = [{"url": reverse("figures"), "label": _("Figures")}]
    title, caption, first_header = definitions.BEHIND[screen]
    context = {"form": form, "caption": caption, "first_header": first_header, **header(title, above)}
    if form.is_valid():
        context |= opened(scope_of(form, request), form, request) | {"query": form.query()}
    return render(request, "indicators/behind.html", context)


@may_see_figures
@require_safe
def figures_export(request):
    """The same tables as a file. A wrong address is explained on the screen of figures."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('figures')}?{request.GET.urlencode()}")
    scope = scope_of(form, request)
    export = Export(f"habiter-chiffres-{scope.start}-{scope.end}", *tables.sheets(scope, count(scope)))
    return export.response(form.cleaned_data["format"])


def scope_of(form: FiguresForm, request) -> Scope:
    prefetch_related_objects([request.user], "groups")  # the role is asked for at each step
    return form.scope(request.user)


def header(title: str, above: list[dict] | None = None) -> dict:
    home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
    crumbs = [home, *(above or []), {"url": "", "label": title}]
    return {"page_title": title, "header_title": title, "header_icon": ICON, "breadcrumbs_items": crumbs}


def shown(scope: Scope, counted: Figures) -> dict:
    return {
        "scope": scope,
        "sections": tables.sections(scope, counted),
        "narrowing": definitions.NARROWING,
        "partner_view": "" if scope.sees_all else definitions.PARTNER_VIEW,
    }


def opened(scope: Scope, form: SessionsForm, request) -> dict:
    figure, breakdown, row = (form.cleaned_data[name] for name in ("chiffre", "tableau", "ligne"))
    cell = tables.cell(scope, count(scope), figure, breakdown, row)
    found = contributions(scope, figure, breakdown, row)
    cells = tables.masked(scope, [tables.Cell(figure, each.value, whole=each.whole) for each in found])
    if cell.mask:  # what adds up to a hidden number is hidden with it
        cells = [tables.concealed(each) for each in cells]
    return {
        "scope": scope,
        "cell": cell,
        "label": definitions.LABELS[figure],
        "definition": definitions.DEFINITIONS[figure],
        "table": definitions.BREAKDOWNS.get(breakdown, ""),
        "row": tables.row_labels(breakdown)[row] if breakdown else "",
        "kind": Kind(scope.kind).label if scope.kind else "",
        "does_not_add_up": definitions.DISTINCT_DOES_NOT_ADD_UP if figure == "distinct" else "",
        "page_obj": page_of(list(zip(found, cells, strict=True)), request, PER_PAGE),
    }
