"""Weigh every kind of page as a phone gets it, and fail past the budgets of the portal's first view.

Usage: python -m tools.budgets        (make budgets sees to what it needs)

The demo is served by gunicorn on a free port, with a throw-away DATA_DIR; each page is opened in Chromium, 360 px wide,
with an empty cache. Bytes are those that went through the network, headers included, compressed as they were served.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.support.browser import chromium
from tests.support.machine import Missing, nothing_may_be_skipped

ROOT = Path(__file__).resolve().parents[1]
PHONE = {"viewport": {"width": 360, "height": 780}, "device_scale_factor": 2, "locale": "fr-FR"}
# Bytes of a first view, and how far it may shift (the unit of Cumulative Layout Shift). Pictures have no budget here.
BUDGETS = {"total": 100_000, "script": 15_000, "font": 60_000, "style": 20_000, "shift": 0.1, "foreign": 0}
KINDS = {"Document": "document", "Stylesheet": "style", "Script": "script", "Font": "font", "Image": "picture"}
OBSERVE = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver(list => { for (const e of list.getEntries()) seen.paint = e.startTime; })
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => { for (const e of list.getEntries()) if (!e.hadRecentInput) seen.shift += e.value; })
  .observe({type: 'layout-shift', buffered: true});
"""
MANAGE_LINK = (
    "from events.invitations import manage_url; from events.models import Registration;"
    "print(manage_url(Registration.objects.exclude(person=None).first()))"
)


@dataclass
class View:
    """What one page cost: bytes by kind, requests, milliseconds to the largest paint, shift, foreign addresses."""

    name: str
    status: int = 0
    bytes: dict[str, int] = field(default_factory=dict)
    requests: int = 0
    paint: float = 0
    shift: float = 0
    foreign: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(size for kind, size in self.bytes.items() if kind != "picture")

    def measured(self) -> dict[str, float]:
        sizes = {kind: self.bytes.get(kind, 0) for kind in ("script", "font", "style")}
        return {"total": self.total, **sizes, "shift": self.shift, "foreign": len(self.foreign)}

    def past_budgets(self) -> list[str]:
        return [
            f"{self.name}: {what} {value:.3g} is past {BUDGETS[what]}" if what == "shift"
            else f"{self.name}: {what} {value} is past {BUDGETS[what]} {' '.join(self.foreign)}".strip()
            for what, value in self.measured().items()
            if value > BUDGETS[what]
        ]  # fmt: skip


