"""The figures as they are shown: tables of cells, each with its words, its link and what must stay hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from core.exports import Sheet
from events.enums import Kind
from indicators import definitions, masking
from indicators.counting import ADVICE, COLUMNS, FIGURES, SHARE_OF, SOURCES, SUBJECTS, Figures, Scope, Source
from territory.models import Landlord, Neighbourhood

FEWER_THAN_FIVE = "<\u00a05"
# The screen shows these only as what a share is of.
SHOWN_AS_WHOLES = {f"replies_{subject}" for subject in SUBJECTS}
MAY_OPEN_REQUESTS = ("copro.view_advicerequest", "copro.view_coownership")


@dataclass(frozen=True)
class Cell:
    """One number of the screen, or a share of a whole.

    `mask` is what is shown instead, for a reader who may not see it; `screen` names the one that shows what is behind.
    """

    figure: str
    value: int
    breakdown: str = ""
    row: str = ""
    whole: int | None = None
    screen: str = ""
    mask: str = ""

    @property
    def text(self) -> str:
        if self.mask:
            return self.mask
        if self.whole is None:
            return in_words(self.value)
        share = f"{round(100 * self.value / self.whole)}\u00a0%" if self.whole else "–"
        return f"{share} ({in_words(self.value)}/{in_words(self.whole)})"

    @property
    def people(self) -> int:
        """Return how many people the cell tells about: of a share, all those it is a share of."""
        return self.value if self.whole is None else self.whole

    @property
    def exported(self) -> int | str:
        return self.mask or self.value

    @property
    def is_open(self) -> bool:
        """Say whether the cell leads to what is behind it: it has some, hides nothing, and the reader may see it."""
        return bool(self.value and self.screen) and not self.mask

    def url(self, query: dict[str, str]) -> str:
        where = {"tableau": self.breakdown, "ligne": self.row} if self.breakdown else {}
        return reverse(self.screen) + "?" + urlencode(query | {"chiffre": self.figure} | where)


def in_words(number: int) -> str:
    return formats.number_format(number, use_l10n=True, force_grouping=True)


@dataclass(frozen=True)
class Line:
    label: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class Table:
    key: str
    title: str
    note: str
    headers: Sequence[str]
    lines: Sequence[Line]
    totals: Sequence[Cell]


@dataclass(frozen=True)
class Section:
    """What the screen shows of one source."""

    source: Source
    totals: Sequence[Cell]
    tables: Sequence[Table]
    is_empty: bool

    @property
    def title(self) -> str:
        return definitions.SOURCES[self.source.name]

    @property
    def nothing(self) -> str:
        return definitions.NOTHING[self.source.name]

    @property
    def meanings(self) -> list[tuple[Cell, str, str]]:
        return [(c, definitions.LABELS[c.figure], definitions.DEFINITIONS[c.figure]) for c in self.totals]


def sections(scope: Scope, figures: Figures) -> list[Section]:
    return [section(scope, figures, source) for source in sources(scope)]


def sources(scope: Scope) -> list[Source]:
    return [source for source in SOURCES if scope.has_advice or source.name != "advice"]


def section(scope: Scope, figures: Figures, source: Source) -> Section:
    """Return the totals and tables of a source. A whole that only gives a share its meaning has no cell of its own."""
    return Section(
        source=source,
        totals=totals(scope, figures, on_screen(source.figures)),
        tables=[table(scope, figures, breakdown) for breakdown in source.breakdowns],
        is_empty=not any(figures.value(figure) for figure in source.figures),
    )


def on_screen(columns: Sequence[str]) -> list[str]:
    return [figure for figure in columns if figure not in SHOWN_AS_WHOLES]


def totals(scope: Scope, figures: Figures, columns: Sequence[str] = FIGURES) -> list[Cell]:
    return [column(scope, figures, figure, [("", "")])[0] for figure in columns]


def column(scope: Scope, figures: Figures, figure: str, places: Sequence[tuple[str, str]]) -> list[Cell]:
    """Return the cells of a figure at these (breakdown, row), as the reader may see them."""
    whole, screen = SHARE_OF.get(figure), screen_behind(scope, figure)
    return masked(scope, [
        Cell(figure, figures.value(figure, *place), *place, figures.value(whole, *place) if whole else None, screen)
        for place in places
    ])  # fmt: skip


def screen_behind(scope: Scope, figure: str) -> str:
    """Return the name of the screen of the records behind a figure, or nothing where they are not the reader's."""
    if figure not in ADVICE:
        return "figures_sessions"
    return "figures_requests" if scope.user and scope.user.has_perms(MAY_OPEN_REQUESTS) else ""


