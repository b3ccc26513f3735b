"""A campaign as residents read it: what it asks, where it stands, with whom; and the lists of campaigns."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone, translation

from campaigns.enums import State
from campaigns.models import STATES_IN_ORDER, CampaignPage, in_state
from core.models import CustomImage
from tests import factories as make
from tests.campaigns import pages
from tests.core.test_images import png
from tests.guides.pages import guide, theme

pytestmark = pytest.mark.django_db
MEDIA = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")


def day(days: int):
    return timezone.localdate() + timedelta(days=days)


def shown(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


def facts(soup):
    bar = soup.select_one(".facts-bar")
    return {words(dt): words(dd) for dt, dd in zip(bar("dt"), bar("dd"), strict=True)}


# Where it stands

DATES = [
    ({"starts_on": -9, "ends_on": -1}, State.OVER),
    ({"ends_on": -1}, State.OVER),
    ({"starts_on": -1, "ends_on": 0}, State.RUNNING),
    ({"starts_on": 0}, State.RUNNING),
    ({"ends_on": 5}, State.RUNNING),
    ({"all_year": True}, State.RUNNING),
    ({"starts_on": 1}, State.COMING),
    ({"starts_on": 1, "ends_on": 9, "all_year": True}, State.COMING),
    ({}, State.UNDATED),
]


def dated(fields):
    dates = {name: day(value) for name, value in fields.items() if name != "all_year"}
    return pages.campaign(**dates | {"all_year": fields.get("all_year", False)})


@pytest.mark.parametrize(("fields", "state"), DATES)
def test_state_is_told_by_the_dates_to_a_page_and_to_the_database_alike(fields, state):
    campaign = dated(fields)
    found = [each for each in State if CampaignPage.objects.filter(in_state(each, day(0)), pk=campaign.pk).exists()]
    assert (campaign.state, found) == (state, [state])


def test_every_state_has_its_place_in_the_list():
    assert set(STATES_IN_ORDER) == set(State)


def test_end_before_the_beginning_is_refused():
    campaign = pages.campaign()
    campaign.starts_on, campaign.ends_on = day(2), day(1)
    with pytest.raises(ValidationError) as refusal:
        campaign.full_clean()
    assert list(refusal.value.message_dict) == ["ends_on"]


@pytest.mark.parametrize(
    ("fields", "badge", "when"),
    [({}, "Pas de date pour l’instant", "Pas de date pour l’instant"),
     ({"all_year": True}, "Campagne en cours", "Toute l’année")],
)  # fmt: skip
def test_page_says_its_state_in_words(client, fields, badge, when):
    soup = shown(client, dated(fields))
    assert words(soup.select_one(".badge")) == badge
    assert facts(soup)["Quand"] == when


def test_campaign_that_ended_says_so_and_stays_whole(client):
    campaign = pages.campaign(starts_on=day(-30), ends_on=day(-1), all_year=False, actions=[pages.action()])
    pages.made_file(campaign)
    soup = shown(client, campaign)
    assert words(soup.select_one(".badge")) == "Campagne terminée"
    assert "Cette campagne s’est terminée le" in words(soup.select_one("main .notice"))
    assert words(soup.select_one(".actions h3")) == "Fermez la porte"
    assert len(soup.select("#material + ul .card")) == 1
    assert "notice" not in str(shown(client, pages.campaign()).main)


# What it holds


def test_page_shows_its_message_places_actions_and_supporters(client):
    sanitas, europe = make.neighbourhood(name="Sanitas"), make.neighbourhood(name="Europe")
    campaign = pages.campaign(
        title="Halls", message="Un hall dégagé.", neighbourhoods=[sanitas, europe], starts_on=day(0), all_year=False,
        landlords=[make.landlord(name="Un bailleur")], actions=[pages.action("Balayez"), pages.action("Rangez", "")],
        body=[("heading", "Pourquoi"), ("text", "<p>Pour passer.</p>")],
    )  # fmt: skip
    soup = shown(client, campaign)
    assert (words(soup.h1), words(soup.select_one("p.lead"))) == ("Halls", "Un hall dégagé.")
    assert facts(soup)["Où"] == "Sanitas, Europe"
    assert [words(title) for title in soup.select(".actions h3")] == ["Balayez", "Rangez"]
    assert "Pour passer." in words(soup.select_one(".prose"))
    assert [words(each) for each in soup.select("#with + ul li")] == ["Un bailleur"]


def test_page_names_the_guides_on_its_themes_and_leads_to_the_agenda(client):
    commons = theme("commons")
    guide(title="Soigner le palier", themes=[commons])
    guide(title="Un robinet", themes=[theme("water")])
    soup = shown(client, pages.campaign(themes=[commons]))
    assert [words(link) for link in soup.select("#guides-about + ul a")] == ["Soigner le palier"]
    assert "?theme=commons" in soup.select_one("#join + p a")["href"]


def test_empty_parts_are_not_shown(client):
    soup = shown(client, pages.campaign())
    assert [soup.find(id=each) for each in ("actions", "material", "with", "guides-about")] == [None] * 4
    assert facts(soup)["Où"] == "Tous les quartiers"


def test_form_of_sheets_offers_every_neighbourhood_and_paper(client):
    places = [make.neighbourhood(name=name) for name in ("Sanitas", "Europe")]
    form = shown(client, pages.campaign()).select_one("#poster ~ form")
    assert (form["method"], form.select("[name=csrfmiddlewaretoken]")) == ("get", [])
    assert [option["value"] for option in form.select("option")] == ["", *(place.slug for place in places)]
    assert [radio["value"] for radio in form.select("[name=format]")] == ["a4", "a5", "carte"]


# Material on the page


def picture(width, height):
    file = ImageFile(ContentFile(png(width, height), name="apercu.png"), name="apercu.png")
    return CustomImage.objects.create(title="Aperçu", file=file, is_decorative=True)


def cards(soup):
    return soup.select("#material + ul .card")


def test_file_says_its_rights_format_and_language(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    campaign = pages.campaign(drawing="hall-shared")
    pages.made_file(campaign)
    pages.uploaded_file(campaign, name="source.odt", language="ar", label="À modifier", is_source=True)
    pages.uploaded_file(campaign, is_offered=False)
    made, source = cards(shown(client, campaign))
    assert made.svg is not None
    assert "Habiter – Imprimez et partagez sans modifier" in words(made)
    for said in ("Fichier source, à modifier.", "ODT", "Arabe", "octets", "Affiche – À modifier"):
        assert said.lower() in words(source).lower()


@MEDIA
def test_preview_is_a_small_picture_and_a_lost_one_is_left_out(client, settings, tmp_path):

    settings.MEDIA_ROOT = tmp_path
    there = picture(900, 600)
    lost = CustomImage.objects.create(title="Perdu", file="original_images/nothing.png", width=10, height=10)
    campaign = pages.campaign()
    pages.uploaded_file(campaign, preview=there)
    pages.uploaded_file(campaign, preview=lost)
    first, second = cards(shown(client, campaign))
    assert (first.img["width"], first.img["height"], first.img["alt"]) == ("480", "320", "")
    assert second.img is None


def test_material_is_the_same_in_every_language(client):
    campaign = pages.campaign()
    pages.made_file(campaign)
    make.home_page("en")
    translated = campaign.copy_for_translation(make.locale("en"), copy_parents=True)
    translated.title, translated.live = "Shared halls", True
    translated.save()
    [card] = cards(shown(client, translated))
    assert "French" in words(card)


def test_untranslated_campaign_is_offered_in_french_with_a_notice(client):
    make.home_page("ar")
    alias = pages.campaign(title="Halls").copy_for_translation(make.locale("ar"), copy_parents=True, alias=True)
    soup = shown(client, alias)
    assert (soup.html["dir"], soup.h1["lang"], soup.h1["dir"], words(soup.h1)) == ("rtl", "fr", "ltr", "Halls")
    assert words(soup.select_one(".language-notice")) and soup.select_one(".facts-bar").find_parent(lang="fr") is None


def test_page_costs_at_most_fifteen_queries_with_one_and_with_many(
    client, settings, tmp_path, django_assert_num_queries
):

    settings.MEDIA_ROOT = tmp_path
    preview = picture(90, 60)
    preview.get_rendition("max-480x320")

    def campaign(count):
        about = [theme(f"theme-{n}") for n in range(count)]
        made = pages.campaign(
            neighbourhoods=[make.neighbourhood() for _ in range(count)], themes=about,
            landlords=[make.landlord() for _ in range(count)], actions=[pages.action()] * count,
        )  # fmt: skip
        for _ in range(count):
            guide(themes=about)
            pages.made_file(made)
            pages.uploaded_file(made, preview=preview)
        return made

    one, many = campaign(1), campaign(9)
    client.get(one.get_url())
    for page in (one, many):
        with django_assert_num_queries(9):
            shown(client, page)


# Lists


def titles(soup):
    return [words(title) for title in soup.select("main .card__title")]


def test_list_shows_what_runs_first_and_what_is_over_last(client):
    for title, fields in (
        ("Finie", {"ends_on": -2}), ("Sans date", {}), ("À venir", {"starts_on": 3}),
        ("Toute l’année", {"all_year": True}), ("En cours", {"starts_on": -3}),
    ):  # fmt: skip
        campaign = dated(fields)
        campaign.title = title
        campaign.save()
    soup = shown(client, pages.index())
    assert titles(soup) == ["En cours", "Toute l’année", "À venir", "Sans date", "Finie"]
    assert [words(badge) for badge in soup.select(".badge")] == [
        "Campagne en cours", "Campagne en cours", "Campagne à venir", "Pas de date pour l’instant", "Campagne terminée",
    ]  # fmt: skip


def test_card_names_one_neighbourhood_and_counts_several(client):
    here = make.neighbourhood(name="Sanitas")
    pages.campaign(title="A", neighbourhoods=[here])
    pages.campaign(title="B", neighbourhoods=[here, make.neighbourhood()])
    pages.campaign(title="C")
    found = [words(card.select_one(".facts")) for card in shown(client, pages.index()).select(".card")]
    assert found == ["Sanitas", "2 quartiers", "Tous les quartiers"]


def test_empty_list_leads_on(client):
    assert "Pas de campagne pour l’instant" in words(shown(client, pages.index()).main)


def test_list_costs_the_same_queries_with_one_and_with_thirty(client, django_assert_num_queries):
    def add(count):
        for _ in range(count):
            pages.campaign(neighbourhoods=[make.neighbourhood()], themes=[theme("water"), theme("air")])

    add(1)
    address = pages.index().get_url()
    client.get(address)
    for more in (29, 0):
        with django_assert_num_queries(5):
            assert client.get(address).status_code == 200
        add(more)


def current(**variables):
    request = RequestFactory().get("/")
    source = "{% load campaigns %}{% current_campaigns neighbourhood=neighbourhood limit=limit %}"
    with translation.override("fr"):
        html = Template(source).render(Context({"request": request, "neighbourhood": None, "limit": 3} | variables))
    return titles(BeautifulSoup(f"<main>{html}</main>", "html.parser"))


def test_tag_shows_what_runs_or_comes_here_and_everywhere(django_assert_num_queries):
    here, there = make.neighbourhood(), make.neighbourhood()
    pages.campaign(title="Ici", neighbourhoods=[here], starts_on=day(-1))
    pages.campaign(title="Partout")
    pages.campaign(title="Bientôt", neighbourhoods=[here, there], all_year=False, starts_on=day(9))
    pages.campaign(title="Ailleurs", neighbourhoods=[there])
    pages.campaign(title="Finie", ends_on=day(-1))
    pages.campaign(title="Sans date", all_year=False)
    pages.campaign(title="Brouillon", live=False)
    assert current(neighbourhood=here) == ["Ici", "Partout", "Bientôt"]
    assert current(neighbourhood=here, limit=1) == ["Ici"]
    with django_assert_num_queries(2):  # one of them is the site's, which a page has read already
        assert current(limit=9) == ["Ici", "Ailleurs", "Partout", "Bientôt"]


def test_tag_shows_nothing_where_there_is_none():
    assert current() == []
