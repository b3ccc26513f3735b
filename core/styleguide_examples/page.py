"""The page around: header, menus, languages, breadcrumb, messages, footer."""

from types import SimpleNamespace

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.styleguide import Component, Entry, State
from core.styleguide_examples.words import (
    EMPTY,
    LONG_TITLE,
    NO_SPACE,
    PAGE,
    USUAL,
    WORD,
    entry,
    link,
    long_title,
    of_200,
    say,
    text,
    title,
)


def languages() -> list[dict]:
    return [
        {"code": code, "name": name, "url": PAGE, "direction": direction, "current": code == get_language()}
        for code, name, direction in (("fr", "français", "ltr"), ("en", "English", "ltr"), ("ar", "العربية", "rtl"))
    ]


def frame(**changes) -> SimpleNamespace:
    """A frame like core.context.Frame, without the database."""
    identity = SimpleNamespace(
        name="Habiter",
        tagline="",
        contact_phone="",
        contact_email="habiter@example.org",
        footer_text=say("Un portail pour les habitants de 13 quartiers.", "بوابة لسكان 13 حيًا."),
        demo_banner=say("Site de démonstration : rien n’y est vrai.", "موقع تجريبي: لا شيء فيه حقيقي."),
    )
    values = {
        "settings": identity,
        "home_url": PAGE,
        "search_url": PAGE,
        "neighbourhoods_url": PAGE,
        "accessibility_url": PAGE,
        "origin": "https://example.org",
        "canonical": "https://example.org/guides/robinet/",
        "menu": [
            link("Guides", "أدلّة", current=True),
            link("Agenda", "المواعيد"),
            link("Copropriété", "الملكية المشتركة"),
        ],
        "languages": languages(),
        "footer_links": [link("Accessibilité", "الإتاحة")],
        "section": link("Guides", "أدلّة"),
    }
    return SimpleNamespace(**values | changes)


def request() -> HttpRequest:
    made = HttpRequest()
    made.path, made.GET = "/exemple/", QueryDict("theme=eau&page=3")
    return made


class Picture:
    """An image of the library, as far as a template looks at it."""

    title = "Picture"
    width, height = 640, 480

    def get_rendition(self, _filter) -> "Picture":
        return self

    @property
    def url(self) -> str:
        return static("favicon.svg")

    def img_tag(self, attributes: dict | None = None) -> SafeString:
        alt = (attributes or {}).get("alt", "")
        return format_html('<img src="{}" alt="{}" width="640" height="480">', self.url, alt)


def around() -> list[Entry]:
    return [
        entry("header", State(USUAL, {"frame": frame(), "near": near("sanitas"), "request": request()})),
        menu_list_entry(),
        entry("language_list", State(USUAL, {"frame": frame()})),
        search_box_entry(),
        my_neighbourhood_entry(),
        breadcrumb_entry(),
        entry("page_breadcrumb", State(USUAL, {"frame": frame()})),
        tabs_entry(),
        entry("pagination", State(USUAL, {"page_obj": Paginator(range(200), 20).page(3), "request": request()})),
        messages_entry(),
        entry(
            "language_notice", State(USUAL, {"content_language_name": say("français", "الفرنسية")}), State(EMPTY, {})
        ),
        entry("footer", State(USUAL, {"frame": frame()})),
        sharing_entry(),
        # Last in its part: its heading is a page's first, and only that of the next part may follow.
        entry("hero", *heroes()),
    ]


def menu_list_entry() -> Entry:
    many = frame(menu=[link(of_200("Rubrique")[:60], "قسم طويل الاسم جدا في القائمة") for _n in range(7)])
    return entry(
        "menu_list",
        State(USUAL, {"frame": frame(), "near": near(), "request": request()}),
        State(LONG_TITLE, {"frame": many}),
    )