def table(scope: Scope, figures: Figures, breakdown: str) -> Table:
    labels = row_labels(breakdown)
    shown = on_screen(COLUMNS[breakdown])
    cells = [column(scope, figures, figure, [(breakdown, row) for row in labels]) for figure in shown]
    return Table(
        key=breakdown,
        title=str(definitions.BREAKDOWNS[breakdown]),
        note=str(definitions.NOTES[breakdown]),
        headers=[str(definitions.LABELS[figure]) for figure in shown],
        lines=[Line(label, line) for label, line in zip(labels.values(), zip(*cells, strict=True), strict=True)],
        totals=totals(scope, figures, shown),
    )


def masked(scope: Scope, cells: list[Cell]) -> list[Cell]:
    """Return the cells of one column as the reader may see them. Partners do not see small numbers of people."""
    if scope.sees_all or not cells or cells[0].figure == "sessions":
        return cells
    hidden = masking.hidden([cell.people for cell in cells])
    return [concealed(cell) if n in hidden else cell for n, cell in enumerate(cells)]


def concealed(cell: Cell) -> Cell:
    return replace(cell, mask=FEWER_THAN_FIVE if masking.is_small(cell.people) else _("hidden"))


def cell(scope: Scope, figures: Figures, figure: str, breakdown: str, row: str) -> Cell:
    """Return one cell as the tables show it."""
    if not breakdown:
        return totals(scope, figures, [figure])[0]
    rows = list(row_labels(breakdown))
    return column(scope, figures, figure, [(breakdown, each) for each in rows])[rows.index(row)]


def row_labels(breakdown: str) -> dict[str, str]:
    """Return the rows of a table in their order, by key; "unknown" and what is in no other row come last."""
    match breakdown:
        case "neighbourhood" | "advice":
            known = Neighbourhood.objects.values_list("pk", "name")
        case "landlord":
            known = Landlord.objects.values_list("pk", "name")
        case _:
            known = Kind.choices
    return {str(key): str(label) for key, label in (*known, *definitions.OTHER_ROWS[breakdown].items())}


def sheets(scope: Scope, figures: Figures) -> list[Sheet]:
    """Return what an export holds: one list of all tables with the same columns, then what each figure means."""
    labels = [definitions.LABELS[figure] for figure in FIGURES]
    narrowed = [_("First day"), _("Last day"), _("Neighbourhood of the venue"), _("Landlord of the event"), _("Kind")]
    meanings = [
        *((definitions.LABELS[figure], definitions.DEFINITIONS[figure]) for figure in FIGURES),
        *((definitions.BREAKDOWNS[breakdown], definitions.NOTES[breakdown]) for breakdown in COLUMNS),
    ]
    return [
        Sheet(_("Figures"), [*narrowed, _("Table"), _("Row"), *labels], exported_rows(scope, figures)),
        Sheet(_("Definitions"), [_("Figure"), _("Definition")], meanings),
    ]


def exported_rows(scope: Scope, figures: Figures):
    kind = Kind(scope.kind).label if scope.kind else _("All kinds")
    narrowed = [
        scope.start,
        scope.end,
        scope.neighbourhood or _("All neighbourhoods"),
        scope.landlord or _("All landlords"),
        kind,
    ]
    every = [figure for source in sources(scope) for figure in source.figures]
    yield [*narrowed, _("Total"), "", *in_columns(totals(scope, figures, every))]
    for breakdown in (breakdown for source in sources(scope) for breakdown in source.breakdowns):
        labels = row_labels(breakdown)
        places = [(breakdown, row) for row in labels]
        columns = [column(scope, figures, figure, places) for figure in COLUMNS[breakdown]]
        for label, cells in zip(labels.values(), zip(*columns, strict=True), strict=True):
            yield [*narrowed, definitions.BREAKDOWNS[breakdown], label, *in_columns(cells)]


def in_columns(cells: Sequence[Cell]) -> list[int | str | None]:
    """Return what is exported of these cells, each in the column of its figure. A share is two numbers there."""
    numbers = {cell.figure: cell.exported for cell in cells}
    return [numbers.get(figure) for figure in FIGURES]
