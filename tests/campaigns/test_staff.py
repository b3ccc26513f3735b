"""The team's screens: naming a place of posting, printing its sheets, and seeing how far they reach."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from openpyxl import load_workbook

from accounts.roles import Role
from campaigns.models import DailyDownloads, Material
from engagement.models import DailyVisits, ShortLink
from engagement.short_links import link_to
from tests import factories as make
from tests.campaigns import pages

pytestmark = pytest.mark.django_db

PLACES, REACH, EXPORT = "/admin/affichage/", "/admin/diffusion/", "/admin/diffusion/export/"


def signed_in(client, role):
    client.force_login(make.staff(role))
    return client


def shown(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def today():
    return timezone.localdate()


@pytest.mark.parametrize(
    ("role", "sees", "adds", "writes"),
    [
        (Role.EDITOR, True, True, True), (Role.FACILITATOR, True, True, False), (Role.LEAD, True, False, False),
        (Role.LANDLORD, False, False, False), (Role.ARTEMIS, False, False, False),
    ],
)  # fmt: skip
def test_each_role_sees_and_does_its_own(client, role, sees, adds, writes):
    campaign = pages.campaign()
    client = signed_in(client, role)
    assert [client.get(url).status_code == 200 for url in (PLACES, REACH, EXPORT + "?format=csv")] == [sees] * 3
    client.post(PLACES, {"campaign": campaign.pk, "place": "Hall"})
    assert ShortLink.objects.exists() == adds
    assert (client.get("/admin/snippets/campaigns/material/add/").status_code == 200) == writes


def test_stranger_is_led_to_the_login(client):
    make.home_page()
    for url in (PLACES, REACH, EXPORT):
        assert client.get(url).status_code == 302


def test_named_place_has_its_sheets_ready_to_print(client):
    campaign, here = pages.campaign(title="Halls"), make.neighbourhood(name="Sanitas")
    client = signed_in(client, Role.FACILITATOR)
    data = {"campaign": campaign.pk, "neighbourhood": here.pk, "place": "Hall du 12"}
    for _ in range(2):  # pressed twice, it is one place
        soup = shown(client.post(PLACES, data, follow=True))
    link = ShortLink.objects.get()
    [place] = soup.select(".hb-household")
    assert place.h3.get_text(strip=True) == "Hall du 12, Sanitas"
    assert link.path in place.get_text()
    assert [a["href"] for a in place.select("a")] == [
        f"/affiche/{campaign.pk}/?format={paper}&lieu={link.code}" for paper in ("a4", "a5", "carte")
    ]


@pytest.mark.parametrize("data", [{}, {"campaign": "x", "place": "Hall"}, {"place": "x" * 81}, {"neighbourhood": "9"}])
def test_bad_place_is_explained_and_what_was_typed_stays(client, data):
    soup = shown(signed_in(client, Role.EDITOR).post(PLACES, data))
    assert soup.select(".error-message")
    assert soup.select_one("[name=place]").get("value", "") == data.get("place", "")
    assert ShortLink.objects.count() == 0


def test_draft_is_not_among_the_campaigns_of_a_place(client):
    pages.campaign(title="Visible")
    pages.campaign(title="Brouillon", live=False)
    soup = shown(signed_in(client, Role.EDITOR).get(PLACES))
    assert [option.get_text() for option in soup.select("[name=campaign] option")][1:] == ["Visible"]


def counted(title="Halls", visits=3, place="Boulangerie"):
    """A campaign with downloads of today and of a year ago, and visits of today."""
    campaign = pages.campaign(title=title)
    file = pages.made_file(campaign)
    DailyDownloads.objects.create(file=file, name=f"{title} – Affiche", day=today(), count=5)
    DailyDownloads.objects.create(file=file, name=f"{title} – Affiche", day=today() - timedelta(days=400), count=70)
    link = link_to(campaign, place=place)
    DailyVisits.objects.create(link=link, day=today(), count=visits)
    DailyVisits.objects.create(link=link, day=today() - timedelta(days=400), count=80)
    return campaign


def rows(soup, table):
    return [[cell.get_text(strip=True) for cell in row("td")] for row in soup.select("table.listing")[table]("tr")][1:]


def test_report_adds_up_the_period_and_names_places_that_nobody_used(client):
    campaign = counted()
    silent = link_to(campaign, place="Cave")
    soup = shown(signed_in(client, Role.LEAD).get(REACH, {"du": today(), "au": today()}))
    assert rows(soup, 0) == [["5"]]
    assert [row[-1] for row in rows(soup, 1)] == ["3", "0"]
    assert silent.code in soup.get_text()
    soup = shown(client.get(REACH, {"du": today() - timedelta(days=401), "au": today()}))
    assert (rows(soup, 0), rows(soup, 1)[0][-1]) == ([["75"]], "83")


def test_sheet_of_an_event_is_not_in_the_report_of_campaigns(client):
    link_to(make.event_page(), place="Agenda")
    soup = shown(signed_in(client, Role.LEAD).get(REACH))
    assert "Agenda" not in [row[0] for table in soup.select("table.listing") for row in [table.get_text()]]
    assert "Aucune affiche n’a encore été faite." in soup.get_text()


@pytest.mark.parametrize("query", [{"du": "hier"}, {"du": "2026-02-30"}, {"du": "2026-05-01", "au": "2026-04-01"}])
def test_bad_period_is_explained_and_its_export_leads_there(client, query):
    client = signed_in(client, Role.LEAD)
    assert shown(client.get(REACH, query)).select(".error-message")
    response = client.get(EXPORT, query | {"format": "csv"})
    assert (response.status_code, response["Location"].startswith(REACH)) == (302, True)


def test_export_has_a_row_a_file_and_a_place_a_day_and_runs_no_formula(client):
    counted(title="=1+1", place="@SUM(A1)")
    client = signed_in(client, Role.LEAD)
    period = {"du": today(), "au": today()}
    taken = client.get(EXPORT, period | {"format": "csv"}).getvalue().decode("utf-8-sig").splitlines()
    visited = client.get(EXPORT, period | {"format": "csv", "table": "visites"}).getvalue().decode("utf-8-sig")
    link = ShortLink.objects.get()
    assert taken == ["Jour;Fichier;Téléchargements", f"{today()};'=1+1 – Affiche;5"]
    assert visited.splitlines()[1:] == [f"{today()};'=1+1;;'@SUM(A1);{link.code};3"]


def test_workbook_holds_both_tables(client, tmp_path):
    counted()
    response = signed_in(client, Role.LEAD).get(EXPORT, {"format": "xlsx"})
    path = tmp_path / "campagnes.xlsx"
    path.write_bytes(response.getvalue())
    workbook = load_workbook(path)
    assert [sheet.title for sheet in workbook] == ["Téléchargements", "Visites"]
    assert [sheet.max_row for sheet in workbook] == [2, 2]
    workbook.close()


def test_report_costs_the_same_queries_with_one_and_with_many(client, django_assert_num_queries):
    client = signed_in(client, Role.LEAD)
    counted()
    client.get(REACH)
    with django_assert_num_queries(15) as queries:
        client.get(REACH)
    for number in range(9):
        counted(f"Campagne {number}")
    with django_assert_num_queries(len(queries)):
        client.get(REACH)


def test_material_is_written_with_its_files(client):
    campaign = pages.campaign()
    client = signed_in(client, Role.EDITOR)
    form = {
        "campaign": campaign.pk, "kind": "kit", "order": 0, "title_fr": "Un kit", "title_en": "", "title_ar": "",
        "licence": "cc-by", "credit": "Habiter", "files-TOTAL_FORMS": 1, "files-INITIAL_FORMS": 0,
        "files-MIN_NUM_FORMS": 1, "files-MAX_NUM_FORMS": 1000, "files-0-label": "", "files-0-language": "fr",
        "files-0-document": "", "files-0-made_as": "", "files-0-preview": "", "files-0-is_offered": "on",
        "files-0-ORDER": 1, "files-0-id": "",
    }  # fmt: skip
    refused = client.post("/admin/snippets/campaigns/material/add/", form)
    assert "Choisissez un fichier, ou faites-le à partir du texte" in refused.content.decode()
    assert Material.objects.count() == 0
    client.post("/admin/snippets/campaigns/material/add/", form | {"files-0-made_as": "a4"})
    material = Material.objects.get()
    assert (str(material), material.files.get().made_as, material.campaign) == ("Un kit", "a4", campaign)
