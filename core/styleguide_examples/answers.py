"""What a form answers: where a request stands, what comes next."""

from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry, State
from core.styleguide_examples.words import DAY, MIXED, USUAL, WORD, entry, long_title, say, text, title, titles


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
