"""The register of processing (GDPR art. 30), read from a file of the site; lengths come from the settings."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings

from core.fields import LocalizedText
from engagement import retention


@dataclass(frozen=True)
class Treatment:
    slug: str
    title: str
    purpose: str
    basis: str
    confirmed: bool
    people: str
    data: list[str]
    sensitive: str
    recipients: list[str]
    kinds: list[str]
    told: list[str]
    measures: list[str]
    notice: dict[str, str] | None = None

    @property
    def kept(self) -> list[retention.Kind]:
        return kinds_of(self.kinds)

    @property
    def kept_as_told(self) -> list[retention.Kind]:
        """What the notice of the form says is kept, and how long."""
        return kinds_of(self.told)

    @property
    def words(self) -> str:
        """What who fills in the form reads, in the active language."""
        return str(LocalizedText(self.notice or {}))


def kinds_of(slugs: list[str]) -> list[retention.Kind]:
    known = retention.by_slug()
    return [known[slug] for slug in slugs]


def controller() -> dict[str, Any]:
    return _file()["controller"]


def treatments() -> list[Treatment]:
    return [Treatment(**each) for each in _file()["treatments"]]


def treatment(slug: str) -> Treatment:
    """Return one treatment of the register. A form that names an unknown one is a fault: KeyError."""
    return {each.slug: each for each in treatments()}[slug]


@lru_cache(maxsize=1)
def _file() -> dict[str, Any]:
    return tomllib.loads(settings.PROCESSING_REGISTER.read_text(encoding="utf-8"))
