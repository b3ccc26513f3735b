"""An address leads to its page: that, and all pages that the frame around it links, are found in one query.

Wagtail's own way asks for the language, for the home page three times, for each level of the address twice, and for
the roots of all sites.
"""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import F, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.models.sites import SiteRootPath
from wagtail.url_routing import RouteResult

from core.models import BasePage


def serve(request, path: str):
    """Wagtail's view of a page, which was found here: Wagtail looks for what a request was led to before it looks."""
    request._wagtail_route_for_request = route(request, path)
    return views.serve(request, path)


def route(request, path: str) -> RouteResult | None:
    """Return the live page of an address below the home page in the active language, None where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    slugs = [slug for slug in path.split("/") if slug]
    pages = linked(request, here(site, slugs))
    home = next((page for page in pages if page.live and is_home(page, site)), site.root_page)
    place = home.url_path + "".join(f"{slug}/" for slug in slugs)
    found = next((page for page in pages if page.live and page.url_path == place), None)
    return found and RouteResult(whole(found))


def is_home(page: Page, site: Site) -> bool:
    return page.translation_key == site.root_page.translation_key and page.locale.language_code == language()


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def here(site: Site, slugs: list[str]) -> QuerySet[Page]:
    """Return the page of an address. Where the active language has no home page, the site's own stands in for it."""
    home = Page.objects.live().filter(
        translation_key=site.root_page.translation_key, locale__language_code=language()
    )  # fmt: skip
    root = Coalesce(Subquery(home.values("url_path")[:1]), Value(site.root_page.url_path), output_field=TextField())
    place = Concat(root, Value("".join(f"{slug}/" for slug in slugs)), output_field=TextField())
    named = Page.objects.filter(slug=slugs[-1]) if slugs else Page.objects.all()  # there is an index of slugs
    return named.live().filter(url_path=place)


def linked(request, shown: QuerySet[Page]) -> list[Page]:
    """Return what the frame of a page links, in one query a request: see `Frame`.

    These are the home pages of every site and language, live or not; the live pages below that of the active language
    that anybody may read; `shown` in every language.
    """
    if not hasattr(request, "habiter_linked"):
        roots = Q(translation_key__in=Site.objects.order_by().values("root_page__translation_key"))
        menu = Q(live=True, locale__language_code=language(), depth__in=[2, 3], view_restrictions=None)
        itself = Q(live=True, translation_key__in=shown.order_by().values("translation_key"))
        rows = Page.objects.filter(roots | menu | itself).select_related("locale", "content_type").order_by("path")
        rows = list(rows.annotate(**{name: F(f"sites_rooted_here__{field}") for name, field in SITE_FIELDS.items()}))
        # Where Wagtail looks for them before it asks for the addresses of all sites.
        request._wagtail_cached_site_root_paths = root_paths(rows)
        request.habiter_linked = list({page.pk: page for page in rows}.values())  # a page of two sites is there twice
    return request.habiter_linked


SITE_FIELDS = {"site_id": "id", "site_host": "hostname", "site_port": "port", "site_is_default": "is_default_site"}


def root_paths(rows: Iterable[Page]) -> list[SiteRootPath]:
    """Return what `Site.get_site_root_paths()` does, from rows among which all home pages are, with `SITE_FIELDS`."""
    sites = sorted(
        ((page, Site(pk=page.site_id, hostname=page.site_host, port=page.site_port)) for page in rows if page.site_id),
        key=lambda of: (of[0].url_path, of[0].site_is_default), reverse=True,
    )  # fmt: skip
    return [
        SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code)
        for root, site in sites
        for page in {page.pk: page for page in rows if page.translation_key == root.translation_key}.values()
    ]


def whole(page: Page) -> Page:
    """Return a page as its own kind, in one query."""
    model = page.content_type.model_class()
    return model.to_show().get(pk=page.pk) if issubclass(model or Page, BasePage) else page
