"""The text of a page: notices, steps, tables, calls."""

from datetime import date

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructValue

from core.blocks import TableBlock
from core.styleguide import Entry, State
from core.styleguide_examples.figures import columns
from core.styleguide_examples.page import Picture
from core.styleguide_examples.words import (
    EMPTY,
    LONG_TITLE,
    NO_SPACE,
    PAGE,
    USUAL,
    WORD,
    entry,
    long_title,
    say,
    text,
    title,
    titles,
)


def texts() -> list[Entry]:
    return [
        facts_bar_entry(),
        step_entry(),
        who_table_entry(),
        notice_entry(),
        call_box_entry(),
        entry("emergency_numbers", State(USUAL, {})),
        phone_entry(),
        contact_card_entry(),
        simple_part_entry(),
        video_entry(),
        details_entry(),
        entry("heading_block", State(USUAL, {"value": title()}), State(LONG_TITLE, {"value": long_title()})),
        text_block_entry(),
        notice_block_entry(),
        entry(
            "drawing_block", State(USUAL, {"value": {"name": "tap-washer", "alt": say("Un joint neuf", "حلقة جديدة")}})
        ),
        table_block_entry(),
        icon_entry(),
        house_entry(),
    ]


def facts_bar_entry() -> Entry:
    return entry(
        "facts_bar",
        State(
            USUAL,
            {"facts": [fact("Durée", "المدّة", "30 minutes", "30 دقيقة"), fact("Coût", "الكلفة", "0 €", "مجّانًا")]},
        ),
        State(NO_SPACE, {"facts": [fact("Durée", "المدّة", WORD, WORD), fact(WORD, WORD, "1", "1")]}),
        State(EMPTY, {"facts": []}),
    )


def step_entry() -> Entry:
    step = {"number": 1, "title": say("Coupez l’eau", "أغلقوا الماء"), "text": text(), "tint": "water"}
    return entry(
        "step",
        State(
            USUAL,
            step | {"drawing": "water-valve-close", "alt": say("Une main ferme la vanne.", "يد تغلق الصمام.")},
        ),
        State(_("With a picture"), step | {"image": Picture(), "alt": say("Un logo", "شعار"), "number": 12}),
        State(_("Warning"), step | {"warning": say("L’eau peut être brûlante.", "قد يكون الماء حارقًا.")}),
        *titles(step),
        item_of="steps",
    )


def who_table_entry() -> Entry:
    row = {
        "equipment": say("Robinet, joint", "الصنبور وحلقته"),
        "tenant": say("Remplacer le joint", "تبديل الحلقة"),
        "landlord": say("Remplacer le robinet usé", "تبديل الصنبور البالي"),
        "coownership": "",
        "basis": say("Décret n° 87-712 du 26 août 1987", "مرسوم رقم 87-712 بتاريخ 26 غشت 1987"),
    }
    return entry(
        "who_table",
        State(USUAL, {"rows": [row, row | {"coownership": text()}]}),
        State(
            _("With a column for the co-ownership"),
            {"rows": [row | {"coownership": text()}], "with_coownership": True},
        ),
        State(
            _("Not certain, with an exception and a date"),
            {"rows": [row | {"is_to_confirm": True, "exception": text(), "checked_on": date(2026, 11, 22)}]},
        ),
        State(NO_SPACE, {"rows": [row | {"tenant": WORD, "equipment": WORD}]}),
        State(EMPTY, {"rows": []}),
    )


def notice_entry() -> Entry:
    notice = {"title": say("Avant de commencer", "قبل البدء"), "text": text(), "level": 3}
    rich = format_html("<p>{}</p><ul><li>{}</li><li>{}</li></ul>", text(), title(), WORD)
    return entry(
        "notice",
        State(_("Information"), notice | {"kind": "information"}),
        State(_("Warning"), notice | {"kind": "warning"}),
        State(_("Danger"), notice | {"kind": "danger"}),
        State(_("In another language"), notice | {"kind": "danger", "text": "أغلقوا الماء أولًا.", "language": "ar"}),
        State(_("Success"), notice | {"kind": "success", "title": ""}),
        State(_("Rich text"), {"kind": "information", "title": title(), "body": rich, "level": 3}),
        *titles(notice | {"kind": "danger"}),
    )


