"""The style sheet of the identity, the sober pages of errors, and the style guide of the staff."""

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import translate_url
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import identity, styleguide
from core.enums import Tint
from core.models import SiteSettings


def bad_request(request, exception=None):
    request.GET = QueryDict()  # an address that could not be read is not read again by the page that says so
    return render(request, "400.html", status=400)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


@never_cache
@require_safe
def style_guide(request):
    """Every component in every state. The public does not know that it exists."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404
    scheme = request.GET.get("scheme")
    context = {
        "sections": styleguide.sections(),
        "scheme": scheme if scheme in ("light", "dark") else "",
        "tints": Tint.values,
        "addresses": {code: translate_url(request.get_full_path(), code) for code in ("fr", "ar")},
    }
    return render(request, "core/staff/style_guide.html", context)


def style_sheet(request):
    """Give the tones of the portal's accent colour. An address with today's version may be kept for a year."""
    accent = SiteSettings.of(request).accent
    response = HttpResponse(identity.style_sheet(accent), content_type="text/css; charset=utf-8")
    if request.GET.get("v") == identity.version(accent):
        patch_cache_control(response, public=True, max_age=31_536_000, immutable=True)
    else:
        patch_cache_control(response, public=True, max_age=60)
    return response
