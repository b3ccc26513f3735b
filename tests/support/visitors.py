"""Visitors of a running server, each with cookies of their own, who fill the sign-up form as a browser would."""

import re
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from http.cookiejar import CookieJar
from threading import Barrier


class KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Visitor:
    def __init__(self, url: str):
        self.url = url
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()), KeepRedirects)
        self.hidden: dict[str, str] = {}

    def open_form(self) -> None:
        text = self.opener.open(self.url, timeout=60).read().decode()
        names = ("csrfmiddlewaretoken", "stamp")
        self.hidden = {name: re.search(rf'name="{name}" value="([^"]+)"', text).group(1) for name in names}

    def send(self, **answers) -> int:
        """Send the form and return the status of the answer."""
        body = urllib.parse.urlencode(self.hidden | answers).encode()
        request = urllib.request.Request(self.url, body, {"Referer": self.url})
        try:
            return self.opener.open(request, timeout=60).status
        except urllib.error.HTTPError as answer:
            return answer.code


def all_at_once(visitors: list[Visitor], answers: list[dict]) -> list[int]:
    """Let every visitor open the form, then send them all at the same instant; return the statuses."""
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(Visitor.open_form, visitors))
    barrier = Barrier(len(visitors))

    def send(pair):
        barrier.wait()
        return pair[0].send(**pair[1])

    with ThreadPoolExecutor(len(visitors)) as pool:
        return list(pool.map(send, zip(visitors, answers, strict=True)))
