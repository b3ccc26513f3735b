"""Figures."""

from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry, State
from core.styleguide_examples.words import EMPTY, MIXED, NO_SPACE, USUAL, WORD, entry, long_title, say, text, title


def columns() -> list[str]:
    return [say("Quartier", "الحي"), say("Séances", "الجلسات"), say("Foyers", "الأسر")]


def figures() -> list[Entry]:
    return [
        table_entry(),
        bar_figure_entry(),
        qr_block_entry(),
    ]


def table_entry() -> Entry:
    table = {
        "caption": say("Séances par quartier", "الجلسات في كل حي"),
        "columns": [{"title": name, "number": n > 0} for n, name in enumerate(columns())],
        "rows": [["Sanitas", "12", "48"], ["Europe", "3", ""], ["Rives du Cher", "1", "7"]],
        "foot": [say("En tout", "المجموع"), "16", "55"],
    }
    return entry(
        "table",
        State(USUAL, table),
        State(_("As cards on a phone"), table | {"cards": True}),
        State(NO_SPACE, table | {"rows": [[WORD, "1", "2"], [long_title(), "1", "2"]], "cards": True, "foot": []}),
        State(EMPTY, table | {"rows": [], "empty": say("Aucune séance.", "لا جلسات.")}),
    )


def bar_figure_entry() -> Entry:
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
    return entry(
        "bar_figure",
        State(USUAL, figure | {"id": "sg-bars"}),
        State(
            NO_SPACE,
            figure | {"id": "sg-bars-word", "bars": [{"label": WORD, "value": 3}, {"label": MIXED, "value": 2}]},
        ),
        State(EMPTY, figure | {"id": "sg-bars-none", "bars": [], "text": ""}),
    )


def qr_block_entry() -> Entry:
    return entry(
        "qr_block",
        State(USUAL, {"url": "https://example.org/agenda/robinet/", "title": title(), "text": text()}),
        State(NO_SPACE, {"url": f"https://example.org/{WORD}/", "title": WORD, "text": ""}),
    )
