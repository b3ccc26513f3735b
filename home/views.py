from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home import search as searching


@require_safe
def search(request):
    form = searching.SearchForm(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    page_obj = searching.results(words, request) if words else None
    return render(request, "home/search.html", {"form": form, "words": words, "page_obj": page_obj})


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
