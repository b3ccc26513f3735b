"""The style guide: every component in every state, rendered by its own template, so that it cannot drift.

What a template is for and the variables it takes are the comment at its head:

    {% comment %}
    What it is.
    Variables: crumbs (list of title, url), request.      — or one a line: "- url, title: what they are;"
    {% endcomment %}
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.template import Context, engines
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi

FOLDER = Path("components")
HEADER = re.compile(r"\A(?:{% extends [^%]+%})?\s*{%\s*comment\s*%}\s*(.*?)\s*{%\s*endcomment\s*%}", re.DOTALL)
VARIABLES = re.compile(r"^Variables:(.*?)(?=^[^\s-]|\Z)", re.DOTALL | re.MULTILINE)
# The lists that some components are items of.
ITEM_OF = {
    "grid": '<ul class="grid" role="list"><li>{}</li></ul>',
    "sessions": '<ul class="sessions" role="list"><li>{}</li></ul>',
    "steps": '<ol class="steps" role="list"><li>{}</li></ol>',
    "list": '<ul role="list">{}</ul>',
    "results": '<ol class="results" role="list"><li>{}</li></ol>',
}
# A frame and a request come from the page around: `only` would take them away.
FROM_AROUND = {"frame", "near", "request", "messages"}


class Undocumented(Exception):
    """The head of a template does not say in the agreed form what it takes."""


@dataclass(frozen=True)
class Component:
    """One template of templates/components."""

    name: str

    @property
    def template(self) -> str:
        return f"{FOLDER}/{self.name}.html"

    @cached_property
    def header(self) -> str:
        """The comment at the head of the template."""
        found = HEADER.match(source_of(self.name))
        if found is None:
            raise Undocumented(f"{self.template} does not begin with a comment")
        return found[1]

    @cached_property
    def variables(self) -> list[str]:
        """The names that the comment gives, in its order."""
        found = VARIABLES.search(self.header)
        if found is None:
            raise Undocumented(f"{self.template} does not name its variables")
        names = list(names_in(found[1]))
        wrong = [name for name in names if not name.isidentifier()]
        if wrong:
            raise Undocumented(f"{self.template}: not a name of a variable: {', '.join(wrong)}")
        return names

    @property
    def code(self) -> str:
        """The line to copy."""
        own = [f"{name}={name}" for name in self.variables if name not in FROM_AROUND]
        with_them = f" with {' '.join(own)}" if own else ""
        alone = "" if FROM_AROUND.intersection(self.variables) else " only"
        return f'{{% include "{self.template}"{with_them}{alone} %}}'


@dataclass(frozen=True)
class State:
    """One component with one set of values."""

    title: str
    values: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Entry:
    """A component and the states that the guide shows."""

    component: Component
    states: list[State]
    item_of: str = ""
    as_code: bool = False  # what belongs in <head> is shown as its text

    def shown(self) -> list[tuple[State, SafeString]]:
        return [(state, self.render(state)) for state in self.states]

    def render(self, state: State) -> SafeString:
        template = engines["django"].engine.get_template(self.component.template)
        context = {"direction": "rtl" if get_language_bidi() else "ltr", "LANGUAGE_CODE": get_language()}
        html = template.render(Context(context | state.values))
        # The guide is not a form that was sent: nothing in it takes the focus.
        html = mark_safe(html.replace(" autofocus", ""))
        if self.as_code:
            return format_html("<pre><code>{}</code></pre>", re.sub(r"\n\s*", "\n", str(html)).strip())
        return format_html(ITEM_OF[self.item_of], html) if self.item_of else html


def source_of(name: str) -> str:
    return (settings.BASE_DIR / "templates" / FOLDER / f"{name}.html").read_text(encoding="utf-8")


def components() -> list[str]:
    """Return the name of every component there is."""
    return sorted(path.stem for path in (settings.BASE_DIR / "templates" / FOLDER).glob("*.html"))


def names_in(text: str) -> Iterator[str]:
    """Yield the names of a list of variables: before the colon of each line, without what stands in brackets."""
    lines = [line[1:].split(":")[0] for line in re.findall(r"^-.*", text, re.MULTILINE)] or [text]
    for line in lines:
        without = re.sub(r"\([^()]*\)", "", line)
        names = [name.strip(" \n.;") for name in without.split(",")]
        yield from (name for name in names if name not in ("", "none"))


def sections() -> list[tuple[str, list[Entry]]]:
    """Return the groups of components, in the active language and its reading direction. No query is made."""
    from core import styleguide_examples

    return styleguide_examples.sections()
