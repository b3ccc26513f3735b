"""The values with which the style guide shows each component: French, Arabic, and what hurts a careless template.

Texts are examples, so they stand here in the language they show and are never translated; names of states are.
"""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
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

PARIS = ZoneInfo("Europe/Paris")
DAY = date(2026, 11, 25)
MOMENT = datetime(2026, 11, 25, 18, 30, tzinfo=PARIS)
LATER = MOMENT + timedelta(hours=2)
PAGE = "#example"  # every link of an example leads to nothing
WORD = "Hydrochlorofluorocarbure" * 6
MIXED = "Atelier « سقي النباتات » avec Nadia بلقاسم (salle 2)"

USUAL, EMPTY, ERROR = _("As usual"), _("Empty"), _("With an error")
LONG_TITLE, SHORT_TITLE = _("Title of 200 characters"), _("Title of 3 characters")
NO_SPACE, BOTH_WAYS, BARE = _("A word without a space"), _("Both reading directions"), _("Without a picture")


def say(french: str, arabic: str) -> str:
    """Choose the example of the active language."""
    return arabic if get_language() == "ar" else french


def of_200(text: str) -> str:
    return (f"{text} " * 40)[:199].strip().ljust(200, "a")


def title() -> str:
    return say("Réparer un robinet qui fuit", "إصلاح صنبور يسرّب الماء")


def text() -> str:
    return say(
        "On change un joint ensemble. Vous repartez avec le geste en main.",
        "نغيّر معًا حلقة الإحكام، وتعودون إلى بيوتكم وقد تعلّمتم الطريقة.",
    )


def long_title() -> str:
    return of_200(title())


def titles(values: dict) -> list[State]:
    """The four titles that no editor should have written."""
    return [
        State(LONG_TITLE, values | {"title": long_title()}),
        State(SHORT_TITLE, values | {"title": say("Eau", "ماء")}),
        State(NO_SPACE, values | {"title": WORD}),
        State(BOTH_WAYS, values | {"title": MIXED}),
    ]


# The page around


def link(french: str, arabic: str, **more) -> dict:
    return {"title": say(french, arabic), "url": PAGE} | more


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

    def get_rendition(self, _filter) -> "Picture":
        return self

    @property
    def url(self) -> str:
        return static("favicon.svg")

    def img_tag(self, attributes: dict | None = None) -> SafeString:
        alt = (attributes or {}).get("alt", "")
        return format_html('<img src="{}" alt="{}" width="640" height="480">', self.url, alt)


def around() -> list[Entry]:
    many = frame(menu=[link(of_200("Rubrique")[:60], "قسم طويل الاسم جدا في القائمة") for _n in range(7)])
    crumbs = [link("Accueil", "الصفحة الرئيسية"), link("Guides", "أدلّة")]
    shared = SimpleNamespace(
        title=title(),
        summary=text(),
        search_description="",
        social_image=Picture(),
        pk=1,
    )
    return [
        entry("header", State(USUAL, {"frame": frame(), "request": request()})),
        entry("menu_list", State(USUAL, {"frame": frame(), "request": request()}), State(LONG_TITLE, {"frame": many})),
        entry("language_list", State(USUAL, {"frame": frame()})),
        entry(
            "search_box",
            State(USUAL, {"id": "sg-search", "action": PAGE, "hint": say("Par exemple : robinet", "مثلًا: صنبور")}),
            State(_("Small"), {"id": "sg-search-small", "action": PAGE, "small": True}),
            State(NO_SPACE, {"id": "sg-search-word", "action": PAGE, "value": WORD}),
        ),
        entry(
            "my_neighbourhood",
            State(
                USUAL, {"id": "sg-near", "action": PAGE, "neighbourhoods": neighbourhoods(), "current": "", "keep": []}
            ),
            State(
                _("Chosen"),
                {
                    "id": "sg-near-chosen",
                    "action": PAGE,
                    "neighbourhoods": neighbourhoods(),
                    "current": "sanitas",
                    "keep": [{"name": "genre", "value": "workshop"}],
                },
            ),
        ),
        entry(
            "breadcrumb",
            State(USUAL, {"crumbs": crumbs}),
            State(LONG_TITLE, {"crumbs": [*crumbs, {"title": long_title(), "url": PAGE}]}),
            State(EMPTY, {"crumbs": []}),
        ),
        entry("page_breadcrumb", State(USUAL, {"frame": frame()})),
        entry(
            "tabs",
            State(USUAL, {"label": say("Ma demande", "طلبي"), "tabs": tabs()}),
            State(LONG_TITLE, {"label": "…", "tabs": [link(long_title(), long_title(), current=True), *tabs()]}),
        ),
        entry("pagination", State(USUAL, {"page_obj": Paginator(range(200), 20).page(3), "request": request()})),
        entry(
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
        ),
        entry(
            "language_notice", State(USUAL, {"content_language_name": say("français", "الفرنسية")}), State(EMPTY, {})
        ),
        entry("footer", State(USUAL, {"frame": frame()})),
        Entry(Component("sharing"), [State(USUAL, {"page": shared, "frame": frame()})], as_code=True),
    ]


