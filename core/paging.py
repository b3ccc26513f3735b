from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(queryset: QuerySet, request, per_page: int, parameter: str = "page") -> Page:
    """Return the page that the address asks for. A page that does not exist is the nearest one that does."""
    return Paginator(queryset, per_page).get_page(request.GET.get(parameter, "1")[:9])
