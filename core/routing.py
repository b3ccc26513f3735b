"""An address leads to its page: that, and all pages that the frame around it links, are found in one query.

Wagtail's own way asks for the site, the language, the home page three times, each level of the address twice, and the
roots of all sites.
"""

from collections.abc import Iterable

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.http.request import split_domain_port
from django.utils.translation import get_language
from wagtail import views
from wagtail.models import Page, Site
from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY, SITE_ROOT_PATHS_CACHE_VERSION, SiteRootPath
from wagtail.url_routing import RouteResult

from core.models import BasePage


def serve(request, path: str):
    """Wagtail's view of a page, which was found here: Wagtail looks for what a request was led to before it looks."""
    request._wagtail_route_for_request = route(request, path)
    return views.serve(request, path)


def route(request, path: str) -> RouteResult | None:
    """Return the live page of an address below the home page in the active language, None where there is none."""
    slugs = [slug for slug in path.split("/") if slug]
    pages = linked(request, at(slugs))
    site = request._wagtail_site
    if site is None:
        return None
    home = next((page for page in pages if page.live and is_home(page, site)), site.root_page)
    place = home.url_path + below(slugs)
    found = next((page for page in pages if page.live and page.url_path == place), None)
    page = found and whole(found)
    return page and RouteResult(page)


def is_home(page: Page, site: Site) -> bool:
    return page.translation_key == site.root_page.translation_key and page.locale.language_code == language()


def language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def below(slugs: list[str]) -> str:
    return "".join(f"{slug}/" for slug in slugs)


def at(slugs: list[str]) -> QuerySet[Page]:
    """Return the live pages so far below a home page, of any site: in the active language, or below the site's own."""
    translated = Q(translation_key__in=root_keys(), locale__language_code=language(), live=True)
    homes = Page.objects.filter(translated | Q(sites_rooted_here__isnull=False)).order_by()
    place = Concat("url_path", Value(below(slugs)), output_field=TextField())
    named = Page.objects.filter(slug=slugs[-1]) if slugs else Page.objects.all()  # there is an index of slugs
    return named.live().filter(url_path__in=homes.annotate(place=place).values("place"))


def root_keys() -> QuerySet:
    return Site.objects.order_by().values("root_page__translation_key")


def linked(request, shown: QuerySet[Page]) -> list[Page]:
    """Return what the frame of a page links, in one query a request: see `Frame`.

    These are the home pages of every site and language, live or not; the live pages below that of the active language
    that anybody may read; `shown` in every language.
    """
    if not hasattr(request, "habiter_linked"):
        menu = Q(live=True, locale__language_code=language(), depth__in=[2, 3], view_restrictions=None)
        itself = Q(live=True, translation_key__in=shown.order_by().values("translation_key"))
        wanted = Page.objects.filter(Q(translation_key__in=root_keys()) | menu | itself)
        rows = (
            wanted.select_related("locale", "content_type", "alias_of__locale").annotate(**SITE_FIELDS).order_by("path")
        )
        remember(request, list(rows))
    return request.habiter_linked


SITE = ("id", "hostname", "port", "is_default_site")
SITE_FIELDS = {f"site_{name}": F(f"sites_rooted_here__{name}") for name in SITE}  # of the site that has this root
ROOTS_SECONDS = 3600  # as long as Wagtail keeps them


def remember(request, rows: list[Page]) -> None:
    """Keep what was read where Wagtail looks before it asks: the site of a request, and the roots of all sites.

    Links in texts, which know no request, find the roots in the cache.
    """
    sites = list({page.site_id: site_of(page) for page in rows if page.site_id}.values())
    if not hasattr(request, "_wagtail_site"):
        request._wagtail_site = site_for(split_domain_port(request._get_raw_host())[0], request.get_port(), sites)
    request.habiter_linked = list({page.pk: page for page in rows}.values())  # a page of two sites is there twice
    request._wagtail_cached_site_root_paths = roots = root_paths(sites, request.habiter_linked)
    cache.add(SITE_ROOT_PATHS_CACHE_KEY, roots, ROOTS_SECONDS, version=SITE_ROOT_PATHS_CACHE_VERSION)


def site_of(page: Page) -> Site:
    return Site(**{name: getattr(page, f"site_{name}") for name in SITE}, root_page=page)


def site_for(hostname: str, port: str, sites: list[Site]) -> Site | None:
    """Return the site that a request is for, as Wagtail's `get_site_for_hostname` chooses it."""
    default = next((site for site in sites if site.is_default_site), None)
    named = [site for site in sites if site.hostname == hostname]
    exact = [site for site in named if str(site.port) == str(port)] or [site for site in named if site.is_default_site]
    others = [site for site in named if not site.is_default_site]
    if exact or len(others) == 1:
        return (exact or others)[0]
    return default


def root_paths(sites: list[Site], pages: Iterable[Page]) -> list[SiteRootPath]:
    """Return what `Site.get_site_root_paths()` does."""
    return [
        SiteRootPath(site.pk, page.url_path, site.root_url, page.locale.language_code)
        for site in sorted(sites, key=lambda each: (each.root_page.url_path, each.is_default_site), reverse=True)
        for page in pages
        if page.translation_key == site.root_page.translation_key
    ]


def whole(page: Page) -> Page | None:
    """Return a page as its own kind, in one query; None for one that was deleted a moment ago."""
    model = page.content_type.model_class()
    return model.to_show().filter(pk=page.pk).first() if issubclass(model or Page, BasePage) else page
