"""Cards and lists."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry, State
from core.styleguide_examples.page import Picture
from core.styleguide_examples.words import (
    BARE,
    DAY,
    EMPTY,
    LATER,
    MIXED,
    MOMENT,
    NO_SPACE,
    PAGE,
    USUAL,
    WORD,
    entry,
    link,
    long_title,
    say,
    text,
    title,
    titles,
)


def cards() -> list[Entry]:
    return [
        card_entry(),
        card_campaign_entry(),
        card_resource_entry(),
        card_place_entry(),
        session_rows(),
        access_facts(),
        entry("date_square", State(USUAL, {"date": DAY}), State(_("Over"), {"date": DAY, "off": True})),
        month_grids(),
        month_session_entry(),
        empty_state_entry(),
    ]


def card_entry() -> Entry:
    card = {"url": PAGE, "title": title(), "text": text(), "drawing": "tap-dripping", "tint": "water", "level": 3}
    facts = [say("30 minutes", "30 دقيقة"), say("Facile", "سهل"), say("Moins de 10 €", "أقلّ من 10 يورو")]
    return entry(
        "card",
        State(USUAL, card | {"facts": facts, "badge": say("Nouveau", "جديد")}),
        State(BARE, card | {"drawing": "", "facts": facts}),
        *titles(card | {"facts": facts}),
        State(EMPTY, {"url": PAGE, "title": title()}),
        State(
            _("In another language"),
            card | {"title": "إصلاح صنبور", "text": "", "language": "ar"},
        ),
        item_of="grid",
    )


def card_campaign_entry() -> Entry:
    card = {"url": PAGE, "title": title(), "text": text(), "drawing": "tap-dripping", "tint": "water", "level": 3}
    campaign = card | {"drawing": "event-participatory-works", "tint": "walls", "neighbourhood": "Sanitas"}
    campaign |= {"title": say("Repeindre nos halls", "طلاء مداخل عماراتنا")}
    return entry(
        "card_campaign",
        State(USUAL, campaign | {"state": "running", "starts_on": DAY, "ends_on": date(2027, 4, 1)}),
        State(_("To come"), campaign | {"state": "coming", "starts_on": DAY}),
        State(_("Over"), campaign | {"state": "over", "ends_on": DAY, "drawing": "", "neighbourhood": ""}),
        State(_("Without a date"), campaign | {"state": "undated"}),
        State(
            _("In another language"),
            campaign | {"state": "running", "title": "إصلاح صنبور", "text": "", "language": "ar"},
        ),
        *titles(campaign),
        item_of="grid",
    )


def card_resource_entry() -> Entry:
    resource = {
        "url": PAGE,
        "title": say("Affiche : trier ses déchets", "ملصق: فرز النفايات"),
        "text": text(),
        "level": 3,
    }
    resource |= {"file_type": "PDF", "file_size": 1_240_000}
    return entry(
        "card_resource",
        State(USUAL, resource),
        State(
            _("In another language"),
            resource | {"language": "en", "language_name": say("en anglais", "بالإنجليزية")},
        ),
        State(_("With a picture"), resource | {"preview": Picture()}),
        State(_("Made from a text"), resource | {"drawing": "hall-stairs", "tint": "neighbours"}),
        *titles(resource),
        item_of="grid",
    )


def card_place_entry() -> Entry:
    place = {"url": PAGE, "title": say("Maison de quartier", "دار الحي"), "drawing": "hall-stairs", "tint": "outside"}
    place |= {"text": "", "level": 3, "address": say("Au pied de la tour, côté place", "أسفل البرج، من جهة الساحة")}
    return entry(
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
    )


def month_session_entry() -> Entry:
    return entry(
        "month_session",
        State(USUAL, {"session": month_session()}),
        State(_("Cancelled"), {"session": month_session(state="cancelled")}),
        State(NO_SPACE, {"session": month_session(title=WORD)}),
        item_of="list",
    )


def empty_state_entry() -> Entry:
    return entry(
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
    )


def access_facts() -> Entry:
    yes, no = say("oui", "نعم"), say("non", "لا")
    unknown = say("pas encore vérifié", "لم يُتحقّق منه بعد")
    facts = [
        {"label": say("Sans marches", "دون درج"), "words": yes, "answer": "yes"},
        {"label": say("Ascenseur", "مصعد"), "words": no, "answer": "no"},
        {"label": say("Boucle magnétique", "حلقة سمعية"), "words": unknown, "answer": "unknown"},
    ]
    return entry(
        "access_facts",
        State(USUAL, {"facts": facts}),
        State(NO_SPACE, {"facts": [facts[0] | {"label": WORD}]}),
        State(EMPTY, {"facts": []}),
    )


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
        State(_("In another language"), row | {"title": "إصلاح صنبور", "language": "ar"}),
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
