"""The frame of every page: home, plain pages, errors, languages, and the two addresses for machines."""

import json

import pytest
from bs4 import BeautifulSoup

from core.models import SiteSettings
from home.models import PlainPage
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


def shown(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def plain_page(**fields):
    defaults = {"title": "À propos", "slug": "a-propos", "locale": make.locale()}
    return make.home_page().add_child(instance=PlainPage(**defaults | fields))


def alias(page, code):
    """The page offered untranslated in another language, as `setup_site` does for every page."""
    return page.copy_for_translation(make.locale(code), copy_parents=True, alias=True)


# Home and plain pages


def test_home_shows_its_words_the_next_workshops_and_the_latest_guides(client):
    home = make.home_page()
    home.title, home.lead = "Bien chez soi", "Des gestes simples."
    home.save()
    pages.room("kitchen")
    for number in range(6):
        pages.guide(title=f"Guide {number}")
        make.published_session(event=make.event(title=f"Atelier {number}"), starts_at=make.soon(number + 1))
    soup = shown(client, "/")
    assert ([words(tag) for tag in soup("h1")], words(soup.select_one("p.lead"))) == (
        ["Bien chez soi"],
        "Des gestes simples.",
    )
    assert [words(link) for link in soup.select(".session__title a")] == [f"Atelier {n}" for n in range(4)]
    assert len(soup.select(".card__title a")) == 4
    assert "/guides/?piece=kitchen" in [link["href"] for link in soup.select("main details a")]


def test_home_without_anything_else_is_shown(client):
    make.home_page()
    assert len(shown(client, "/").select("h1")) == 1


def test_home_costs_the_same_queries_whatever_there_is(client, django_assert_num_queries):
    theme = pages.theme("water")

    def add(count):
        for _ in range(count):
            pages.guide(themes=[theme])
            make.published_session()

    add(4)
    client.get("/")
    for _ in range(2):
        with django_assert_num_queries(8) as queries:
            shown(client, "/")
        assert len(queries) <= 15
        add(8)


def test_plain_page_shows_its_blocks(client):
    body = [
        ("heading", "Qui nous sommes"), ("text", "<p>Une <b>équipe</b>.</p>"),
        ("notice", {"kind": "warning", "title": "Attention", "text": "<p>Lisez.</p>"}),
        ("table", {"caption": "Durées", "columns": ["Donnée", "Mois"], "rows": [["Nom", "3"], ["<b>", ""]]}),
        ("drawing", {"name": "logo", "alt": "Une maison"}),
    ]  # fmt: skip
    main = shown(client, plain_page(body=body).get_url()).main
    assert [(tag["id"], words(tag)) for tag in main.select(".prose h2[id]")] == [("qui-nous-sommes", "Qui nous sommes")]
    assert main.select_one(".prose p b").text == "équipe"
    assert "Lisez." in words(main.select_one(".notice--warning"))
    table = main.table
    assert (words(table.caption), [words(cell) for cell in table.select("th[scope=row]")]) == ("Durées", ["Nom", "<b>"])
    assert main.select_one('svg[aria-label="Une maison"]') is not None


def test_menu_and_foot_lead_to_the_pages_under_home(client):
    menu, foot = plain_page(title="Qui appeler", slug="qui", show_in_menus=True), plain_page()
    plain_page(title="Brouillon", slug="brouillon", live=False)
    soup = shown(client, menu.get_url())
    assert {link["href"] for link in soup.select("header nav.menu a")} == {"/qui/"}
    assert {link["aria-current"] for link in soup.select("header nav.menu a")} == {"page"}
    assert [link["href"] for link in soup.select("footer nav a")] == [foot.get_url()]


def test_identity_comes_from_the_settings_of_the_site(client):
    make.home_page()
    settings = SiteSettings.for_site(make.Site.objects.get())
    settings.name, settings.demo_banner, settings.contact_phone = "Chez nous", {"fr": "Démonstration"}, "0247000000"
    settings.save()
    soup = shown(client, "/")
    assert "Chez nous" in soup.title.text
    assert words(soup.select_one(".demo-strip")) == "Démonstration"
    assert soup.select_one('footer a[href="tel:+33247000000"]') is not None


def test_numbers_for_emergencies_stand_on_every_page(client):
    make.home_page()
    for address, status in (("/", 200), ("/recherche/", 200), ("/nulle-part/", 404)):
        dialled = {link["href"] for link in shown(client, address, status).select("footer a[href^=tel]")}
        assert {"tel:18", "tel:15", "tel:112", "tel:+33800473333"} <= dialled


# Errors, and machines


@pytest.mark.parametrize(
    "address", ["/nulle-part/", "/guides/nulle-part/", "/en/nowhere/", "/%F0%9F%8C%BB/", "/" + "x" * 2000 + "/"]
)
def test_unknown_address_is_a_sober_404_that_leads_on(client, address):
    make.home_page("en")
    soup = shown(client, address, 404)
    assert len(soup.select("h1")) == 1
    assert soup.select_one("main form[role=search]") is not None
    home = "/en/" if address.startswith("/en/") else "/"
    assert home in [link["href"] for link in soup.select("main a")]
    assert soup.html["lang"] == ("en" if address.startswith("/en/") else "fr")


def test_foreign_host_is_refused_in_words(client):
    make.home_page()
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.content


def test_health_answers_that_the_database_is_reached(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz/")
    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz/").status_code == 405


def test_robots_are_kept_from_forms_and_from_the_admin(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert {"Disallow: /admin/", "Disallow: /inscription/", "Disallow: /q/", "Disallow: /affiche/"} <= set(lines)


# Languages


def languages(soup):
    return {link["hreflang"]: link["href"] for link in soup.select("header nav.languages a")}


def alternates(soup):
    return {link["hreflang"]: link["href"] for link in soup.select("head link[rel=alternate]")}


@pytest.mark.parametrize(
    ("code", "address", "direction"), [("fr", "/", "ltr"), ("en", "/en/", "ltr"), ("ar", "/ar/", "rtl")]
)
def test_each_language_has_its_address_and_its_direction(client, code, address, direction):
    for other in ("en", "ar"):
        make.home_page(other)
    soup = shown(client, address)
    assert (soup.html["lang"], soup.html["dir"]) == (code, direction)
    assert soup.main.get("lang") is None
    assert languages(soup) == {"fr": "/", "en": "/en/", "ar": "/ar/"}
    current = {link["hreflang"] for link in soup.select("nav.languages a[aria-current]")}
    assert current == {code}
    assert alternates(soup) == {
        "fr": "http://localhost:8000/", "en": "http://localhost:8000/en/", "ar": "http://localhost:8000/ar/",
    }  # fmt: skip


def test_switch_leads_to_this_very_page_and_hreflang_only_to_real_translations(client):
    event = make.event()
    page = make.event_page(event)
    translated = make.event_page(event, code="en", title="Taps")
    offered = alias(page, "ar")
    soup = shown(client, page.get_url())
    assert languages(soup) == {"fr": page.get_url(), "en": translated.get_url(), "ar": offered.get_url()}
    site = "http://localhost:8000"
    assert alternates(soup) == {"fr": site + page.get_url(), "en": site + translated.get_url()}
    for address in languages(soup).values():
        assert client.get(address).status_code == 200


def test_switch_on_a_form_leads_to_the_same_form(client):
    session = make.published_session()
    soup = shown(client, f"/en/inscription/{session.uuid}/")
    assert languages(soup) == {
        code: f"{prefix}/inscription/{session.uuid}/" for code, prefix in (("fr", ""), ("en", "/en"), ("ar", "/ar"))
    }
    assert alternates(soup) == {}


@pytest.mark.parametrize(("code", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_untranslated_page_is_offered_in_french_with_a_notice(client, code, direction):
    offered = alias(plain_page(summary="En français."), code)
    soup = shown(client, offered.get_url())
    assert (soup.html["lang"], soup.html["dir"]) == (code, direction)
    notice, text = soup.select_one("main .language-notice"), soup.select_one("main article")
    assert notice.find_parent(lang="fr") is None
    assert (text["lang"], text["dir"]) == ("fr", "ltr")
    assert words(soup.h1) == "À propos"
    assert code not in alternates(soup)


def test_translated_page_has_no_notice(client):
    page = plain_page()
    make.home_page("en")
    translated = page.copy_for_translation(make.locale("en"), copy_parents=True)
    translated.title, translated.live = "About", True
    translated.save()
    soup = shown(client, translated.get_url())
    assert (words(soup.h1), soup.select(".language-notice"), soup.main.get("lang")) == ("About", [], None)
