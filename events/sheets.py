"""The sheet of a session on paper: whoever stands at the door fills it with a pen, and it is entered afterwards.

It carries no contact and no need: a sheet lies on a table. One page for twenty households, with empty rows at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import batched

from core.pdf import render_pdf
from events.enums import AgeBand
from events.models import Registration, Session

ROWS_A_PAGE = 20
FEWEST_BLANK = 6  # people come without signing up: there is always a row for them


@dataclass(frozen=True)
class Row:
    """A line of the sheet, numbered from 1; without a registration it is empty."""

    number: int
    registration: Registration | None = None


@dataclass(frozen=True)
class SheetPage:
    number: int
    rows: list[Row] = field(default_factory=list)


def render(session: Session, registrations: list[Registration]) -> bytes:
    """Return the sheet as PDF, in the active language. `session` carries `title`; names are in alphabetical order."""
    context = {
        "session": session, "pages": list(pages_of(registrations)), "households": len(registrations),
        "bands": [band.label for band in AgeBand],
    }  # fmt: skip
    return render_pdf("events/staff/print/sheet.html", context)


def pages_of(registrations: list[Registration]) -> Iterator[SheetPage]:
    """Yield full pages of ROWS_A_PAGE rows: the households by name, then empty rows, FEWEST_BLANK at least."""
    by_name = sorted(registrations, key=lambda each: each.name.casefold())
    filled = len(by_name) + FEWEST_BLANK
    total = -(-filled // ROWS_A_PAGE) * ROWS_A_PAGE
    rows = [Row(n + 1, by_name[n] if n < len(by_name) else None) for n in range(total)]
    for number, batch in enumerate(batched(rows, ROWS_A_PAGE), 1):
        yield SheetPage(number, list(batch))