def neighbourhoods() -> list[dict]:
    return [{"slug": "sanitas", "name": "Sanitas"}, {"slug": "europe", "name": "Europe"}]


def tabs() -> list[dict]:
    return [
        link("Suivi", "المتابعة", current=True),
        link("Messages", "الرسائل", count=3),
        link("Pièces", "المستندات", count=0),
    ]


# Cards and lists


def cards() -> list[Entry]:
    card = {"url": PAGE, "title": title(), "text": text(), "drawing": "tap-dripping", "tint": "water", "level": 3}
    facts = [say("30 minutes", "30 دقيقة"), say("Facile", "سهل"), say("Moins de 10 €", "أقلّ من 10 يورو")]
    campaign = card | {"drawing": "event-participatory-works", "tint": "walls", "neighbourhood": "Sanitas"}
    campaign |= {"title": say("Repeindre nos halls", "طلاء مداخل عماراتنا")}
    resource = {
        "url": PAGE,
        "title": say("Affiche : trier ses déchets", "ملصق: فرز النفايات"),
        "text": text(),
        "level": 3,
    }
    resource |= {"file_type": "PDF", "file_size": 1_240_000}
    place = {"url": PAGE, "title": say("Maison de quartier", "دار الحي"), "drawing": "hall-stairs", "tint": "outside"}
    place |= {"text": "", "level": 3, "address": say("Au pied de la tour, côté place", "أسفل البرج، من جهة الساحة")}
    return [
        entry(
            "card",
            State(USUAL, card | {"facts": facts, "badge": say("Nouveau", "جديد")}),
            State(BARE, card | {"drawing": "", "facts": facts}),
            *titles(card | {"facts": facts}),
            State(EMPTY, {"url": PAGE, "title": title()}),
            State(
                _("In another language"),
                card | {"title": "إصلاح صنبور", "text": "", "language": "ar", "language_direction": "rtl"},
            ),
            item_of="grid",
        ),
        entry(
            "card_campaign",
            State(USUAL, campaign | {"state": "running", "starts_on": DAY, "ends_on": date(2027, 4, 1)}),
            State(_("To come"), campaign | {"state": "coming", "starts_on": DAY}),
            State(_("Over"), campaign | {"state": "over", "drawing": "", "neighbourhood": ""}),
            *titles(campaign),
            item_of="grid",
        ),
        entry(
            "card_resource",
            State(USUAL, resource),
            State(
                _("In another language"),
                resource | {"language": "en", "language_name": say("en anglais", "بالإنجليزية")},
            ),
            *titles(resource),
            item_of="grid",
        ),
        entry(
            "card_place",
            State(
                USUAL,
                place
                | {
                    "directions": say("Tram : arrêt Sanitas", "الترام: موقف سانيتاس"),
                    "phone": "0261911234",
                    "access": [say("Entrée de plain-pied", "مدخل بلا درج"), say("Boucle magnétique", "حلقة سمعية")],
                },
            ),
            State(EMPTY, place | {"address": "", "drawing": ""}),
            *titles(place),
            item_of="grid",
        ),
        session_rows(),
        entry("date_square", State(USUAL, {"date": DAY}), State(_("Over"), {"date": DAY, "off": True})),
        month_grids(),
        entry(
            "month_session",
            State(USUAL, {"session": month_session()}),
            State(_("Cancelled"), {"session": month_session(state="cancelled")}),
            State(NO_SPACE, {"session": month_session(title=WORD)}),
            item_of="list",
        ),
        entry(
            "empty_state",
            State(
                USUAL,
                {
                    "drawing": "empty-agenda",
                    "title": say("Rien de prévu ici", "لا شيء مقرّر هنا"),
                    "text": text(),
                    "links": [link("Voir tout l’agenda", "كل المواعيد"), link("Qui appeler ?", "بمن أتّصل؟")],
                },
            ),
            *titles({"drawing": "empty-search"}),
        ),
    ]


