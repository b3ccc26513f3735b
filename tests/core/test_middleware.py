"""What every answer carries, and what never reaches a view."""

import pytest
from bs4 import BeautifulSoup

from tests import factories as make

pytestmark = pytest.mark.django_db


def policy(response):
    """The content security policy as {directive: [sources]}."""
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize("path", ["/%00", "/guides/%00/", "/en/%00x", "/inscription/gerer/%00/"])
def test_nul_in_the_address_is_a_sober_400(client, path):
    make.home_page()
    response = client.get(path)
    assert response.status_code == 400
    soup = BeautifulSoup(response.content, "html.parser")
    assert len(soup.find_all("h1")) == 1
    assert soup.find("a", href="/") is not None


@pytest.mark.parametrize("path", ["/%00", "/admin/%00/", "/static/%00", "/media/%00"])
def test_nul_in_the_address_is_answered_even_without_any_page(client, path):
    response = client.get(path)
    assert response.status_code == 400
    assert b"</html>" in response.content


@pytest.mark.parametrize("path", ["/", "/agenda/", "/recherche/?q=eau", "/nulle-part/", "/inscription/gerer/", "/%00"])
def test_public_pages_have_a_strict_policy(client, path):
    make.agenda_page()
    rules = policy(client.get(path))
    assert rules["default-src"] == ["'self'"]
    assert rules["object-src"] == ["'none'"]
    assert rules["frame-ancestors"] == ["'none'"]
    assert rules["form-action"] == ["'self'"]
    assert rules["style-src"] == ["'self'"]
    # The nonce is there only when a page uses one.
    assert [source for source in rules["script-src"] if not source.startswith("'nonce-")] == ["'self'"]
    assert not [source for sources in rules.values() for source in sources if "unsafe" in source or "://" in source]


def test_policy_is_loosened_under_admin_only(client):
    make.home_page()
    client.force_login(make.admin())
    rules = policy(client.get("/admin/"))
    assert "'unsafe-inline'" in rules["style-src"]
    assert "'unsafe-inline'" in rules["script-src"]
    assert rules["object-src"] == ["'none'"]
    # The same person on the public side is under the strict one; so is an address that only looks like it.
    for path in ("/", "/administration/", "/en/admin/"):
        assert "unsafe" not in client.get(path)["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/agenda/calendrier.ics", "/nulle-part/", "/healthz/"])
def test_every_answer_has_the_headers_of_security(client, path):
    make.home_page()
    response = client.get(path)
    headers = [response[name] for name in ("X-Content-Type-Options", "Referrer-Policy", "Cross-Origin-Opener-Policy")]
    assert headers == ["nosniff", "same-origin", "same-origin"]
    assert response["X-Frame-Options"] in {"DENY", "SAMEORIGIN"}


def test_pages_hold_no_inline_style_or_script(client):
    make.agenda_page()
    for path in ("/", "/agenda/", "/recherche/?q=eau", "/nulle-part/"):
        soup = BeautifulSoup(client.get(path).content, "html.parser")
        assert soup.select("[style], style") == []
        assert [tag for tag in soup.find_all("script") if not tag.get("src")] == []
        assert [tag for tag in soup.find_all(True) for key in tag.attrs if key.startswith("on")] == []


def test_post_without_a_token_is_a_sober_403(client):
    session = make.published_session()
    client.handler.enforce_csrf_checks = True
    response = client.post(f"/inscription/{session.uuid}/", {"name": "Nadia"})
    assert response.status_code == 403
    assert len(BeautifulSoup(response.content, "html.parser").find_all("h1")) == 1
