"""What a message looks like: its plain text, and the same text laid out as HTML that mail programs do not break."""

import css_inline
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi
from wagtail.images.models import SourceImageIOError

from core import identity
from core.models import SiteSettings

# The rules stay in the head for the night; in the tags for programs that keep no style sheet. Nothing is fetched.
_inliner = css_inline.CSSInliner(keep_style_tags=True, load_remote_stylesheets=False)


def write(template: str, context: dict) -> tuple[str, str, str]:
    """Return a message's subject (the text's first line), plain text and HTML, in the active language.

    `context` is a record's `message_context()`: portal, action_url, action_label, language, direction and its own.
    """
    subject, _, text = render_to_string(f"messages/{template}.txt", context).strip().partition("\n")
    subject, text = " ".join(subject.split()), text.strip()
    foot = render_to_string("messages/_foot.txt", context).strip()
    return subject, f"{text}\n\n-- \n{foot}\n", layout(context, subject, text, foot)


def envelope(language: str, action_url: str, action_label: str) -> dict:
    """Return what every message needs beside the facts of its record."""
    return {
        "action_url": action_url, "action_label": action_label, "language": language,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "portal": SiteSettings.objects.first() or SiteSettings(),
    }  # fmt: skip


def layout(context: dict, subject: str, text: str, foot: str) -> str:
    day, night = identity.palette(context["portal"].accent)
    known = {
        "subject": subject, "foot": foot, "day": day, "night": night, "logo_url": logo_url(context["portal"]),
        "parts": parts(text, facts_of(context), context["action_url"]),
    }  # fmt: skip
    return _inliner.inline(render_to_string("messages/layout.html", context | known))


def parts(text: str, facts: str, action_url: str) -> list[tuple[str, str]]:
    """Cut a plain text at its blank lines, and say of each part whether it is text, the facts or what to do.

    The text stays the one source of a message: HTML shows its facts as a summary and its address as a button.
    """
    marked = text.replace(facts, "\n\n\0\n\n", 1) if facts else text
    found = []
    for part in filter(None, (each.strip() for each in marked.split("\n\n"))):
        if part == "\0":
            found.append(("facts", facts))
        elif action_url in part.split():
            found.append(("action", part.replace(action_url, "").strip()))
        else:
            found.append(("text", part))
    return found


def facts_of(context: dict) -> str:
    return render_to_string("messages/_session.txt", context).strip() if "session" in context else ""


def logo_url(portal: SiteSettings) -> str:
    """Return the full address of the logo, or nothing: no message waits for a picture."""
    if portal.logo is None:
        return ""
    try:
        return portal.logo.get_rendition("max-400x88").full_url
    except SourceImageIOError:
        return ""
