"""Links of guides that lead nowhere are told to editors; those to other sites are visited by a command."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command

from accounts.roles import Role
from core.models import CustomDocument
from guides import link_checks
from guides.models import LinkCheck, Source
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


class Site(BaseHTTPRequestHandler):
    """Another site: /here is there, /get-only answers GET alone, the rest is gone."""

    def do_HEAD(self):
        self.answer(200 if self.path == "/here" else 405 if self.path == "/get-only" else 404)

    def do_GET(self):
        self.answer(200 if self.path in {"/here", "/get-only"} else 404)

    def answer(self, status):
        self.send_response(status)
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def site():
    server = HTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def linked(*links: str, **fields):
    return pages.guide(introduction="<p>" + " ".join(links) + "</p>", **fields)


def to_page(page) -> str:
    return f'<a linktype="page" id="{page.pk}">{page.title}</a>'


def test_links_to_pages_and_documents_that_are_gone_are_told(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    document = CustomDocument.objects.create(title="D", file=ContentFile(b"x", name="d.pdf"))
    good, draft = pages.guide(title="Bon"), pages.guide(title="Brouillon", live=False)
    gone = '<a linktype="document" id="9999">Fiche</a>'
    kept = f'<a linktype="document" id="{document.pk}">Gardé</a>'
    linked(to_page(good), to_page(draft), gone, kept, title="Source")
    notice = ("notice", {"kind": "warning", "title": "x", "text": '<p><a linktype="page" id="9999">Perdu</a></p>'})
    pages.guide(title="Avis", steps=[notice])
    linked(to_page(draft), title="Non publié", live=False)
    assert [(link.page.title, link.words) for link in link_checks.broken()] == [
        ("Avis", "Perdu"), ("Source", "Brouillon"), ("Source", "Fiche"),
    ]  # fmt: skip


def test_command_visits_addresses_once_each_and_the_report_shows_the_answers(client, site, capsys):
    linked(f'<a href="{site}/here">a</a> <a href="{site}/gone">b</a> <a href="mailto:x@example.org">c</a>')
    linked(f'<a href="{site}/here">encore</a>')
    Source.objects.create(key="D82", label="Décret", url=f"{site}/get-only")
    Source.objects.create(key="MORT", label="Mort", url="http://127.0.0.1:1/")
    for _ in range(2):
        call_command("check_links")
    found = {check.url.removeprefix(site): (check.status, check.is_broken) for check in LinkCheck.objects.all()}
    assert len(found.pop("http://127.0.0.1:1/")[0]) > 0
    assert found == {"/here": ("200", False), "/get-only": ("200", False), "/gone": ("404", True)}
    assert "4 addresses visited, 2 broken." in capsys.readouterr().out
    client.force_login(make.staff(Role.EDITOR))
    report = client.get("/admin/guides/liens/").content.decode()
    assert f"{site}/gone" in report
    assert "Chaque lien mène quelque part." in report


def test_report_is_closed_to_others(client):
    client.force_login(make.staff(Role.FACILITATOR))
    assert client.get("/admin/guides/liens/").status_code == 302