def session_rows() -> Entry:
    row = {
        "url": PAGE,
        "title": title(),
        "starts_at": MOMENT,
        "ends_at": LATER,
        "place": "Maison de quartier",
        "neighbourhood": "Sanitas",
        "kind": say("Atelier", "ورشة"),
        "tint": "water",
        "level": 3,
        "seats_text": say("5 places", "5 أماكن"),
        "seats_state": "free",
    }
    full = say("Complet : liste d’attente", "اكتمل: قائمة انتظار")
    return entry(
        "session_row",
        State(USUAL, row | {"note": say("Apportez un tournevis.", "أحضروا مفكًّا.")}),
        State(_("A few seats"), row | {"seats_state": "few", "seats_text": say("2 places restantes", "بقي مكانان")}),
        State(_("Full"), row | {"seats_state": "full", "seats_text": full}),
        State(_("Without sign-up"), row | {"seats_state": "open", "seats_text": say("Sans inscription", "دون تسجيل")}),
        State(
            _("Cancelled"), row | {"state": "cancelled", "seats_state": "closed", "seats_text": say("Annulée", "ألغيت")}
        ),
        State(_("Over"), row | {"state": "over", "seats_state": "closed", "seats_text": say("Terminée", "انتهت")}),
        *titles(row | {"place": WORD}),
        State(EMPTY, {"url": PAGE, "title": title(), "starts_at": MOMENT, "ends_at": None}),
        item_of="sessions",
    )


def month_session(hour: int = 18, **changes) -> dict:
    starts_at = MOMENT.replace(hour=hour)
    return {"url": PAGE, "title": title(), "starts_at": starts_at, "tint": "water", "state": ""} | changes


def month_grids() -> Entry:
    busy = {
        4: [month_session(14), month_session(18, title=say("Repeindre le hall", "طلاء المدخل"), tint="walls")],
        11: [month_session(10, state="cancelled")],
        18: [month_session(9, title=long_title()), month_session(10, title=WORD), month_session(11, title=MIXED)],
        25: [month_session(hour, tint=tint) for hour in (9, 14, 18) for tint in ("heat", "air", "outside")],
    }
    nav = {"previous": link("Octobre 2026", "أكتوبر 2026"), "next": link("Décembre 2026", "ديسمبر 2026")}
    month = {"title": say("novembre 2026", "نوفمبر 2026")}
    crowd = {25: [month_session(9 + n % 10, title=f"{n + 1}. {title()}") for n in range(200)]}
    return entry(
        "month_grid",
        State(USUAL, month | nav | {"weeks": weeks(busy)}),
        State(EMPTY, month | {"weeks": weeks({}), "empty": say("Rien de prévu ce mois-ci.", "لا شيء مقرّر هذا الشهر.")}),
        State(_("200 sessions in a day"), month | {"weeks": weeks(crowd)[4:5]}),
    )


def weeks(sessions: dict[int, list[dict]]) -> list[list[dict]]:
    """Return November 2026, from its Monday before to its Sunday after."""
    days = [date(2026, 10, 26) + timedelta(days=n) for n in range(42)]
    cells = [
        {
            "date": day,
            "other": day.month != 11,
            "today": day == DAY,
            "sessions": sessions.get(day.day, []) if day.month == 11 else [],
        }
        for day in days
    ]
    return [cells[n : n + 7] for n in range(0, 42, 7)]


# Text of a page


