from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


def page_of(queryset: QuerySet, request, per_page: int, parameter: str = "page", count: int | None = None) -> Page:
    """Return the page that the address asks for. A page that does not exist is the nearest one that does.

    `count` spares the query that counts, where the caller knows how many there are.
    """
    wanted = request.GET.get(parameter, "1")
    # Django shows the last page for numbers below the first one too.
    paginator = Paginator(queryset, per_page)
    if count is not None:
        paginator.count = count
    return paginator.get_page("1" if wanted.startswith("-") or not wanted.strip("0") else wanted[:9])
