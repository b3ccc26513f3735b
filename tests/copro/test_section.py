"""The section's entry, its filters, its words and its models."""

import zipfile
from datetime import date
from io import BytesIO
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from copro.models import AdvicePage, CoproIndexPage, ExperiencePage, GlossaryTerm, ModelText
from events.enums import Kind
from home import copro_rules
from tests import factories as make
from tests.support import pdf_libs

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    page = CoproIndexPage(title="Copropriété", slug="copropriete", locale=make.locale())
    return make.home_page().add_child(instance=page)


def advice(section, **fields):
    n = make.number()
    defaults = {"title": f"Conseil {n:04}", "slug": f"conseil-{n}", "topic": "works", "checked_on": date(2026, 11, 22)}
    return section.add_child(instance=AdvicePage(**defaults | {"locale": section.locale} | fields))


def listed(client, query=""):
    response = client.get(f"/copropriete/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(soup):
    return [link.text for link in soup.select("section[aria-labelledby=advice] .card__title a")]


@pytest.fixture
def library(section):
    advice(section, title="A petite", topic="works", lots_max=50)
    advice(section, title="B grande", topic="works", lots_min=51, for_owner=False)
    advice(section, title="C argent", topic="money", for_syndic=False, for_council=False)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", "C argent, A petite, B grande"),
        ("?role=owner", "C argent, A petite"),
        ("?role=syndic", "A petite, B grande"),
        ("?sujet=money", "C argent"),
        ("?lots=50", "C argent, A petite"),
        ("?lots=51", "C argent, B grande"),
        ("?role=owner&sujet=works&lots=24", "A petite"),
        ("?sujet=aids", ""),
    ],
)
def test_filters_combine(client, library, query, found):
    assert ", ".join(titles(listed(client, query))) == found


@pytest.mark.parametrize(
    ("query", "field"), [("?role=x", "role"), ("?sujet=%00", "sujet"), ("?lots=0", "lots"), ("?lots=x", "lots")]
)
def test_unknown_value_is_a_sentence_and_nothing_is_listed(client, library, query, field):
    soup = listed(client, query)
    [link] = soup.select(".error-summary a")
    assert (link["href"], titles(soup)) == (f"#id_{field}", [])


def test_tools_lead_to_pages_that_answer(client, section):
    copro_rules.load()
    for link in listed(client).select("section[aria-labelledby=tools] .card__title a"):
        assert client.get(link["href"]).status_code == 200


def test_meetings_are_those_of_co_owners(client, section):
    for kind in (Kind.COOWNERS_MEETING, Kind.WORKSHOP):
        event = make.event(kind=kind, title=f"Séance {kind}")
        make.event_page(event, title=f"Séance {kind}")
        make.session(event=event)
    said = listed(client).select_one("section[aria-labelledby=meetings]").text
    assert f"Séance {Kind.COOWNERS_MEETING}" in said and f"Séance {Kind.WORKSHOP}" not in said


def test_no_story_is_made_up_and_a_real_one_needs_consent(client, section):
    assert listed(client).select("section[aria-labelledby=stories] .card") == []
    story = ExperiencePage(title="Un toit isolé", slug="toit", told_on=date(2026, 11, 1), locale=section.locale)
    with pytest.raises(ValidationError):
        section.add_child(instance=story)
        story.full_clean()
    ExperiencePage.objects.all().delete()
    told = ExperiencePage(
        title="Un toit isolé", slug="toit", told_on=date(2026, 11, 1), consent=True, lots=24, locale=section.locale
    )
    CoproIndexPage.objects.get(pk=section.pk).add_child(instance=told)
    assert len(listed(client).select("section[aria-labelledby=stories] .card")) == 1
    assert "24" in client.get("/copropriete/toit/").text


def test_advice_says_its_basis_date_team_and_size(client, section):
    advice(section, title="Conseil", slug="conseil", legal_basis="Loi de 1965, art. 14-2", lots_max=50)
    said = " ".join(client.get("/copropriete/conseil/").text.split())
    for part in ("Loi de 1965, art. 14-2", "22 novembre 2026", "Artemis", "50 lots"):
        assert part in said


def test_costs_the_same_with_1_and_20_pages_of_advice(client, section, django_assert_max_num_queries):
    counts = []
    advice(section)
    client.get("/copropriete/")
    for more in (19, 0):
        with django_assert_max_num_queries(15) as queries:
            listed(client)
        counts.append(len(queries))
        for _ in range(more):
            advice(section)
    assert counts[0] == counts[1]


# Words and models


def test_words_have_anchors(client, section):
    copro_rules.load()
    soup = BeautifulSoup(client.get("/copropriete/lexique/").content, "html.parser")
    assert {each["id"] for each in soup.select("main dl > div")} == set(
        GlossaryTerm.objects.values_list("key", flat=True)
    )


def test_without_any_record_pages_say_so(client, section):
    for address in ("lexique/", "modeles/"):
        assert 'class="empty"' in client.get(f"/copropriete/{address}").text


def test_model_is_a_text_and_a_document(client, section):
    copro_rules.load()
    model = ModelText.objects.get(key="demande-de-pieces")
    model.title, model.text = "Titre & <lettre>", "Un\nDeux\n\nTrois & <quatre>"
    model.save()
    text = client.get("/copropriete/modeles/demande-de-pieces.txt")
    assert text.content.decode("utf-8-sig").startswith("Titre & <lettre>\r\n\r\nUn\r\nDeux\r\n\r\nTrois & <quatre>\r\n")
    assert text["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(BytesIO(client.get("/copropriete/modeles/demande-de-pieces.odt").content)) as odt:
        assert odt.infolist()[0].filename == "mimetype"
        assert odt.infolist()[0].compress_type == zipfile.ZIP_STORED
        words = [" ".join(node.itertext()) for node in ElementTree.fromstring(odt.read("content.xml"))[0][0]]
        ElementTree.fromstring(odt.read("META-INF/manifest.xml"))
    assert words[:3] == ["Titre & <lettre>", "Un Deux", "Trois & <quatre>"]


@pytest.mark.skipif(not pdf_libs.are_here(), reason="Missing: the libraries for PDF: run `make pdf-libs`")
def test_every_model_prints(client, section):
    copro_rules.load()
    assert client.get("/copropriete/modeles/affiche-tri.pdf").content.startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["affiche-tri.docx", "inconnu.pdf", "affiche-tri.exe"])
def test_file_that_is_none_is_not_found(client, section, name):
    copro_rules.load()
    assert client.get(f"/copropriete/modeles/{name}").status_code == 404