def texts() -> list[Entry]:
    step = {"number": 1, "title": say("Coupez l’eau", "أغلقوا الماء"), "text": text(), "tint": "water"}
    row = {
        "equipment": say("Robinet, joint", "الصنبور وحلقته"),
        "tenant": say("Remplacer le joint", "تبديل الحلقة"),
        "landlord": say("Remplacer le robinet usé", "تبديل الصنبور البالي"),
        "coownership": "",
        "basis": say("Décret n° 87-712 du 26 août 1987", "مرسوم رقم 87-712 بتاريخ 26 غشت 1987"),
    }
    calls = {
        "when": say("L’eau coule chez le voisin.", "تسرّب الماء إلى الجار."),
        "whom": say("Votre gardien", "حارس العمارة"),
    }
    notice = {"title": say("Avant de commencer", "قبل البدء"), "text": text(), "level": 3}
    rich = format_html("<p>{}</p><ul><li>{}</li><li>{}</li></ul>", text(), title(), WORD)
    return [
        entry(
            "facts_bar",
            State(
                USUAL,
                {"facts": [fact("Durée", "المدّة", "30 minutes", "30 دقيقة"), fact("Coût", "الكلفة", "0 €", "مجّانًا")]},
            ),
            State(NO_SPACE, {"facts": [fact("Durée", "المدّة", WORD, WORD), fact(WORD, WORD, "1", "1")]}),
            State(EMPTY, {"facts": []}),
        ),
        entry(
            "step",
            State(
                USUAL,
                step | {"drawing": "water-valve-close", "alt": say("Une main ferme la vanne.", "يد تغلق الصمام.")},
            ),
            State(_("With a picture"), step | {"image": Picture(), "alt": say("Un logo", "شعار"), "number": 12}),
            State(_("Warning"), step | {"warning": say("L’eau peut être brûlante.", "قد يكون الماء حارقًا.")}),
            *titles(step),
            item_of="steps",
        ),
        entry(
            "who_table",
            State(USUAL, {"rows": [row, row | {"coownership": text()}]}),
            State(
                _("With a column for the co-ownership"),
                {"rows": [row | {"coownership": text()}], "with_coownership": True},
            ),
            State(NO_SPACE, {"rows": [row | {"tenant": WORD, "equipment": WORD}]}),
            State(EMPTY, {"rows": []}),
        ),
        entry(
            "notice",
            State(_("Information"), notice | {"kind": "information"}),
            State(_("Warning"), notice | {"kind": "warning"}),
            State(_("Danger"), notice | {"kind": "danger"}),
            State(_("Success"), notice | {"kind": "success", "title": ""}),
            State(_("Rich text"), {"kind": "information", "title": title(), "body": rich, "level": 3}),
            *titles(notice | {"kind": "danger"}),
        ),
        entry(
            "call_box",
            State(USUAL, calls | {"phone": "0261911234"}),
            State(
                _("Emergency"),
                {
                    "when": say("Odeur de gaz", "رائحة غاز"),
                    "whom": say("Urgence gaz", "طوارئ الغاز"),
                    "phone": "0800473333",
                    "emergency": True,
                },
            ),
            State(_("Without a number"), calls | {"phone": "", "whom": long_title()}),
        ),
        entry("emergency_numbers", State(USUAL, {})),
        entry(
            "details",
            State(USUAL, {"summary": say("Pourquoi cette question ?", "لماذا هذا السؤال؟"), "text": text()}),
            State(_("Open"), {"summary": title(), "body": rich, "open": True}),
            State(_("Quiet"), {"summary": title(), "text": text(), "quiet": True}),
            State(NO_SPACE, {"summary": WORD, "text": WORD, "open": True}),
        ),
        entry("heading_block", State(USUAL, {"value": title()}), State(LONG_TITLE, {"value": long_title()})),
        entry("text_block", State(USUAL, {"value": rich})),
        entry("notice_block", State(USUAL, {"value": {"kind": "warning", "title": title(), "text": rich}})),
        entry(
            "drawing_block", State(USUAL, {"value": {"name": "tap-washer", "alt": say("Un joint neuf", "حلقة جديدة")}})
        ),
        entry(
            "table_block",
            State(USUAL, {"value": {"caption": title(), "columns": columns(), "rows": [[title(), "12", "8"]]}}),
        ),
        entry(
            "icon",
            State(USUAL, {"name": "phone"}),
            State(_("Turned with the reading direction"), {"name": "arrow-right", "css": "icon--forward"}),
        ),
        entry(
            "house",
            State(USUAL, {"guides_url": PAGE, "label": say("Choisissez une pièce", "اختاروا غرفة")}),
        ),
    ]


