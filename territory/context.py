"""The reader's neighbourhood, on every page: chosen in the address (`?quartier=sanitas`), kept by the device only."""

from urllib.parse import urlencode

from django.core.exceptions import SuspiciousOperation
from django.utils.functional import SimpleLazyObject

from territory.names import Name, names

PARAMETER = "quartier"


def near(request) -> dict:
    return {} if request.path_info.startswith("/admin/") else {"near": SimpleLazyObject(lambda: Near(request))}


def named_in(request) -> str | None:
    """Return what the address names; nothing when it cannot be read, for the page that says so is drawn with this."""
    try:
        return request.GET.get(PARAMETER)
    except SuspiciousOperation:
        return None


class Near:
    """The neighbourhoods to choose from, and the one of this page or of its address."""

    def __init__(self, request):
        known = names()
        self.neighbourhoods: list[Name] = known.today
        self.chosen = known.known(getattr(request, "habiter_neighbourhood", None) or named_in(request))

    @property
    def current(self) -> str:
        return self.chosen.slug if self.chosen else ""

    @property
    def query(self) -> str:
        """What a link to the agenda takes along."""
        return f"?{urlencode({PARAMETER: self.current})}" if self.chosen else ""
