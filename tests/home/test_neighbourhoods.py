"""Neighbourhood pages: what happens there, who to call, what is known; choosing one; merged and renamed ones."""

import pytest
from bs4 import BeautifulSoup
from django.test import TestCase

from home.models import NeighbourhoodIndexPage, NeighbourhoodPage
from territory.enums import ContactKind
from territory.models import ContactPoint
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


def index_page():
    found = NeighbourhoodIndexPage.objects.filter(locale=make.locale()).first()
    new = NeighbourhoodIndexPage(title="Les quartiers", slug="quartiers", locale=make.locale())
    return found or make.home_page().add_child(instance=new)


def page_of(neighbourhood, **fields):
    defaults = {"title": neighbourhood.name, "slug": neighbourhood.slug, "locale": make.locale()}
    return index_page().add_child(instance=NeighbourhoodPage(neighbourhood=neighbourhood, **defaults | fields))


@pytest.fixture
def sanitas():
    landlord = make.landlord(name="Tours Métropole Habitat")
    made = make.neighbourhood(landlord, name="Sanitas", slug="sanitas", location="Centre de Tours.", population=[
        {"text": "8 227 habitants", "year": "date non précisée", "source": "MDP"},
        {"text": "7 800 habitants", "year": "article de 2025", "source": "ONEPLANETE"},
        {"text": "9 999 habitants", "year": "2020", "source": "NOBODY"},
    ])  # fmt: skip
    page_of(made, drawing="place-sanitas")
    return made


