"""`setup_site` lays the structure and `load_texts` publishes the texts; run again, neither changes what is there."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page, Site

from accounts.roles import PERMISSIONS, Role
from core.models import Room, SiteSettings, Theme
from guides.models import GuideIndexPage
from home import invariants
from home.models import HomePage, PlainPage
from territory.models import Commune, ContactPoint, Landlord, Neighbourhood
from tests.home.site import differences, dump, run, taken_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("laid")]


@pytest.fixture(scope="module")
def laid(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        run("setup_site")
        run("load_texts")
        yield


def test_run_twice_it_changes_nothing():
    before = dump()
    run("setup_site")
    run("load_texts")
    assert differences(before, dump()) == {}


def test_run_again_it_keeps_what_staff_edited_and_adds_what_is_missing():
    Theme.objects.filter(slug="water").update(name={"fr": "Eau et robinets"})
    Neighbourhood.objects.filter(slug="sanitas").update(location="Au centre")
    SiteSettings.objects.update(authority="Une autre métropole")
    page = PlainPage.objects.filter(slug="a-propos", locale__language_code="fr").get()
    page.title = "Qui sommes-nous"
    page.save_revision().publish()
    Room.objects.filter(slug="kitchen").delete()
    run("setup_site")
    assert Theme.objects.get(slug="water").name == {"fr": "Eau et robinets"}
    assert Neighbourhood.objects.get(slug="sanitas").location == "Au centre"
    assert SiteSettings.objects.get().authority == "Une autre métropole"
    page.refresh_from_db()
    assert page.title == "Qui sommes-nous"
    assert Room.objects.filter(slug="kitchen").count() == 1


def test_territory_is_that_of_the_facts():
    assert (Neighbourhood.objects.count(), Commune.objects.count() >= 4, Landlord.objects.count() >= 3) == (
        13,
        True,
        True,
    )
    assert [each.name for each in Neighbourhood.objects.filter(commune__name="")] == []
    assert {each.qpv_code for each in Neighbourhood.objects.all()} == {""}  # not read in the decree yet
    assert ContactPoint.objects.exclude(number="").filter(checked_on=None).count() == 0


def test_themes_and_rooms_have_their_names():
    for record in [*Theme.objects.all(), *Room.objects.all()]:
        assert record.name["fr"], record.slug
    assert Theme.objects.filter(is_work=True).exists()


def test_roles_have_exactly_their_permissions():
    for role in Role:
        names = {
            f"{p.content_type.app_label}.{p.codename}" for p in Group.objects.get(name=role.value).permissions.all()
        }
        assert names - {"wagtailadmin.access_admin"} == set(PERMISSIONS[role]), role


def test_welcome_page_of_wagtail_is_gone_and_ours_is_the_root():
    home = Site.objects.get().root_page.specific
    assert isinstance(home, HomePage)
    assert {page.specific_class for page in Page.objects.filter(depth=2)} == {HomePage}
    assert GuideIndexPage.objects.child_of(home).count() == 1


def test_every_page_of_the_tree_is_there_in_the_three_languages_and_answers():
    client = Client()
    by_language = {}
    for page in Page.objects.filter(depth__gte=2, live=True).select_related("locale"):
        by_language.setdefault(page.locale.language_code, set()).add(page.translation_key)
        response = client.get(page.get_url())
        assert response.status_code == 200, page.get_url()
        assert f'lang="{page.locale.language_code}"' in response.content.decode()[:200]
    assert set(by_language) == {"fr", "en", "ar"}
    assert by_language["fr"] == by_language["en"] == by_language["ar"]


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/guides/",
        "/agenda/",
        "/agenda/calendrier.ics",
        "/copropriete/",
        "/recherche/?q=eau",
        "/en/",
        "/ar/",
        "/healthz/",
        "/qui-appeler/",
    ],
)
def test_printed_addresses_answer(address):
    assert Client().get(address).status_code == 200


def test_invariants_hold():
    assert {name: wrong for name, wrong in invariants.check().items() if wrong} == {}
