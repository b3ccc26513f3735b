from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(queryset: QuerySet, request, per_page: int, parameter: str = "page") -> Page:
    """Return the page that the address asks for. A page that does not exist is the nearest one that does."""
    wanted = request.GET.get(parameter, "1")
    # Django shows the last page for numbers below the first one too.
    return Paginator(queryset, per_page).get_page(
        "1" if wanted.startswith("-") or not wanted.strip("0") else wanted[:9]
    )
