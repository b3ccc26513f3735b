"""What a form answers: where a request stands, what comes next."""

from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry, State
from core.styleguide_examples.words import (
    DAY,
    EMPTY,
    MIXED,
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


def answers() -> list[Entry]:
    return [
        progress_entry(),
        emergency_call_entry(),
        result_entry(),
        # Last in the page: its heading is a page's first, and none below it may follow.
        confirmation_panel_entry(),
    ]


def progress_entry() -> Entry:
    steps = [
        {"title": say("Demande reçue", "وصل الطلب"), "state": "done", "date": DAY},
        {"title": say("Lue par un conseiller", "قرأها مستشار"), "state": "now", "text": text()},
        {"title": say("Réponse", "الجواب"), "state": "coming"},
    ]
    hard = [{"title": long_title(), "state": "done"}, {"title": WORD, "state": "stopped", "text": MIXED, "date": DAY}]
    label = say("Avancement de votre demande", "تقدّم طلبكم")
    return entry(
        "progress",
        State(USUAL, {"label": label, "steps": steps}),
        State(_("Stopped"), {"label": title(), "steps": hard}),
    )


def emergency_call_entry() -> Entry:
    emergency = {
        "title": say("Odeur de gaz", "رائحة غاز"),
        "advice": say("N’allumez rien. Sortez, puis appelez.", "لا تُشعلوا شيئًا. اخرجوا ثم اتصلوا."),
        "numbers": ["0800473333", "18", "114"],
    }
    return entry("emergency_call", State(USUAL, {"emergency": emergency}), State(EMPTY, {"emergency": None}))


def result_entry() -> Entry:
    found = {
        "kind": say("Guide", "دليل"),
        "title": title(),
        "url": PAGE,
        "excerpt": [(say("On change un ", "نغيّر "), False), (say("joint", "الحلقة"), True), (" …", False)],
    }
    return entry(
        "result",
        State(USUAL, found),
        State(_("To call"), found | {"kind": say("Qui appeler", "بمن أتّصل"), "phone": "0261911234", "excerpt": []}),
        State(
            _("In another language"),
            found | {"title": "إصلاح صنبور", "excerpt": [], "language": "ar"},
        ),
        *titles(found),
        item_of="results",
    )


def confirmation_panel_entry() -> Entry:
    panel = {
        "drawing": "confirmed",
        "title": say("Vos places sont gardées", "حُجزت أماكنكم"),
        "text": text(),
        "reference": "ABCD-2345",
    }
    return entry(
        "confirmation_panel",
        State(USUAL, panel),
        State(_("On the waiting list"), panel | {"state": "waiting", "drawing": "waiting"}),
        State(_("Cancelled"), panel | {"state": "off", "drawing": "", "reference": ""}),
        *titles(panel),
    )
