"""A real Chromium driven by Playwright, and what every page keeps: no stray request, no console error, no axe finding.

python -m tests.support.browser see-to     have a Chromium on this machine, installing one if we may
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page, Playwright, Request, Response
from playwright.sync_api import sync_playwright as start_playwright

from tests.support.machine import Missing, apt_install, nothing_may_be_skipped

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCAL_SCHEMES = ("data", "blob", "about", "chrome-error")


def find_chromium(playwright: Playwright | None = None) -> str | None:
    """Return the path of a Chromium: CHROMIUM in the environment, the system's, else Playwright's own."""
    for candidate in (os.environ.get("CHROMIUM", ""), "/usr/bin/chromium", *NAMES):
        path = shutil.which(candidate) if candidate else None
        if path:
            return path
    if playwright is None:
        with start_playwright() as playwright:
            path = playwright.chromium.executable_path
    else:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def see_to_chromium() -> str:
    """Return the path of a Chromium, installing Debian's package or Playwright's build if we may. Raises Missing."""
    path = find_chromium()
    if path is None and apt_install("chromium"):
        path = find_chromium()
    if path is None:
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        path = find_chromium()
    if path is None:
        raise Missing(
            "Chromium. Get it with: apt-get install chromium   or   .venv/bin/playwright install --with-deps chromium"
            "   (or name one with CHROMIUM=/path)"
        )
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a running headless Chromium. Raises Missing where there is none."""
    with start_playwright() as playwright:
        path = find_chromium(playwright)
        if path is None:
            raise Missing("Chromium: run `make browser`")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Guard:
    """Watches a browser context for what no page of ours may do. `findings` is empty for a good page.

    `allow(text)` lets findings that hold this text pass: a test of a broken upload expects its 413.
    """

    origin: str
    findings: list[str] = field(default_factory=list)
    allowed: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext) -> None:
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("console", self._console)
        context.on("weberror", lambda error: self._note(f"script error: {error.error}"))

    def allow(self, text: str) -> None:
        self.allowed.append(text)

    def check(self) -> None:
        findings = [f for f in self.findings if not any(text in f for text in self.allowed)]
        assert findings == [], "The page misbehaved:\n" + "\n".join(findings)

    def _note(self, finding: str) -> None:
        self.findings.append(finding)

    def _request(self, request: Request) -> None:
        if urlsplit(request.url).scheme not in LOCAL_SCHEMES and not request.url.startswith(f"{self.origin}/"):
            self._note(f"request to a third party: {request.url}")

    def _response(self, response: Response) -> None:
        # A page may answer 403, 404 or 422 on purpose: its test looks at it. What a page draws in may not.
        limit = 500 if response.request.is_navigation_request() else 400
        if response.status >= limit:
            self._note(f"answer {response.status}: {response.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning") or message.text.startswith("Failed to load resource"):
            return
        self._note(f"console {message.type}: {message.text}")


@contextmanager
def watched_page(browser: Browser, origin: str, **options) -> Iterator[Page]:
    """Yield a page in a context of its own whose `guard` is checked at the end. Options go to `new_context`."""
    settings = {"locale": "fr-FR", "timezone_id": "Europe/Paris", "viewport": {"width": 1280, "height": 900}}
    context = browser.new_context(base_url=origin, **settings | options)
    context.set_default_timeout(15_000)
    guard = Guard(origin)
    guard.watch(context)
    page = context.new_page()
    page.guard = guard
    page.has_scripts = options.get("java_script_enabled", True)
    try:
        yield page
        guard.check()
    finally:
        context.close()


def axe_findings(page: Page, without: Iterable[str] = ()) -> list[str]:
    """Return axe's violations on the page as it stands, one line each with the elements concerned.

    `without` names rules that a page breaks by its nature; the test that gives them says why.

    The script is evaluated, not added as a tag: our content policy blocks foreign script tags. axe never ends where
    scripts are off, so there a copy of the document, its own scripts still off, is looked at.
    """
    if not page.has_scripts:
        with _copy_with_axe(page) as copy:
            return axe_findings(copy, without)
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    rules = {rule: {"enabled": False} for rule in without}
    found = page.evaluate(
        "rules => axe.run(document, {resultTypes: ['violations'], rules}).then(r => r.violations)", rules
    )
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: "
        + "; ".join(f"{' '.join(map(str, node['target']))} — {node['html'][:160]}" for node in rule["nodes"][:5])
        for rule in found
    ]


@contextmanager
def _copy_with_axe(page: Page) -> Iterator[Page]:
    """Yield the same document at the same address in a context where axe can run and the page's scripts cannot."""
    headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "script-src 'none'"}
    html = page.content()
    context = page.context.browser.new_context(locale="fr-FR", viewport=page.viewport_size)
    try:
        copy = context.new_page()
        copy.has_scripts = True
        copy.route(page.url, lambda route: route.fulfill(status=200, headers=headers, body=html))
        copy.goto(page.url)
        yield copy
    finally:
        context.close()


def assert_axe(page: Page) -> None:
    findings = axe_findings(page)
    assert findings == [], f"axe on {page.url}:\n" + "\n".join(findings)


def main(arguments: list[str]) -> int:
    if arguments != ["see-to"]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        see_to_chromium()
    except (Missing, Error) as missing:
        print(f"Missing: {missing}", file=sys.stderr)
        return 1 if nothing_may_be_skipped() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
