"""The names of the neighbourhoods: every page shows them and they change once in years, so they stay in the cache."""

from dataclasses import dataclass

from django.core.cache import cache

from territory.models import Neighbourhood

KEY = "territory.names"
SECONDS = 600  # the longest that another process of a machine without a shared cache shows an old name


@dataclass(frozen=True)
class Name:
    slug: str
    name: str


@dataclass(frozen=True)
class Names:
    """Those to choose from, in their order, and where a merged one's old address leads."""

    today: list[Name]
    merged: dict[str, str]

    def known(self, slug: str | None) -> Name | None:
        """Return the neighbourhood of an address; of a merged one, the one that took it in."""
        wanted = self.merged.get(slug or "", slug)
        return next((each for each in self.today if each.slug == wanted), None)


def names() -> Names:
    return cache.get_or_set(KEY, read, SECONDS)


def read() -> Names:
    rows = list(Neighbourhood.objects.values_list("slug", "name", "merged_into__slug"))
    return Names(
        [Name(slug, name) for slug, name, into in rows if not into], {slug: into for slug, _, into in rows if into}
    )


def remember(**_signal) -> None:
    """Read them again when one is saved, so that no page has to."""
    cache.set(KEY, read(), SECONDS)
