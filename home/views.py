from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.context import Frame
from core.models import SiteSettings
from home import results, search_misses

SECURITY_TEXT_LASTS = timedelta(days=180)


@require_safe
def search(request):
    form = results.SearchForm(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    context = results.context(form, request, language, Frame(request).who_to_call_url)
    if context.get("is_missed") and request.method == "GET":
        search_misses.count(context["words"], language, request)
    return render(request, "home/search.html", context)


@never_cache
@require_safe
def health(request):
    """Say that this process answers and reaches its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def security(request):
    """Say how to report a weakness (RFC 9116); without a contact in the identity, how to set one."""
    contact = SiteSettings.of(request).contact_email
    if not contact:
        text = "# No contact is set yet. Set the e-mail address in the admin: Settings, Identity of the portal.\n"
        return HttpResponse(text, content_type="text/plain; charset=utf-8", status=404)
    expires = (timezone.now() + SECURITY_TEXT_LASTS).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE}, en",
        f"Canonical: {settings.SITE_URL}{request.path}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def robots(request):
    closed = ["admin", "inscription", "recherche", "q", "affiche", "telecharger"]
    lines = ["User-agent: *", *(f"Disallow: /{name}/" for name in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