def search_box_entry() -> Entry:
    return entry(
        "search_box",
        State(USUAL, {"id": "sg-search", "action": PAGE, "hint": say("Par exemple : robinet", "مثلًا: صنبور")}),
        State(_("Small"), {"id": "sg-search-small", "action": PAGE, "small": True}),
        State(NO_SPACE, {"id": "sg-search-word", "action": PAGE, "value": WORD}),
    )


def my_neighbourhood_entry() -> Entry:
    return entry(
        "my_neighbourhood",
        State(USUAL, {"id": "sg-near", "action": PAGE, "neighbourhoods": neighbourhoods(), "current": ""}),
        State(
            _("Chosen"),
            {
                "id": "sg-near-chosen",
                "action": PAGE,
                "neighbourhoods": neighbourhoods(),
                "current": "sanitas",
            },
        ),
    )


def breadcrumb_entry() -> Entry:
    crumbs = [link("Accueil", "الصفحة الرئيسية"), link("Guides", "أدلّة")]
    return entry(
        "breadcrumb",
        State(USUAL, {"crumbs": crumbs}),
        State(LONG_TITLE, {"crumbs": [*crumbs, {"title": long_title(), "url": PAGE}]}),
        State(EMPTY, {"crumbs": []}),
    )


def tabs_entry() -> Entry:
    return entry(
        "tabs",
        State(USUAL, {"label": say("Ma demande", "طلبي"), "tabs": tabs()}),
        State(LONG_TITLE, {"label": "…", "tabs": [link(long_title(), long_title(), current=True), *tabs()]}),
    )


def messages_entry() -> Entry:
    return entry(
        "messages",
        State(
            USUAL,
            {
                "messages": [
                    Message(constants.SUCCESS, say("C’est noté.", "تمّ التسجيل.")),
                    Message(constants.INFO, say("Un message vous attend.", "لديكم رسالة.")),
                    Message(constants.WARNING, say("Il reste une réponse à donner.", "بقي جواب واحد.")),
                    Message(constants.ERROR, say("La séance est complète.", "اكتملت الجلسة.")),
                ]
            },
        ),
        State(EMPTY, {"messages": []}),
    )


def sharing_entry() -> Entry:
    shared = SimpleNamespace(
        title=title(),
        summary=text(),
        search_description="",
        social_image=Picture(),
        pk=1,
    )
    return Entry(Component("sharing"), [State(USUAL, {"page": shared, "frame": frame()})], as_code=True)


def near(current: str = "") -> SimpleNamespace:
    """The reader's neighbourhood like territory.context.Near, without the database."""
    chosen = next((SimpleNamespace(**each) for each in neighbourhoods() if each["slug"] == current), None)
    query = f"?quartier={current}" if current else ""
    return SimpleNamespace(neighbourhoods=neighbourhoods(), current=current, chosen=chosen, query=query)


def heroes() -> list[State]:
    hero = {"title": title(), "lead": text(), "action": PAGE, "hint": say("Par exemple : fuite", "مثلًا: تسرّب")}
    links = [link("Ça sent le gaz", "رائحة غاز"), link("Qui appeler ?", "بمن أتّصل؟")]
    return [
        State(USUAL, hero | {"id": "sg-hero", "links": links}),
        State(LONG_TITLE, hero | {"id": "sg-hero-long", "title": long_title(), "links": [link(WORD, WORD), *links]}),
        State(NO_SPACE, hero | {"id": "sg-hero-word", "title": WORD, "lead": WORD}),
        State(EMPTY, {"id": "sg-hero-empty", "title": title(), "action": PAGE}),
    ]


def neighbourhoods() -> list[dict]:
    return [{"slug": "sanitas", "name": "Sanitas"}, {"slug": "europe", "name": "Europe"}]


def tabs() -> list[dict]:
    return [
        link("Suivi", "المتابعة", current=True),
        link("Messages", "الرسائل", count=3),
        link("Pièces", "المستندات", count=0),
    ]
