"""How many sessions each choice of the agenda would show, and how many there are, in one query whatever the choices."""

from collections import Counter

from django.db.models import Count

from events.enums import Audience

FACETS = {"quartier": "venue__neighbourhood__slug", "genre": "event__kind", "public": "event__audience"}


def with_counts(form) -> int:
    """Write after each neighbourhood, kind and audience how many coming sessions it has with the other answers.

    Return how many sessions all the answers let through.
    """
    if not form.is_valid():
        return 0
    sessions = form.matching(without=tuple(FACETS)).from_today().order_by()
    rows = list(sessions.values_list(*FACETS.values()).annotate(n=Count("pk")))
    place = form.neighbourhood.slug if form.neighbourhood else None
    asked = [place, form.cleaned_data["genre"] or None, form.cleaned_data["public"] or None]
    for facet, name in enumerate(FACETS):
        field = form.fields[name]
        counts = tally(rows, facet, asked)
        for_all = counts[Audience.ALL] if name == "public" else 0
        field.choices = [(value, counted(value, label, counts, for_all)) for value, label in field.choices]
    return sum(n for *values, n in rows if all(map(fits, FACETS, values, asked)))


def tally(rows: list[tuple], facet: int, asked: list[str | None]) -> Counter:
    """Count the rows by one facet, those that answer the others."""
    others = [None if at == facet else value for at, value in enumerate(asked)]
    counts: Counter = Counter()
    for *values, n in rows:
        if all(map(fits, FACETS, values, others)):
            counts[values[facet]] += n
    return counts


def fits(name: str, value: str, asked: str | None) -> bool:
    return asked is None or value == asked or (name == "public" and value == Audience.ALL)


def counted(value, label: str, counts: Counter, for_all: int) -> str:
    key = str(value)
    return f"{label} ({counts[key] + for_all})" if key else label
