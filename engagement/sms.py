"""Short messages: their text in two parts at most, and the gateways that carry them.

A gateway is what SMS_DRIVER names: `console` prints (development), `http` posts JSON to SMS_URL. Without one, somebody
who left a telephone only is called by the team.
"""

import json
import math
import sys
import unicodedata
import urllib.request

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.template.loader import select_template

MOST_PARTS = 2
TIMEOUT = 10  # seconds
# The alphabet of GSM 03.38: within it a part holds 160 letters, outside 70. Those of the second line count twice.
GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM_TWICE = frozenset("^{}\\[~]|€")
PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "…": "...",
                       "\u00a0": " ", "\u202f": " ", "œ": "oe", "Œ": "OE"})  # fmt: skip


def write(template: str, context: dict, subject: str) -> str:
    """Return the text of an SMS in the active language, of two parts at most: a long title is cut, never the link.

    `context` is a record’s `message_context()`; a template without a short form gives its subject and the link.
    """
    page = select_template([f"messages/sms/{template}.txt", "messages/sms/_other.txt"])
    known = {"title": subject, "place": ""} | context.get("short", {})
    text = render(page, context, known)
    for name, shortest in (("place", 4), ("title", 12)):
        while parts(text) > MOST_PARTS and len(known[name]) > shortest:
            known[name] = known[name].rstrip("…")[:-4].rstrip() + "…"
            text = render(page, context, known)
    return text


def render(page, context: dict, known: dict) -> str:
    return folded(" ".join(page.render(context | known).split()))


def folded(text: str) -> str:
    """Return a text in the GSM alphabet where only typography and rare accents stand outside it, else as it is."""
    plain = text.translate(PLAIN)
    letters = [c if c in GSM or c in GSM_TWICE else unicodedata.normalize("NFD", c)[0] for c in plain]
    return "".join(letters) if all(c in GSM or c in GSM_TWICE for c in letters) else text


def parts(text: str) -> int:
    """Return how many parts an SMS is sent, and paid, as."""
    if all(c in GSM or c in GSM_TWICE for c in text):
        length, alone, joined = len(text) + sum(c in GSM_TWICE for c in text), 160, 153
    else:
        length, alone, joined = len(text.encode("utf-16-be")) // 2, 70, 67
    return 1 if length <= alone else math.ceil(length / joined)


class Console:
    """Prints, for development."""

    def send(self, to: str, text: str, key: str) -> None:
        sys.stdout.write(f"SMS to {to}: {text}\n")


class Http:
    """Posts {"from", "to", "text"} as JSON with a bearer token. Any answer but 2xx, or none in time, is a failure.

    The same message sent again carries the same Idempotency-Key.
    """

    def send(self, to: str, text: str, key: str) -> None:
        body = json.dumps({"from": settings.SMS_SENDER, "to": to, "text": text}).encode()
        headers = {"Content-Type": "application/json", "Idempotency-Key": key}
        if settings.SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
        request = urllib.request.Request(settings.SMS_URL, body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=TIMEOUT):
            pass


DRIVERS = {"console": Console, "http": Http}


def send(to: str, text: str, key: str) -> None:
    """Hand one SMS to the gateway. Raises when it is not taken."""
    try:
        driver = DRIVERS[settings.SMS_DRIVER]()
    except KeyError:
        raise ImproperlyConfigured("SMS_DRIVER is to be one of: console, http.") from None
    driver.send(to, text, key)
