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
from indicators.figures import COLUMNS, FIGURES, Figures, Scope
from territory.models import Landlord, Neighbourhood

FEWER_THAN_FIVE = "<\u00a05"


@dataclass(frozen=True)
class Cell:
    """One number of the screen. `mask` is what is shown instead, for a reader who may not see it."""

    figure: str
    value: int
    breakdown: str = ""
    row: str = ""
    mask: str = ""

    @property
    def text(self) -> str:
        return self.mask or formats.number_format(self.value, use_l10n=True, force_grouping=True)

    @property
    def exported(self) -> int | str:
        return self.mask or self.value

    @property
    def is_open(self) -> bool:
        """Say whether the cell leads to its sessions: it has some, and hides nothing."""
        return bool(self.value) and not self.mask

    def url(self, query: dict[str, str]) -> str:
        where = {"tableau": self.breakdown, "ligne": self.row} if self.breakdown else {}
        return reverse("figures_sessions") + "?" + urlencode(query | {"chiffre": self.figure} | where)


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


def totals(scope: Scope, figures: Figures, columns: Sequence[str] = FIGURES) -> list[Cell]:
    return [masked(scope, [Cell(figure, figures.value(figure))])[0] for figure in columns]


def tables(scope: Scope, figures: Figures) -> list[Table]:
    return [table(scope, figures, breakdown) for breakdown in COLUMNS]


def table(scope: Scope, figures: Figures, breakdown: str) -> Table:
    labels = row_labels(breakdown)
    columns = []
    for figure in COLUMNS[breakdown]:
        cells = [Cell(figure, figures.value(figure, breakdown, row), breakdown, row) for row in labels]
        columns.append(masked(scope, cells))
    return Table(
        key=breakdown,
        title=str(definitions.BREAKDOWNS[breakdown]),
        note=str(definitions.NOTES[breakdown]),
        headers=[str(definitions.LABELS[figure]) for figure in COLUMNS[breakdown]],
        lines=[Line(label, cells) for label, cells in zip(labels.values(), zip(*columns, strict=True), strict=True)],
        totals=totals(scope, figures, COLUMNS[breakdown]),
    )


def masked(scope: Scope, cells: list[Cell]) -> list[Cell]:
    """Return the cells of one column as the reader may see them. Partners do not see small numbers of people."""
    sees_all = not (scope.user and scope.user.is_landlord_partner)
    if sees_all or not cells or cells[0].figure == "sessions":
        return cells
    hidden = masking.hidden([cell.value for cell in cells])
    return [replace(cell, mask=mask_of(cell.value)) if n in hidden else cell for n, cell in enumerate(cells)]


def mask_of(value: int) -> str:
    return FEWER_THAN_FIVE if masking.is_small(value) else _("hidden")


def cell(scope: Scope, figures: Figures, figure: str, breakdown: str, row: str) -> Cell:
    """Return one cell as the tables show it."""
    if not breakdown:
        return totals(scope, figures, [figure])[0]
    column = COLUMNS[breakdown].index(figure)
    line = list(row_labels(breakdown)).index(row)
    return table(scope, figures, breakdown).lines[line].cells[column]


def row_labels(breakdown: str) -> dict[str, str]:
    """Return the rows of a table in their order, by key; "unknown" and what is in no other row come last."""
    match breakdown:
        case "neighbourhood":
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
    total = {each.figure: each.exported for each in totals(scope, figures)}
    yield [*narrowed, _("Total"), "", *total.values()]
    for each in tables(scope, figures):
        for line in each.lines:
            numbers = {found.figure: found.exported for found in line.cells}
            yield [*narrowed, each.title, line.label, *(numbers.get(figure) for figure in FIGURES)]
