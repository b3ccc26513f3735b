from django.conf import settings
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.context import Frame
from home import results, search_misses


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
def robots(request):
    closed = ["admin", "inscription", "recherche", "q", "affiche", "telecharger"]
    lines = ["User-agent: *", *(f"Disallow: /{name}/" for name in closed)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
