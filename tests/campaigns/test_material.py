"""Material that one takes away: the file arrives, is counted once a reader, and one that is gone is said in words."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.utils import timezone
from pypdf import PdfReader
from wagtail.models import PageViewRestriction

from campaigns.models import DailyDownloads, MaterialFile
from engagement.models import ShortLink
from engagement.short_links import link_to
from tests import factories as make
from tests.campaigns import pages
from tests.campaigns.pages import BROWSER
from tests.engagement.test_posters import code_on, libraries  # noqa: F401  (a fixture)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def take(client, file, **headers):
    return client.get(f"/telecharger/{file.pk}/", headers=BROWSER | headers)


def read(response):
    return b"".join(response)


def taken():
    return dict(DailyDownloads.objects.values_list("name", "count"))


def text_of(response):
    return " ".join(PdfReader(BytesIO(response.content)).pages[0].extract_text().split())


# Uploaded files


def test_uploaded_file_arrives_whole_and_is_counted_by_day(client):
    campaign = pages.campaign(title="Halls")
    file = pages.uploaded_file(campaign, b"%PDF-1.7 hall", "affiche-hall.pdf", label="A3")
    for _ in range(2):
        response = take(client, file)
        assert read(response) == b"%PDF-1.7 hall"
    assert response["Content-Disposition"] == 'attachment; filename="affiche-hall.pdf"'
    assert (response["Cache-Control"], response["X-Content-Type-Options"]) == ("no-store", "nosniff")
    assert (list(response.cookies), list(client.cookies)) == ([], [])
    assert list(DailyDownloads.objects.values_list("file", "day", "name", "count")) == [
        (file.pk, timezone.localdate(), "Halls – Affiche – A3, Français", 2)
    ]


def test_page_in_disguise_is_never_shown_in_the_browser(client):
    file = pages.uploaded_file(pages.campaign(), b"<script>alert(1)</script>", "affiche.html")
    response = take(client, file)
    read(response)
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


def test_robot_head_and_prefetch_are_served_and_not_counted(client):
    file = pages.uploaded_file(pages.campaign())
    for headers in ({"User-Agent": "Googlebot/2.1"}, {"Sec-Purpose": "prefetch"}):
        response = take(client, file, **headers)
        assert read(response) == b"%PDF-1.7 test"
    assert read(client.head(f"/telecharger/{file.pk}/", headers=BROWSER)) == b""
    assert taken() == {}
    assert client.post(f"/telecharger/{file.pk}/").status_code == 405


@pytest.mark.parametrize("loss", ["on disk", "in the library"])
def test_file_that_is_gone_is_said_in_words_and_leads_back(client, loss):
    campaign = pages.campaign(title="Halls")
    file = pages.uploaded_file(campaign)
    if loss == "on disk":
        file.document.file.storage.delete(file.document.file.name)
    else:
        file.document.delete()
    response = take(client, file)
    soup = BeautifulSoup(response.content, "html.parser")
    assert (response.status_code, soup.h1.get_text(strip=True)) == (410, "Ce fichier n’est plus là")
    assert campaign.get_url() in [link["href"] for link in soup.select("main a")]
    assert "no-store" in response["Cache-Control"]
    assert taken() == {}
    assert client.get(campaign.get_url()).status_code == 200


@pytest.mark.parametrize("reason", ["withdrawn", "draft", "private", "nobody's", "unknown"])
def test_file_that_is_not_offered_is_not_there(client, reason):
    campaign = pages.campaign()
    file = pages.uploaded_file(campaign)
    if reason == "withdrawn":
        MaterialFile.objects.update(is_offered=False)
    elif reason == "draft":
        campaign.unpublish()
    elif reason == "private":
        PageViewRestriction.objects.create(page=campaign, restriction_type="login")
    elif reason == "nobody's":
        campaign.delete()
    else:
        file.pk = 999_999
    assert take(client, file).status_code == 404
    assert taken() == {}


def test_downloads_stay_counted_once_the_file_is_taken_away(client):
    file = pages.uploaded_file(pages.campaign(title="Halls"), label="A3")
    read(take(client, file))
    file.material.delete()
    assert taken() == {"Halls – Affiche – A3, Français": 1}


# Sheets made from the text


def test_made_file_carries_the_words_of_the_campaign_and_is_counted(client):
    campaign = pages.campaign(
        title="Halls partagés", message="Un hall dégagé.", actions=[pages.action("Balayez")], contact="Au gardien"
    )
    file = pages.made_file(campaign, "a5")
    response = take(client, file)
    assert response["Content-Disposition"] == 'attachment; filename="halls-partages-a5.pdf"'
    said = text_of(response)
    for words in ("Halls partagés", "Un hall dégagé.", "Toute l’année", "Balayez", "Au gardien"):
        assert words in said
    assert sum(taken().values()) == 1


def test_sheet_of_a_campaign_without_dates_says_nothing_of_them(client):
    assert "Pas de date" not in text_of(take(client, pages.made_file(pages.campaign(all_year=False))))


def test_made_file_of_another_language_carries_that_text(client):
    campaign = pages.campaign(title="Halls partagés")
    make.home_page("en")
    translated = campaign.copy_for_translation(make.locale("en"), copy_parents=True)
    translated.title, translated.message, translated.live = "Shared halls", "A clear hall.", True
    translated.save()
    said = text_of(take(client, pages.made_file(campaign, language="en")))
    assert "Shared halls" in said
    assert "All year round" in said


def test_sheet_for_a_neighbourhood_has_its_own_code_each_time_the_same(client, settings):
    sanitas = make.neighbourhood(name="Sanitas")
    campaign = pages.campaign()
    file = pages.made_file(campaign)
    address = f"/affiche/{campaign.pk}/?format=a4&quartier={sanitas.slug}"
    responses = [client.get(address, headers=BROWSER) for _ in range(2)]
    link = ShortLink.objects.get()
    assert (link.page_id, link.neighbourhood, link.place) == (campaign.pk, sanitas, "")
    assert [code_on(response.content) for response in responses] == [[f"{settings.SITE_URL}/q/{link.code}"]] * 2
    assert "Sanitas" in text_of(responses[0])
    assert DailyDownloads.objects.get(file=file).count == 2
    assert client.get(link.path, headers=BROWSER)["Location"] == campaign.get_url()


def test_sheet_of_a_place_that_staff_named_carries_its_code(client, settings):
    campaign = pages.campaign()
    link = link_to(campaign, make.neighbourhood(name="Sanitas"), "Boulangerie")
    response = client.get(f"/affiche/{campaign.pk}/?format=carte&lieu={link.code}", headers=BROWSER)
    assert code_on(response.content) == [f"{settings.SITE_URL}/q/{link.code}"]
    assert "Boulangerie" not in text_of(response)
    assert "boulangerie" in response["Content-Disposition"]
    assert ShortLink.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choisissez un format dans la liste."),
        ("format=a3", "Nous ne proposons pas ce format."),
        ("format=a4&quartier=mars", "Nous ne connaissons pas ce quartier."),
        ("format=a4&lieu=ZZZZZZ", "Nous ne connaissons pas ce lieu d’affichage."),
        ("format=a4&lieu=" + "x" * 5000, ""),
        ("format=a4%00&quartier=%F0%9F%8C%BB", "Nous ne proposons pas ce format."),
    ],
)
def test_choice_that_we_do_not_know_is_explained_and_the_others_stay(client, query, said):
    place = make.neighbourhood()
    campaign = pages.campaign()
    response = client.get(f"/affiche/{campaign.pk}/?{query}{'' if 'quartier' in query else f'&quartier={place.slug}'}")
    soup = BeautifulSoup(response.content, "html.parser")
    assert response.status_code == 200
    assert said in soup.select_one(".error-summary").get_text()
    if "quartier" not in query:
        assert soup.select_one("option[selected]")["value"] == place.slug
    assert ShortLink.objects.count() == 0


def test_code_of_another_campaign_makes_no_sheet(client):
    link = link_to(pages.campaign())
    response = client.get(f"/affiche/{pages.campaign().pk}/?format=a4&lieu={link.code}")
    assert "lieu d’affichage" in response.content.decode()


def test_head_makes_neither_a_sheet_nor_a_code(client):
    campaign = pages.campaign()
    response = client.head(f"/affiche/{campaign.pk}/?format=a4", headers=BROWSER)
    assert (response.status_code, response["Content-Type"], ShortLink.objects.count()) == (200, "application/pdf", 0)


def test_no_sheet_of_a_draft(client):
    assert client.get(f"/affiche/{pages.campaign(live=False).pk}/?format=a4").status_code == 404


def test_machine_without_what_makes_documents_says_so(client, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "weasyprint", None)
    campaign = pages.campaign()
    for address in (f"/affiche/{campaign.pk}/?format=a4", f"/telecharger/{pages.made_file(campaign).pk}/"):
        response = client.get(address, headers=BROWSER)
        assert (response.status_code, "Pas maintenant" in response.content.decode()) == (503, True)
    assert taken() == {}
