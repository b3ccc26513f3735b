"""The short addresses that posters carry."""

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.counting import is_reader
from engagement.models import DailyVisits, ShortLink
from engagement.short_links import read_code


@never_cache
@require_safe
def short_link(request, code: str):
    """Lead to the page of a code, and count the visit for the place where the poster hangs."""
    link = ShortLink.objects.select_related("page__locale").filter(code=read_code(code)).first()
    destination = link and link.destination(request)
    if not destination:
        return render(request, "engagement/code_unknown.html", {"known": link is not None}, status=404)
    if is_reader(request):
        DailyVisits.objects.add_one(of={"link": link})
    response = HttpResponseRedirect(destination)
    response["X-Robots-Tag"] = "noindex"
    return response
