"""What every page shows around its own text: identity, menu, languages. Resolved once a request."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject, cached_property
from wagtail.models import Page

from core import routing
from core.models import SiteSettings, text_language


def site(request) -> dict:
    if request.path_info.startswith("/admin/"):
        return {}
    frame = SimpleLazyObject(lambda: Frame(request))
    return {
        "frame": frame,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "drawn": set(),  # names of the drawings that the page holds already
    }


class Frame:
    """The header and the footer of one request, in the active language."""

    def __init__(self, request):
        self.request = request
        self.language = translation.get_language() or settings.LANGUAGE_CODE
        self.settings = SiteSettings.of(request)
        self.page = getattr(request, "habiter_page", None)
        linked = [page for page in routing.linked(request, self.shown()) if page.live]
        pages = [page for page in linked if page.depth in (2, 3) and page.locale.language_code == self.language]
        self.translations = [page for page in linked if self.page and page.translation_key == self.page.translation_key]
        self.section = next((self.link(page) for page in pages if self.is_section(page)), None)
        homes = (
            page.get_url(request) for page in pages if page.depth == 2
        )  # None for one that no site has as its root
        self.home_url = next((url for url in homes if url), "/")
        self.menu = [self.link(page) for page in pages if page.depth > 2 and page.show_in_menus]
        self.footer_links = [self.link(page) for page in pages if page.depth > 2 and not page.show_in_menus]

    def shown(self) -> QuerySet[Page]:
        return Page.objects.filter(translation_key=self.page.translation_key) if self.page else Page.objects.none()

    def is_section(self, page: Page) -> bool:
        """Say whether a direct child of the home page is an ancestor of the page shown."""
        return self.page is not None and page.depth > 2 and self.page.is_descendant_of(page)

    def link(self, page: Page) -> dict:
        url = page.get_url(self.request)
        return {
            "title": page.title,
            "url": url,
            "slug": page.slug,
            "current": self.request.path.startswith(url),
            "language": text_language(page),
        }

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
    def campaigns_url(self) -> str:
        return self.url_of("campagnes")

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
    def neighbourhoods_url(self) -> str:
        return self.url_of("quartiers")

    @property
    def search_url(self) -> str:
        return reverse("search")

    @cached_property
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

    @cached_property
    def translations(self) -> list[Page]:
        """This page in every language where it is live, aliases of an untranslated text among them."""
        if self.page is None:
            return []
        pages = Page.objects.live().filter(translation_key=self.page.translation_key)
        return list(pages.select_related("locale"))

    def translated_addresses(self) -> dict[str, str]:
        if self.page is not None:
            return {page.locale.language_code: page.get_url(self.request) for page in self.translations}
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
    def origin(self) -> str:
        return settings.SITE_URL

    @property
    def canonical(self) -> str:
        """The one absolute address of this page's text: an untranslated page is its source's."""
        source = next((page for page in self.translations if page.pk == self.page.alias_of_id), self.page)
        return settings.SITE_URL + (source.get_url(self.request) or "/")

    @property
    def hreflangs(self) -> list[dict]:
        """Absolute addresses of a page's real translations, for search engines."""
        return [
            {"code": page.locale.language_code, "url": settings.SITE_URL + page.get_url(self.request)}
            for page in self.translations
            if page.alias_of_id is None
        ]