def fact(label: str, arabic_label: str, value: str, arabic_value: str) -> dict:
    return {"label": say(label, arabic_label), "value": say(value, arabic_value)}


# Figures


def columns() -> list[str]:
    return [say("Quartier", "الحي"), say("Séances", "الجلسات"), say("Foyers", "الأسر")]


def figures() -> list[Entry]:
    table = {
        "caption": say("Séances par quartier", "الجلسات في كل حي"),
        "columns": [{"title": name, "number": n > 0} for n, name in enumerate(columns())],
        "rows": [["Sanitas", "12", "48"], ["Europe", "3", ""], ["Rives du Cher", "1", "7"]],
        "foot": [say("En tout", "المجموع"), "16", "55"],
    }
    bars = [
        {"label": "Sanitas", "value": 1248},
        {"label": "Europe", "value": 302},
        {"label": "Rives du Cher", "value": 4},
        {"label": "Rochepinard", "value": 0},
        {"label": "La Rabaterie", "value": None, "text": say("moins de 5", "أقلّ من 5")},
    ]
    figure = {
        "title": say("Habitants venus par quartier", "الحاضرون في كل حي"),
        "bars": bars,
        "text": say("Le Sanitas vient quatre fois plus que l’Europe.", "حضور سانيتاس أربعة أضعاف حضور أوروبا."),
        "row_label": say("Quartier", "الحي"),
        "value_label": say("Habitants", "السكان"),
        "source": say("Exemple, sans valeur.", "مثال بلا قيمة."),
    }
    return [
        entry(
            "table",
            State(USUAL, table),
            State(_("As cards on a phone"), table | {"cards": True}),
            State(NO_SPACE, table | {"rows": [[WORD, "1", "2"], [long_title(), "1", "2"]], "cards": True, "foot": []}),
            State(EMPTY, table | {"rows": [], "empty": say("Aucune séance.", "لا جلسات.")}),
        ),
        entry(
            "bar_figure",
            State(USUAL, figure | {"id": "sg-bars"}),
            State(
                NO_SPACE,
                figure | {"id": "sg-bars-word", "bars": [{"label": WORD, "value": 3}, {"label": MIXED, "value": 2}]},
            ),
            State(EMPTY, figure | {"id": "sg-bars-none", "bars": [], "text": ""}),
        ),
        entry(
            "qr_block",
            State(USUAL, {"url": "https://example.org/agenda/robinet/", "title": title(), "text": text()}),
            State(NO_SPACE, {"url": f"https://example.org/{WORD}/", "title": WORD, "text": ""}),
        ),
    ]


# Forms