@contextmanager
def demo() -> Iterator[tuple[str, str]]:
    """Serve the demo on a free port; yield its address and the link of one sign-up."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="habiter-budgets-", ignore_cleanup_errors=True) as folder:
        url = f"http://127.0.0.1:{port}"
        environment = {
            name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL", "DEBUG")
        }
        environment |= {
            "DATA_DIR": folder, "PORT": str(port), "HOST": "127.0.0.1", "SITE_URL": url, "PYTHONUNBUFFERED": "1",
            "DJANGO_SETTINGS_MODULE": "portal.settings.development",
        }  # fmt: skip

        def manage(*arguments: str) -> str:
            command = [sys.executable, "manage.py", *arguments]
            return subprocess.run(
                command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
            ).stdout

        manage("migrate", "--noinput", "--verbosity", "0")
        manage("collectstatic", "--noinput", "--verbosity", "0")
        command = [sys.executable, "tools/serve.py", "--demo"]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            wait_for(url, server)
            yield url, manage("shell", "--no-imports", "-c", MANAGE_LINK).strip()
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(30)
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def wait_for(url: str, server: subprocess.Popen, patience: float = 240) -> None:
    deadline = time.monotonic() + patience
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), direct.open(f"{url}/healthz/", timeout=5):
            return
        time.sleep(0.3)
    raise SystemExit("The demo did not start.")


def kinds_of_page(browser: Browser, url: str, manage_link: str) -> dict[str, str]:
    """Return one address for every kind of page, found by following the links of a visitor."""
    context = browser.new_context(base_url=url)
    page = context.new_page()

    def first(address: str, pattern: str) -> str:
        page.goto(address)
        links = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
        return next(link for link in links if re.search(pattern, link or ""))

    event = first("/agenda/", r"^/agenda/[\w-]+/")
    advice = r"^/copropriete/(?!mes-obligations|quelle-majorite|modeles|lexique)[\w-]+/$"
    kinds = {
        "home": "/", "home in Arabic": "/ar/", "guide index": "/guides/",
        "guide": first("/guides/", r"^/guides/[\w-]+/$"),
        "agenda": "/agenda/", "event": event, "sign-up": first(event, r"/inscription/"), "manage": manage_link,
        "campaigns": "/campagnes/", "campaign": first("/campagnes/", r"^/campagnes/[\w-]+/$"),
        "copro index": "/copropriete/", "copro page": first("/copropriete/", advice),
        "duties": "/copropriete/mes-obligations/?lots=24&permis=1974&reception=1976&dpe=aucun&plan=aucun",
        "majority": "/copropriete/quelle-majorite/?decision=travaux-d-energie",
        "search": "/recherche/?q=robinet", "no result": "/recherche/?q=zzzz", "plain page": "/mentions-legales/",
        "not found": "/nulle-part/",
    }  # fmt: skip
    context.close()
    return kinds


def weigh(browser: Browser, url: str, name: str, address: str) -> View:
    context = browser.new_context(base_url=url, **PHONE)
    try:
        page = context.new_page()
        view = listen(page, View(name), urlsplit(url).netloc)
        page.add_init_script(OBSERVE)
        view.status = page.goto(address, wait_until="networkidle").status
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(300)
        seen = page.evaluate("window.seen")
        view.paint, view.shift = seen["paint"], seen["shift"]
        return view
    finally:
        context.close()


def listen(page: Page, view: View, host: str) -> View:
    """Count into the view every byte that the page's requests bring."""
    kinds: dict[str, str] = {}
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")

    def answered(event: dict) -> None:
        address = event["response"]["url"]
        if address.startswith(("data:", "blob:")):
            return
        kind = KINDS.get(event["type"], "other")
        kinds[event["requestId"]] = "font" if urlsplit(address).path.endswith(".woff2") else kind
        view.requests += 1
        if urlsplit(address).netloc != host:
            view.foreign.append(address)

    def finished(event: dict) -> None:
        if kind := kinds.get(event["requestId"]):
            view.bytes[kind] = view.bytes.get(kind, 0) + int(event["encodedDataLength"])

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", finished)
    return view


def table(views: list[View]) -> str:
    head = f"{'page':<16}{'status':>7}{'kB*':>7}{'HTML':>7}{'CSS':>7}{'JS':>6}{'fonts':>7}"
    head += f"{'pict.':>7}{'req.':>6}{'LCP ms':>8}{'CLS':>7}"
    lines = [head]
    for view in views:
        sizes = [view.total, *(view.bytes.get(kind, 0) for kind in ("document", "style", "script", "font", "picture"))]
        total, html, css, js, fonts, pictures = (f"{size / 1000:.1f}" for size in sizes)
        lines.append(
            f"{view.name:<16}{view.status:>7}{total:>7}{html:>7}{css:>7}{js:>6}{fonts:>7}{pictures:>7}"
            f"{view.requests:>6}{view.paint:>8.0f}{view.shift:>7.3f}"
        )
    limits = f"{BUDGETS['total'] / 1000:.0f} kB, CSS {BUDGETS['style'] / 1000:.0f}, JS {BUDGETS['script'] / 1000:.0f}"
    limits += f", fonts {BUDGETS['font'] / 1000:.0f}, CLS {BUDGETS['shift']}, no third party."
    lines.append(f"* without pictures. Budgets: {limits}")
    return "\n".join(lines)


def main() -> int:
    try:
        with chromium() as browser, demo() as (url, manage_link):
            kinds = kinds_of_page(browser, url, manage_link)
            views = [weigh(browser, url, name, address) for name, address in kinds.items()]
    except Missing as missing:
        print(f"Missing: {missing}", file=sys.stderr)
        return 1 if nothing_may_be_skipped() else 0
    print(table(views))
    wrong = [
        f"{view.name}: answered {view.status}"
        for view in views
        if view.status != (404 if view.name == "not found" else 200)
    ]
    for line in (problems := wrong + [line for view in views for line in view.past_budgets()]):
        print(line, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
