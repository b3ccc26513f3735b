"""Taking somebody out of free texts: what the team wrote in notes, and older versions of pages."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model, Q
from phonenumber_field.phonenumber import PhoneNumber
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

GONE = "[…]"
SHORTEST_NAME = 5  # a first name alone, or two letters, would be found in any text
VERSIONS = ((Revision, "content"), (ModelLogEntry, "data"), (PageLogEntry, "data"))


@dataclass(frozen=True)
class Words:
    """How somebody is named: full names, e-mail address, telephone."""

    names: set[str]
    email: str = ""
    phone: PhoneNumber | str = ""

    @cached_property
    def contacts(self) -> list[str]:
        """The e-mail address and the telephone in the usual writings."""
        return [each for each in (self.email, *writings(self.phone)) if each]

    @cached_property
    def full_names(self) -> list[str]:
        return sorted(name for name in self.names if len(name) >= SHORTEST_NAME and " " in name.strip())

    def pattern(self, *, names: bool) -> re.Pattern | None:
        wanted = [*self.contacts, *(self.full_names if names else [])]
        alternatives = "|".join(re.escape(each) for each in sorted(wanted, key=len, reverse=True))
        return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)", re.IGNORECASE) if wanted else None


def writings(phone: PhoneNumber | str) -> list[str]:
    """Return a telephone number as people write it: +33612345678, 0612345678, in pairs with spaces, dots, dashes."""
    if not phone:
        return []
    national = getattr(phone, "as_national", str(phone))
    pairs = national.split()
    spaced = getattr(phone, "as_international", str(phone))
    return [str(phone), spaced, *(separator.join(pairs) for separator in (" ", "", ".", "-"))]


def redact(words: Words, notes: Iterable[tuple[type[Model], str]]) -> int:
    """Replace somebody by […] in notes, the contact also in versions and in the journal; return how many texts."""
    changed = 0
    for fields, pattern in ((notes, words.pattern(names=True)), (VERSIONS, words.pattern(names=False))):
        for model, name in fields if pattern else ():
            for row in holding(model, name, words):
                value = without(getattr(row, name), pattern)
                if value != getattr(row, name):
                    changed += model._base_manager.filter(pk=row.pk).update(**{name: value})
    return changed


def holding(model: type[Model], name: str, words: Words) -> Iterator[Model]:
    """Yield the rows whose text has one of the words, as the database finds them."""
    some = Q(pk=None)
    for word in [*words.contacts, *words.full_names]:
        some |= Q(**{f"{name}__icontains": word}) | Q(**{f"{name}__icontains": json.dumps(word)[1:-1]})
    return model._base_manager.filter(some).only("pk", name).iterator(chunk_size=200)


def without(value, pattern: re.Pattern):
    """Return a text, or what JSON holds, without what the pattern finds."""
    if isinstance(value, str):
        return pattern.sub(GONE, value)
    if isinstance(value, list):
        return [without(each, pattern) for each in value]
    if isinstance(value, dict):
        return {key: without(each, pattern) for key, each in value.items()}
    return value


def mentions(words: Words) -> list[str]:
    """Return the titles of pages whose versions name somebody: an editor must change these by hand."""
    pattern = words.pattern(names=True)
    texts = (
        (row, json.dumps(row.content, ensure_ascii=False)) for row in holding(Revision, "content", words) if pattern
    )
    return sorted({str(row.content.get("title", row.pk)) for row, text in texts if pattern.search(text)})
