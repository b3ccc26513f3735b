"""Tags and filters of every template: drawings, dates, hours, telephone numbers in the reader’s language."""

import json
import re

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext
from wagtail.models import Page

from core import bars as figures
from core import drawings, phones
from core import qr as codes
from core.models import text_language

register = template.Library()
# No text may end the block that holds it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}
NBSP, NNBSP = "\u00a0", "\u202f"


@register.simple_tag(takes_context=True)
def drawing(context: template.Context, name: str, alt: str = "", css: str = "drawing") -> SafeString:
    """Inline one of the project's drawings; without a text it is hidden from assistive technology.

    A page of the site (`drawn` in its context, see `core.context.site`) holds each once: its next places use the first.
    """
    source = drawings.read(name or "")
    if not source:
        return SafeString("")
    if (drawn := context.get("drawn")) is not None:
        source = drawings.again(name) if name in drawn else drawings.to_use_again(name)
        drawn.add(name)
    role = format_html(' role="img" aria-label="{}"', alt) if alt else ' aria-hidden="true"'
    # The source is a file of ours under static/drawings, never something uploaded.
    return SafeString(source.replace("<svg ", f'<svg class="{css}"{role} focusable="false" ', 1))


@register.simple_tag
def qr(url: str, label: str = "") -> SafeString:
    """A code to scan as an SVG, black on white in every theme, for a reader's camera wants it so."""
    size, path = codes.modules(str(url))
    return format_html(
        '<svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}" focusable="false">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>',
        size,
        label or url,
        path,
    )


@register.simple_tag
def bar_chart(bars) -> figures.Chart:
    """Where the bars of a figure stand (core.bars)."""
    return figures.chart(list(bars), from_right=translation.get_language_bidi())


@register.simple_tag
def linked_data(data) -> SafeString:
    """Structured data for search engines, as JSON-LD in the page: a block of data, not a script that runs."""
    text = json.dumps(data, ensure_ascii=False, cls=DjangoJSONEncoder).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', SafeString(text)) if data else SafeString("")


@register.filter
def bar_text(bar) -> str:
    return figures.words(bar)


@register.filter
def beside(row, columns) -> list[tuple]:
    """Each cell of a row with its column."""
    return list(zip(row, columns, strict=False))


@register.filter
def day_long(value) -> str:
    """ "mercredi 25 novembre 2026", "1er" on the first of a French month."""
    if not value:
        return ""
    value = timezone.localtime(value) if hasattr(value, "hour") else value
    return first_of_month(date_format(value, "l j F Y"), value)


@register.filter
def day_and_month(value) -> str:
    """ "mercredi 25 novembre"."""
    value = timezone.localtime(value) if hasattr(value, "hour") else value
    return first_of_month(date_format(value, "l j F"), value)


@register.filter
def day_short(value) -> str:
    """ "25 novembre 2026"."""
    if not value:
        return ""
    value = timezone.localtime(value) if hasattr(value, "hour") else value
    return first_of_month(date_format(value, "j F Y"), value)


@register.filter
def hour(value) -> str:
    """ "18 h 30" in French, "18:30" elsewhere; the local hour of Paris."""
    value = timezone.localtime(value)
    if not is_french():
        return f"{value:%H:%M}"
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02d}" if value.minute else "")


@register.simple_tag
def comma() -> str:
    """The comma of the active language, with its space: Arabic has one of its own."""
    return pgettext("between words", ", ")


@register.filter
def listed(words) -> str:
    return comma().join(str(word) for word in words)


@register.filter
def and_hour(day: str, value) -> str:
    """ "mercredi 25 novembre 2026, 18 h 30": a day in words and the hour of a moment, parted as the language does."""
    return f"{day}{comma()}{hour(value)}"


@register.filter
def tel(number) -> str:
    return phones.tel(number)


@register.filter
def service_of(number) -> str:
    return phones.service_of(number)


@register.filter
def with_numbers(text) -> SafeString:
    """A text, or HTML, with the numbers that it tells to call made links (core.phones)."""
    # What is not marked as safe is escaped here; what a link adds comes from a template of ours.
    return SafeString(phones.link_numbers(conditional_escape(text), number_link))


def number_link(number: str) -> str:
    return render_to_string("components/phone.html", {"number": number}).strip()


@register.filter
def phone_groups(number) -> str:
    """A French number in groups of two, a free one (0 800…) as it is always read."""
    digits = re.sub(r"\D", "", str(number or "").replace("+33", "0"))
    if len(digits) != 10:
        return str(number or "")
    pattern = r"(\d)(\d{3})(\d\d)(\d\d)(\d\d)" if digits.startswith("080") else r"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)"
    return NBSP.join(re.fullmatch(pattern, digits).groups())


@register.simple_tag
def written_in(text) -> SafeString:
    """The language and direction of words that are not in the reader's language: attributes of what holds them.

    `text` is the code of a language, or the page that the words are of; empty, or the reader's own: nothing.
    """
    code = text_language(text) if isinstance(text, Page) else text
    return language_attributes(code) if code and code != translation.get_language() else SafeString("")


@register.simple_tag(takes_context=True)
def in_reader_language(context) -> SafeString:
    """The same of words of the interface that stand within the text of an untranslated page."""
    return language_attributes(translation.get_language()) if context.get("content_language") else SafeString("")


def language_attributes(code: str) -> SafeString:
    direction = "rtl" if translation.get_language_info(code)["bidi"] else "ltr"
    return format_html(' lang="{}" dir="{}"', code, direction)


@register.filter
def get_item(mapping, key):
    return mapping.get(key)


@register.simple_tag(takes_context=True)
def query(context, **changes) -> str:
    """The address's query string with some values changed; an empty value takes its key away."""
    values = context["request"].GET.copy()
    for key, value in changes.items():
        values[key] = str(value)
        if value in ("", None):
            del values[key]
    return f"?{values.urlencode()}" if values else "?"


def is_french() -> bool:
    return (translation.get_language() or "fr").startswith("fr")


def first_of_month(text: str, value) -> str:
    text = re.sub(r"\b1 ", "1er ", text, count=1) if is_french() and value.day == 1 else text
    return re.sub(r"(\d(?:er)?) ", rf"\1{NBSP}", text, count=1)
