"""From an address to its page, in the active language, and to the pages that its frame links."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page, PageViewRestriction, Site

from core import routing
from home.models import HomePage, PlainPage
from tests import factories as make

pytestmark = pytest.mark.django_db


def below(parent: Page, slug: str, **fields) -> PlainPage:
    made = PlainPage(**{"title": f"Page {slug}", "slug": slug, "locale": parent.locale} | fields)
    return parent.add_child(instance=made)


def titles(client, address: str) -> list[str]:
    """Return the headings of the page of an address, the status where there is none."""
    response = client.get(address)
    if response.status_code != 200:
        return [str(response.status_code)]
    return [heading.text.strip() for heading in BeautifulSoup(response.content, "html.parser")("h1")]


@pytest.fixture
def tree():
    """Two pages of one slug, one below the other, in French and in English."""
    outer = below(make.home_page(), "aide", title="Aide")
    below(outer, "aide", title="Aide de l’aide")
    make.home_page("en")
    for page, title in ((outer, "Help"), (outer.get_children().get().specific, "Help with help")):
        copy = page.copy_for_translation(make.locale("en"))
        copy.title, copy.live = title, True
        copy.save()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("/aide/", ["Aide"]),
        ("/aide/aide/", ["Aide de l’aide"]),
        ("/en/aide/", ["Help"]),
        ("/en/aide/aide/", ["Help with help"]),
        ("/ar/aide/", ["Aide"]),  # no home page in Arabic: the site's own stands in for it
        ("/aide/aide/aide/", ["404"]),
        ("/autre/aide/", ["404"]),
        ("/en/AIDE/", ["404"]),
        ("/aide/%27/", ["404"]),
    ],
)
def test_address_leads_to_its_page_in_the_active_language(client, tree, address, found):
    assert titles(client, address) == found


def test_page_taken_down_is_not_found_and_its_live_child_is(client, tree):
    PlainPage.objects.get(title="Aide").unpublish()
    assert (titles(client, "/aide/"), titles(client, "/aide/aide/")) == (["404"], ["Aide de l’aide"])


def test_restricted_page_asks_for_its_password_and_is_in_no_menu(client, tree):
    page = PlainPage.objects.get(title="Aide")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")
    assert b'type="password"' in client.get("/aide/").content
    assert b'href="/aide/"' not in client.get("/").content


@pytest.mark.parametrize(("password", "opens"), [("sesame", True), ("faux", False)])
def test_restricted_page_opens_with_its_password_only(client, tree, password, opens):
    page = PlainPage.objects.get(title="Aide")
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="sesame")
    form = BeautifulSoup(client.get("/aide/").content, "html.parser").find("input", type="password").find_parent("form")
    client.post(form["action"], {"password": password, "return_url": "/aide/"})
    assert (b'type="password"' not in client.get("/aide/").content) is opens


def test_page_for_staff_asks_for_the_login_that_has_a_second_factor(client, tree):
    page = PlainPage.objects.get(title="Aide")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    asked = client.get("/aide/", follow=True)
    assert asked.redirect_chain[-1][0].startswith("/admin/login/?next=")


def test_page_deleted_meanwhile_is_not_found(tree):
    page = PlainPage.objects.get(title="Aide de l’aide")
    gone = Page.objects.get(pk=page.pk)
    page.delete()
    assert routing.whole(gone) is None


def test_addresses_are_those_that_wagtail_gives_with_several_sites(rf, tree):
    """What is kept with the request stands in for `Site.get_site_root_paths()`."""
    other = Page.objects.get(depth=1).add_child(instance=HomePage(title="Autre", slug="autre", locale=make.locale()))
    Site.objects.create(hostname="autre.example", root_page=other)
    for port in (8080, 8081):
        Site.objects.create(hostname="encore.example", port=port, root_page=other)
    request = rf.get("/")
    assert routing.route(request, "aide/")[0].title == "Aide"
    assert set(request._wagtail_cached_site_root_paths) == set(Site.get_site_root_paths())
    assert {page.pk for page in request.habiter_linked} >= {other.pk}
    hosts = ("testserver", "localhost", "autre.example", "autre.example:99", "encore.example", "encore.example:8081")
    for host in hosts:
        ours, theirs = rf.get("/", headers={"host": host}), rf.get("/", headers={"host": host})
        routing.route(ours, "")
        assert (host, ours._wagtail_site) == (host, Site.find_for_request(theirs))
    away = routing.route(rf.get("/", headers={"host": "autre.example"}), "")
    assert away[0].title == "Autre"


def test_portal_without_a_site_has_no_page(rf):
    Site.objects.all().delete()
    assert routing.route(rf.get("/"), "") is None
