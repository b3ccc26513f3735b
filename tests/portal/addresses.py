"""Every address of ours, read from the URL configuration: views of our rooms, and Wagtail's screens of our models."""

from collections.abc import Iterator

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

ROOMS = ("home", "indicators", "guides", "campaigns", "events", "copro", "support", "lending", "engagement", "accounts",
         "territory", "core")  # fmt: skip


def every() -> list[str]:
    """Return the full names of our addresses, each once.

    But Wagtail's choosers, which show the labels of a list, and the view of pages, which are everybody's.
    """
    names = dict.fromkeys(name for name, view in walk(get_resolver(), ()) if is_ours(view))
    return [name for name in names if "chooser" not in name and name != "wagtail_serve"]


def is_ours(view) -> bool:
    given = getattr(view, "view_initkwargs", {})
    model = given.get("model") or getattr(given.get("viewset"), "model", None)
    view = getattr(view, "view_class", view)
    while hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    return view.__module__.split(".")[0] in ROOMS or getattr(getattr(model, "_meta", None), "app_label", "") in ROOMS


def walk(resolver, spaces: tuple[str, ...]) -> Iterator[tuple]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            yield ":".join([*spaces, pattern.name or str(pattern.pattern)]), pattern.callback
        else:
            yield from walk(pattern, (*spaces, pattern.namespace) if pattern.namespace else spaces)