class ExampleForm(forms.Form):
    """One field of every kind."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {"contact": say("Pour vous prévenir d’un changement.", "لإخباركم بأي تغيير.")}
        for name, words in self.labels().items():
            self.fields[name].label = words
            self.fields[name].help_text = hints.get(name, "")
        choices = [("a", say("Locataire", "مستأجر")), ("b", say("Propriétaire", "مالك")), ("c", WORD)]
        for name in ("home", "housing", "needs"):
            self.fields[name].choices = choices

    @staticmethod
    def labels() -> dict[str, str]:
        return {
            "name": say("Votre nom", "اسمكم"),
            "contact": say("Adresse e-mail", "البريد الإلكتروني"),
            "phone": say("Téléphone", "الهاتف"),
            "day": say("Jour", "اليوم"),
            "words": say("Votre message", "رسالتكم"),
            "home": say("Votre logement", "سكنكم"),
            "housing": say("Vous êtes", "صفتكم"),
            "needs": say("Ce qu’il vous faut", "ما تحتاجونه"),
            "agreed": say("J’accepte le règlement", "أوافق على النظام"),
            "file": say("Une photo", "صورة"),
            "adults": say("Adultes", "بالغون"),
            "children": say("Enfants", "أطفال"),
            "babies": say("Bébés", "رضّع"),
        }

    name = forms.CharField()
    contact = forms.EmailField(widget=forms.EmailInput({"autocomplete": "email"}))
    phone = forms.CharField(required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}))
    day = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    words = forms.CharField(required=False, widget=forms.Textarea)
    home = forms.ChoiceField()
    housing = forms.ChoiceField(widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()
    file = forms.FileField(required=False)
    adults = forms.IntegerField(min_value=1, max_value=10, initial=1)
    children = forms.IntegerField(min_value=0, max_value=10, initial=0)
    babies = forms.IntegerField(min_value=0, max_value=10, initial=0)


def example_form(prefix: str, *, sent: bool = False) -> ExampleForm:
    return ExampleForm({"contact": "nadia@", "adults": "0"} if sent else None, auto_id=f"sg-{prefix}-%s")


def form_parts() -> list[Entry]:
    good, wrong, other = example_form("good"), example_form("wrong", sent=True), example_form("other")
    kinds = ("name", "contact", "phone", "day", "words", "home", "file")
    return [
        entry(
            "field",
            *(State(good[name].label, {"field": good[name]}) for name in kinds),
            State(ERROR, {"field": wrong["contact"]}),
            State(_("Said to be neither required nor optional"), {"field": other["phone"], "optional": False}),
        ),
        entry(
            "field_error",
            State(ERROR, {"field": example_form("alone", sent=True)["name"]}),
            State(EMPTY, {"field": good["name"]}),
        ),
        entry(
            "radios",
            State(USUAL, {"field": good["housing"]}),
            State(_("On one line"), {"field": other["housing"], "inline": True}),
            State(ERROR, {"field": wrong["housing"]}),
        ),
        entry(
            "checkboxes",
            State(USUAL, {"field": good["needs"]}),
            State(_("On one line"), {"field": other["needs"], "inline": True}),
        ),
        entry("checkbox", State(USUAL, {"field": good["agreed"]}), State(ERROR, {"field": wrong["agreed"]})),
        entry(
            "party",
            State(USUAL, {"adults": good["adults"], "children": good["children"]}),
            State(_("Three ages"), {"adults": other["adults"], "children": other["children"], "more": other["babies"]}),
            State(ERROR, {"adults": wrong["adults"], "children": wrong["children"]}),
        ),
        entry("error_summary", State(USUAL, {"form": wrong}), State(EMPTY, {"form": good})),
    ]


# Answers


def answers() -> list[Entry]:
    panel = {
        "drawing": "confirmed",
        "title": say("Vos places sont gardées", "حُجزت أماكنكم"),
        "text": text(),
        "reference": "ABCD-2345",
    }
    steps = [
        {"title": say("Demande reçue", "وصل الطلب"), "state": "done", "date": DAY},
        {"title": say("Lue par un conseiller", "قرأها مستشار"), "state": "now", "text": text()},
        {"title": say("Réponse", "الجواب"), "state": "coming"},
    ]
    hard = [{"title": long_title(), "state": "done"}, {"title": WORD, "state": "stopped", "text": MIXED, "date": DAY}]
    label = say("Avancement de votre demande", "تقدّم طلبكم")
    return [
        entry(
            "progress",
            State(USUAL, {"label": label, "steps": steps}),
            State(_("Stopped"), {"label": title(), "steps": hard}),
        ),
        # Last in the page: its heading is a page's first, and none below it may follow.
        entry(
            "confirmation_panel",
            State(USUAL, panel),
            State(_("On the waiting list"), panel | {"state": "waiting", "drawing": "waiting"}),
            State(_("Cancelled"), panel | {"state": "off", "drawing": "", "reference": ""}),
            *titles(panel),
        ),
    ]


def entry(name: str, *states: State, item_of: str = "") -> Entry:
    return Entry(Component(name), list(states), item_of)


def sections() -> list[tuple[str, list[Entry]]]:
    return [
        (_("The page around"), around()),
        (_("Cards and lists"), cards()),
        (_("Text of a page"), texts()),
        (_("Figures"), figures()),
        (_("Forms"), form_parts()),
        (_("Answers"), answers()),
    ]
