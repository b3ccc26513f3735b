"""The machinery itself: a guard that never barks would let everything through."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Locale, Page, Site

from tests.support.browser import Guard, assert_axe, axe_findings
from tests.support.processes import manage, serve

GOOD = "<!doctype html><html lang=fr><head><title>Bon</title></head><body><main><h1>Bon</h1></main></body></html>"
BAD = GOOD.replace("<h1>", "<img src='/rien.png'><img src='http://127.0.0.2:9/pixel.png'><h1>")


@pytest.fixture
def house(transactional_db):
    """What the migrations alone give."""
    return {"locales": Locale.objects.count(), "pages": Page.objects.count(), "sites": Site.objects.count()}


@pytest.mark.parametrize("time", ["first", "second"])
def test_ground_stands_again_after_a_test_that_commits(house, time):
    assert house["locales"] >= 1
    assert house["pages"] >= 1
    assert get_user_model().objects.count() == 0
    get_user_model().objects.create_user(username=f"left-behind-{time}", password="x" * 14)
    Page.objects.all().delete()


@pytest.mark.processes
def test_server_process_sees_what_the_test_committed(transactional_db):
    get_user_model().objects.create_superuser(username="seen", password="a-long-password")
    assert "seen" in manage("shell", "-v0", "-c", "from accounts.models import User; print(User.objects.get())")
    with serve(workers=1) as server:
        address = urlsplit(server.url)
        connection = http.client.HTTPConnection(address.hostname, address.port, timeout=20)
        connection.request("GET", "/healthz/")
        assert connection.getresponse().status == 200
        connection.close()
    assert server.process.poll() is not None


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_guard_and_axe_find_what_is_wrong(new_page, live_server, scripts):
    page = new_page(java_script_enabled=scripts)
    page.route(f"{live_server.url}/", lambda route: route.fulfill(content_type="text/html", body=BAD))
    page.goto("/", wait_until="load")
    assert any("image-alt" in finding for finding in axe_findings(page))
    with pytest.raises(AssertionError, match="third party"):
        page.guard.check()
    page.guard.allow("127.0.0.2")
    page.guard.allow("rien.png")


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_guard_and_axe_are_quiet_on_a_good_page(new_page, live_server, scripts):
    page = new_page(java_script_enabled=scripts)
    page.route(f"{live_server.url}/", lambda route: route.fulfill(content_type="text/html", body=GOOD))
    page.goto("/")
    assert_axe(page)
    assert isinstance(page.guard, Guard)


@pytest.mark.browser
@pytest.mark.parametrize("time", ["first", "second"])
def test_ground_stands_again_inside_the_loop_of_the_browser(browser, house, time):
    assert house["pages"] >= 1
    Page.objects.all().delete()


@pytest.mark.browser
def test_live_server_gives_pages_and_static_files(page):
    answer = page.goto("/healthz/")
    assert answer.status == 200
    assert page.request.get("/static/css/habiter.css").status == 200