def shown(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status, address
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def called(soup):
    return [words(box.select_one(".call-box__whom")) for box in soup.select("main .call-box")]


def saved(record):
    """Save a record and do what waits for the commit."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        record.save()


# The page


def test_page_shows_the_sessions_of_its_neighbourhood_only(client, sanitas):
    here, there = make.venue(neighbourhood=sanitas), make.venue()
    make.published_session(event=make.event(title="Ici"), venue=here)
    make.published_session(event=make.event(title="Ailleurs"), venue=there)
    make.session(event=make.event(title="Sans page"), venue=here)
    make.published_session(event=make.event(title="Annulée"), venue=here, status="cancelled")
    make.published_session(event=make.event(title="Passée"), venue=here, starts_at=make.soon(-2))
    soup = shown(client, "/quartiers/sanitas/")
    assert [words(link) for link in soup.select("main .session__title a")] == ["Ici"]


def test_page_without_sessions_leads_to_the_whole_agenda(client, sanitas):
    agenda = make.agenda_page().get_url()
    soup = shown(client, "/quartiers/sanitas/")
    assert soup.select("main .sessions") == []
    assert soup.select_one(f'main a.button[href="{agenda}"]') is not None


def test_figures_are_shown_with_their_year_and_source_only(client, sanitas):
    text = words(shown(client, "/quartiers/sanitas/").main)
    assert "7 800 habitants (article de 2025, source : oneplanete.com)" in text
    assert "8 227" not in text
    assert "9 999" not in text
    assert "Centre de Tours." in text


def test_who_is_not_known_says_so_and_has_no_number(client, sanitas):
    soup = shown(client, "/quartiers/sanitas/")
    assert len(called(soup)) == 4
    assert called(soup)[0].startswith("Tours Métropole Habitat. Le numéro est sur votre avis d’échéance")
    assert soup.select("main .call-box a") == []
    numbers = {link["href"] for link in soup.select("main .numbers a")}
    assert numbers == {"tel:18", "tel:15", "tel:112", "sms:114", "tel:+33800473333"}


def test_checked_contacts_of_the_place_take_their_row(client, sanitas):
    def contact(label, number, **fields):
        return ContactPoint.objects.create(label={"fr": label}, number=number, **fields)

    contact("Agence du Sanitas", "02 61 91 00 01", kind=ContactKind.LANDLORD, landlord=sanitas.landlords.get())
    contact("Bailleur d’ailleurs", "02 61 91 00 02", kind=ContactKind.LANDLORD, landlord=make.landlord())
    contact("Mairie", "02 61 91 00 03", kind=ContactKind.TOWN).neighbourhoods.add(sanitas)
    contact("Autre mairie", "02 61 91 00 04", kind=ContactKind.TOWN).neighbourhoods.add(make.neighbourhood())
    contact("Artemis", "02 61 91 00 05", kind=ContactKind.ADVICE)
    soup = shown(client, "/quartiers/sanitas/")
    dialled = [link["href"] for link in soup.select("main .call-box a")]
    assert dialled == ["tel:+33261910001", "tel:+33261910003", "tel:+33261910005"]


def test_links_to_the_agenda_are_those_of_the_place(client, sanitas):
    agenda = make.agenda_page()
    agenda.show_in_menus = True
    agenda.save()
    make.published_session(venue=make.venue(neighbourhood=sanitas))
    soup = shown(client, "/quartiers/sanitas/")
    assert {link["href"] for link in soup.select("a[data-near-agenda]")} == {"/agenda/?quartier=sanitas"}
    assert {each["value"] for each in soup.select("header option[selected]")} == {"sanitas"}


def test_page_costs_the_same_queries_with_one_and_with_many(client, django_assert_num_queries, sanitas):
    theme = pages.theme("water")

    def add(count):
        for _ in range(count):
            make.published_session(venue=make.venue(neighbourhood=sanitas))
            pages.guide(themes=[theme])
            ContactPoint.objects.create(label={"fr": "Artemis"}, kind=ContactKind.ADVICE)

    add(1)
    client.get("/quartiers/sanitas/")
    for _ in range(2):
        with django_assert_num_queries(10):
            shown(client, "/quartiers/sanitas/")
        add(8)


@pytest.mark.parametrize("code", ["en", "ar"])
def test_page_of_records_is_in_the_readers_language_and_an_editors_words_are_offered_in_french(client, code, sanitas):
    make.home_page(code)
    page = NeighbourhoodPage.objects.get(slug="sanitas")
    page.copy_for_translation(make.locale(code), copy_parents=True, alias=True)
    assert shown(client, f"/{code}/quartiers/sanitas/").select(".language-notice, .prose") == []
    NeighbourhoodPage.objects.update(body="<p>Un texte.</p>")
    assert shown(client, f"/{code}/quartiers/sanitas/").select_one(".prose")["lang"] == "fr"


# The list, and choosing


def test_list_shows_every_neighbourhood_that_is_not_merged(client, sanitas, django_assert_num_queries):
    gone = make.neighbourhood(merged_into=sanitas)
    page_of(gone)
    links = [link["href"] for link in shown(client, "/quartiers/").select("main .card__title a")]
    assert links == ["/quartiers/sanitas/"]
    for _ in range(2):
        with django_assert_num_queries(4):
            shown(client, "/quartiers/")
        for _ in range(12):
            page_of(make.neighbourhood())


def test_form_leads_to_the_page_without_a_script(client, sanitas):
    assert client.get("/quartiers/?quartier=sanitas").headers["Location"] == "/quartiers/sanitas/"
    assert client.get("/quartiers/?quartier=").status_code == 200
    form = shown(client, "/recherche/").select_one("header form[data-near]")
    assert (form["method"], form["action"]) == ("get", "/quartiers/")
    assert [option["value"] for option in form.select("option")] == ["", "sanitas"]


@pytest.mark.parametrize("slug", ["nulle-part", "x" * 500, "' OR 1=1", "\x00", "🌻", "<b>"])
def test_unknown_neighbourhood_is_a_sentence(client, sanitas, slug):
    response = client.get("/quartiers/", {"quartier": slug})
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert len(soup.select(".error-summary li")) == 1
    assert len(soup.select("main .card")) == 1


def test_home_shows_what_is_near_when_the_address_says_where(client, sanitas):
    make.agenda_page()
    make.published_session(event=make.event(title="Ici"), venue=make.venue(neighbourhood=sanitas))
    make.published_session(event=make.event(title="Ailleurs"))
    near = shown(client, "/?quartier=sanitas")
    assert [words(link) for link in near.select(".session__title a")] == ["Ici"]
    assert "Sanitas" in words(near.select_one("#near"))
    assert len(shown(client, "/").select(".session__title a")) == 2
    assert len(shown(client, "/?quartier=nulle-part").select(".session__title a")) == 2


def test_no_cookie_is_set(client, sanitas):
    for address in ("/", "/quartiers/", "/quartiers/sanitas/", "/?quartier=sanitas", "/recherche/?q=eau"):
        assert client.get(address).cookies == {}, address


# Merged, renamed, moved


def test_merged_neighbourhood_leads_to_the_one_that_took_it_in(client, sanitas):
    old = make.neighbourhood(name="Petit quartier", slug="petit")
    page_of(old)
    old.merged_into = sanitas
    old.save()
    response = client.get("/quartiers/petit/")
    assert (response.status_code, response.headers["Location"]) == (301, "/quartiers/sanitas/")
    assert client.get("/quartiers/?quartier=petit").headers["Location"] == "/quartiers/sanitas/"
    assert "petit" not in [option["value"] for option in shown(client, "/").select("header option")]


def test_renamed_neighbourhood_has_its_old_address_lead_to_the_new_one(client, sanitas):
    sanitas.slug = "le-sanitas"
    saved(sanitas)
    assert client.get("/quartiers/le-sanitas/").status_code == 200
    response = client.get("/quartiers/sanitas/")
    assert (response.status_code, response.headers["Location"]) == (301, "/quartiers/le-sanitas/")


def test_renamed_page_keeps_its_new_address_when_it_is_edited_next(client, sanitas):
    page = NeighbourhoodPage.objects.get()
    page.save_revision().publish()
    sanitas.slug = "le-sanitas"
    saved(sanitas)
    with TestCase.captureOnCommitCallbacks(execute=True):
        NeighbourhoodPage.objects.get().get_latest_revision_as_object().save_revision().publish()
    assert client.get("/quartiers/le-sanitas/").status_code == 200


def test_page_renamed_by_an_editor_leads_on_too(client, sanitas):
    page = NeighbourhoodPage.objects.get()
    page.slug = "autre"
    with TestCase.captureOnCommitCallbacks(execute=True):
        page.save_revision().publish()
    assert client.get("/quartiers/sanitas/").headers["Location"] == "/quartiers/autre/"


def test_names_follow_what_is_saved(client, sanitas):
    shown(client, "/")
    sanitas.name = "Grand Sanitas"
    sanitas.save()
    assert words(shown(client, "/").select("header option[value=sanitas]")[0]) == "Grand Sanitas"
