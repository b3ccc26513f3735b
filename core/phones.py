"""Telephone numbers as one taps them: their address, the service behind short ones, those that a text tells to call.

The short numbers are those confirmed in the facts of the project. In a text they are links only where it speaks of
calling, for "18" may be any figure; a full French number always is one.
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

SERVICES = {
    "15": _("Medical emergency (SAMU)"),
    "18": _("Fire brigade"),
    "112": _("Any emergency, in Europe"),
    "114": _("By text message, if you are deaf or hard of hearing"),
    "115": _("Emergency shelter"),
    "0800473333": _("Smell of gas"),
}
BY_MESSAGE = "114"
SPACE = "[ \u00a0\u202f]"
FULL = re.compile(rf"(?<![\w+])0(?:{SPACE}?\d){{9}}(?!\d)")
OF_CALLING = re.compile(
    r"appel|pompiers|SAMU|SMS|\bcall|fire brigade|emergenc|اتصل|الاتصال|الطوارئ|رجال الإطفاء", re.IGNORECASE
)
SHORT = re.compile(
    rf"(?P<before>^|\(|[,:،]{SPACE}|\b(?:le|au|ou|et|call|or|and){SPACE}|(?:الرقم|بالرقم|أو){SPACE})"
    rf"(?P<number>112|114|115|15|18)"
    rf"(?=$|{SPACE}?[.,;:!?)،؛؟]|{SPACE}(?:ou|et|or|and|par|by|marche|works|أو|برسالة)\b|{SPACE}\()",
    re.IGNORECASE,
)
TAG = re.compile(r"(<[^>]*>)")


def tel(number: object) -> str:
    """Return the address of a tap: international for full numbers, as it is for short ones, a message for 114."""
    digits = re.sub(r"[^\d+]", "", str(number or ""))
    if digits == BY_MESSAGE:
        return f"sms:{digits}"
    return f"tel:+33{digits[1:]}" if len(digits) == 10 and digits.startswith("0") else f"tel:{digits}"


def is_phone(text: object) -> bool:
    """Say whether a text is nothing but a full French number or a short one that we know."""
    text = str(text or "").strip()
    return text in SERVICES or FULL.fullmatch(text) is not None


def service_of(number: object) -> str:
    """Return the name of the service behind a number; empty for a number that is no service's."""
    return str(SERVICES.get(re.sub(r"\D", "", str(number or "")), ""))


def link_numbers(html: str, link: Callable[[str], str]) -> str:
    """Return HTML with its numbers to call made links by `link(number)`; what is a link already stays."""
    speaks_of_calling = OF_CALLING.search(html) is not None
    pieces, inside = [], False
    for piece in TAG.split(html):
        if piece.startswith("<"):
            inside = (inside or piece.startswith("<a ")) and piece != "</a>"
        elif not inside:
            # Short ones first: they are sought in the words as they stand, before any of them is a link.
            piece = (
                SHORT.sub(lambda found: found["before"] + link(found["number"]), piece) if speaks_of_calling else piece
            )
            piece = FULL.sub(lambda found: link(found[0]), piece)
        pieces.append(piece)
    return "".join(pieces)