def call_box_entry() -> Entry:
    calls = {
        "when": say("L’eau coule chez le voisin.", "تسرّب الماء إلى الجار."),
        "whom": say("Votre gardien", "حارس العمارة"),
    }
    return entry(
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
        State(
            _("In another language"),
            {"when": "تسرّب الماء إلى الجار.", "whom": "حارس العمارة", "phone": "0261911234", "language": "ar"},
        ),
        State(_("Without a number"), calls | {"phone": "", "whom": long_title()}),
    )


def phone_entry() -> Entry:
    return entry(
        "phone",
        State(USUAL, {"number": "0261911234", "service": say("Agence", "الوكالة")}),
        State(_("Short number"), {"number": "18"}),
        State(_("Button"), {"number": "18", "css": "button button--danger"}),
        State(_("Text message"), {"number": "114", "css": "button"}),
    )


def contact_card_entry() -> Entry:
    point = {"label": say("Agence", "الوكالة"), "phone": "0261911234", "checked_on": date(2026, 11, 22)}
    return entry(
        "contact_card",
        State(USUAL, {"name": "Bailleur", "points": [point]}),
        State(_("Without a number"), {"name": long_title(), "points": []}),
        State(NO_SPACE, {"name": WORD, "points": [point | {"email": f"{WORD}@example.org", "label": WORD}]}),
    )


def simple_part_entry() -> Entry:
    part = {"title": say("Coupez l’eau", "أغلقوا الماء"), "text": text()}
    return entry(
        "simple_part",
        State(
            USUAL,
            part | {"drawing": "water-valve-close", "alt": say("Une main ferme la vanne.", "يد تغلق الصمام.")},
        ),
        State(NO_SPACE, {"title": WORD, "text": WORD}),
    )


def video_entry() -> Entry:
    return entry(
        "video",
        State(USUAL, {"title": title(), "transcript": text(), "file": {"url": PAGE}, "captions": {"url": PAGE}}),
        State(_("Arabic"), {"title": title(), "transcript": text(), "file": {"url": PAGE}, "language": "ar"}),
    )


def details_entry() -> Entry:
    rich = format_html("<p>{}</p><ul><li>{}</li><li>{}</li></ul>", text(), title(), WORD)
    return entry(
        "details",
        State(USUAL, {"summary": say("Pourquoi cette question ?", "لماذا هذا السؤال؟"), "text": text()}),
        State(_("Open"), {"summary": title(), "body": rich, "open": True}),
        State(_("Quiet"), {"summary": title(), "text": text(), "quiet": True}),
        State(NO_SPACE, {"summary": WORD, "text": WORD, "open": True}),
    )


def text_block_entry() -> Entry:
    rich = format_html("<p>{}</p><ul><li>{}</li><li>{}</li></ul>", text(), title(), WORD)
    return entry("text_block", State(USUAL, {"value": rich}))


def notice_block_entry() -> Entry:
    rich = format_html("<p>{}</p><ul><li>{}</li><li>{}</li></ul>", text(), title(), WORD)
    return entry("notice_block", State(USUAL, {"value": {"kind": "warning", "title": title(), "text": rich}}))


def table(row: list[str]) -> StructValue:
    return TableBlock().to_python({"caption": title(), "columns": columns(), "rows": [row]})


def table_block_entry() -> Entry:
    return entry(
        "table_block",
        State(USUAL, {"value": table([title(), "12", "8"])}),
        State(_("Numbers to call"), {"value": table([title(), say("Pompiers", "رجال الإطفاء"), "18"])}),
    )


def icon_entry() -> Entry:
    return entry(
        "icon",
        State(USUAL, {"name": "phone"}),
        State(_("Turned with the reading direction"), {"name": "arrow-right", "css": "icon--forward"}),
    )


def house_entry() -> Entry:
    return entry(
        "house",
        State(USUAL, {"guides_url": PAGE, "label": say("Choisissez une pièce", "اختاروا غرفة")}),
    )


def fact(label: str, arabic_label: str, value: str, arabic_value: str) -> dict:
    return {"label": say(label, arabic_label), "value": say(value, arabic_value)}
