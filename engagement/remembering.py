"""Which record a browser may see after it followed a signed link: the token leaves the address (docs/adr/0005)."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from engagement import links


@dataclass(frozen=True)
class SignedCookie:
    """A cookie that names one record for one purpose, signed, read by nothing else, that soon ends."""

    name: str
    purpose: str
    seconds: int = 3600

    def remember(self, response: HttpResponseBase, uuid: UUID) -> HttpResponseBase:
        response.set_cookie(
            self.name,
            links.sign(self.purpose, uuid),
            max_age=self.seconds,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return private(response)

    def read(self, request: HttpRequest) -> UUID | None:
        return links.read(self.purpose, request.COOKIES.get(self.name, ""))


def private(response: HttpResponseBase) -> HttpResponseBase:
    """Forbid caches and search engines to keep an answer about one household."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
