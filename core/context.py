"""What every page shows around its own text: identity, menu, languages. Resolved once a request."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from core.models import SiteSettings


def site(request) -> dict:
    if request.path_info.startswith("/admin/"):
        return {}
    frame = SimpleLazyObject(lambda: Frame(request))
    return {
        "frame": frame,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "retention_months": settings.RETENTION_CONTACT_MONTHS,
    }


class Frame:
    """The header and the footer of one request, in the active language."""

    def __init__(self, request):
        self.request = request
        self.language = translation.get_language() or settings.LANGUAGE_CODE
        self.wagtail_site = Site.find_for_request(request)
        self.settings = SiteSettings.for_request(request) if self.wagtail_site else SiteSettings()
        self.page = getattr(request, "habiter_page", None)
        pages = self.top_pages()
        self.home_url = next((page.get_url(request) for page in pages if page.depth == 2), "/")
        self.menu = [self.link(page) for page in pages if page.depth > 2 and page.show_in_menus]
        self.footer_links = [self.link(page) for page in pages if page.depth > 2 and not page.show_in_menus]

    def top_pages(self) -> list[Page]:
        """The home page in the active language and its direct children, in one query."""
        pages = Page.objects.live().public().filter(locale__language_code=self.language, depth__in=[2, 3])
        return list(pages.select_related("locale").order_by("path"))

    def link(self, page: Page) -> dict:
        url = page.get_url(self.request)
        return {"title": page.title, "url": url, "slug": page.slug, "current": self.request.path.startswith(url)}

    def url_of(self, slug: str) -> str:
        return next((link["url"] for link in [*self.menu, *self.footer_links] if link["slug"] == slug), self.home_url)

    @property
    def guides_url(self) -> str:
        return self.url_of("guides")

    @property
    def agenda_url(self) -> str:
        return self.url_of("agenda")

    @property
    def copro_url(self) -> str:
        return self.url_of("copropriete")

    @property
    def accessibility_url(self) -> str:
        return self.url_of("accessibilite")

    @property
    def privacy_url(self) -> str:
        return self.url_of("donnees-personnelles")

    @property
    def who_to_call_url(self) -> str:
        return self.url_of("qui-appeler")

    @property
    def search_url(self) -> str:
        return reverse("search")

    @property
    def languages(self) -> list[dict]:
        """Every offered language with the address of this very page in it, else of its home page."""
        addresses = self.translated_addresses()
        return [
            {
                "code": code,
                "name": translation.get_language_info(code)["name_local"],
                "direction": "rtl" if translation.get_language_info(code)["bidi"] else "ltr",
                "url": addresses.get(code, "/"),
                "current": code == self.language,
            }
            for code, _ in settings.LANGUAGES
        ]

    def translated_addresses(self) -> dict[str, str]:
        if self.page is not None:
            pages = Page.objects.live().filter(translation_key=self.page.translation_key).select_related("locale")
            return {page.locale.language_code: page.get_url(self.request) for page in pages}
        return {code: self.translated_view(code) for code, _ in settings.LANGUAGES}

    def translated_view(self, code: str) -> str:
        match = self.request.resolver_match
        if match is None or not match.view_name:
            return f"/{code}/" if code != settings.LANGUAGE_CODE else "/"
        with translation.override(code):
            try:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs)
            except NoReverseMatch:
                return "/"

    @property
    def hreflangs(self) -> list[dict]:
        """Absolute addresses of a page's real translations, for search engines."""
        if self.page is None:
            return []
        pages = Page.objects.live().filter(translation_key=self.page.translation_key, alias_of=None)
        return [
            {"code": page.locale.language_code, "url": settings.SITE_URL + page.get_url(self.request)}
            for page in pages.select_related("locale")
        ]

