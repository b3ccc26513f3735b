"""The team's screens of campaigns: where sheets hang, and how far they reach."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from campaigns import reach
from campaigns.staff_forms import ExportForm, PlaceForm
from core.exports import Export
from core.forms import PeriodForm
from core.paging import page_of
from engagement.posters import Paper
from engagement.short_links import link_to

PER_PAGE = 50
SEE, ADD = "engagement.view_shortlink", "engagement.add_shortlink"
PLACE_KEPT = "campaigns.place.keep"
may_see = permission_required(SEE)


@never_cache
@may_see
@require_http_methods(["GET", "HEAD", "POST"])
def places(request):
    """The places of posting with their sheets to print; whoever may adds one."""
    may_add = request.user.has_perm(ADD)
    if request.method == "POST" and not may_add:
        raise PermissionDenied
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        link = link_to(chosen["campaign"], chosen["neighbourhood"], chosen["place"])
        log(link, PLACE_KEPT, user=request.user, title=link.code)
        messages.success(request, _("The place is kept: its sheets carry the code %(code)s.") % {"code": link.code})
        return redirect("posting_places:index")
    named = reach.links().exclude(place="").order_by("-created_at", "-id")
    context = {"form": form, "may_add": may_add, "papers": Paper.choices, "page_obj": page_of(named, request, PER_PAGE)}
    return render(request, "campaigns/staff/places.html", context | header(_("Places of posting"), "pin"))


@never_cache
@may_see
@require_safe
def report(request):
    """Downloads and visits of a period."""
    form = PeriodForm(request.GET)
    context = {"form": form} | header(_("Reach of campaigns"), "chart")
    if form.is_valid():
        period = form.cleaned_data["du"], form.cleaned_data["au"]
        context |= {
            "query": form.query(),
            "downloads": reach.downloads(*period),
            "page_obj": page_of(reach.visits(*period), request, PER_PAGE),
        }
    return render(request, "campaigns/staff/report.html", context)


@never_cache
@may_see
@require_safe
def export(request):
    """The report as a file, a row a day. A wrong address is explained on the screen."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        return redirect(f"{reverse('campaign_reach:index')}?{request.GET.urlencode()}")
    start, end = form.cleaned_data["du"], form.cleaned_data["au"]
    sheets = form.order(reach.sheets(start, end))
    return Export(f"habiter-campagnes-{start}-{end}", *sheets).response(form.cleaned_data["format"])


def header(title: str, icon: str) -> dict:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    return {"page_title": title, "header_title": title, "header_icon": icon, "breadcrumbs_items": crumbs}
