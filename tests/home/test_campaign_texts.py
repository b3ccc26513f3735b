"""The campaigns that come with the portal: each whole, with its drawing and its sheets, none with a made-up date."""

import re
import tomllib

import pytest
from django.conf import settings

from campaigns.enums import State
from campaigns.listing import files_of
from campaigns.models import CampaignPage
from core import drawings
from home.structure import FILES
from tests.home.site import run, taken_back

pytestmark = pytest.mark.django_db

TEXTS = {path.stem: tomllib.loads(path.read_text()) for path in sorted((FILES / "campaigns").glob("*.toml"))}
OF_THE_LANDLORD = {"mon-quartier-propre", "cine-plein-air", "animations-d-ete"}


@pytest.fixture(scope="module")
def published(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), taken_back():
        run("setup_site")
        run("load_texts")
        yield {page.slug: page for page in CampaignPage.objects.filter(locale__language_code="fr")}


def test_there_are_seven():
    assert set(TEXTS) == OF_THE_LANDLORD | {"halls-partages", "encombrants", "nuits-calmes", "air-et-chaleur-d-hiver"}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_whole_and_plain(name):
    text = TEXTS[name]
    assert text["slug"] == name
    assert 3 <= len(text["actions"]) <= 5
    assert re.fullmatch(r"[^.]+[.]|[^.]+\?\s[^.]+\.", text["message"]), "One sentence."
    assert drawings.read(text["drawing"])
    assert (settings.DRAWINGS_DIR / f"{text['drawing']}.svg").stat().st_size <= 1024
    assert text["sources"]
    assert re.search(r"\b0\d(\s?\d\d){4}\b", str(text)) is None, "No number of somebody who may have changed it."


@pytest.mark.parametrize("name", sorted(OF_THE_LANDLORD))
def test_campaign_of_the_landlord_has_no_date_and_says_who_supported_it(published, name):
    page = published[name]
    assert (page.state, page.starts_on, page.ends_on) == (State.UNDATED, None, None)
    assert [each.slug for each in page.landlords.all()] == ["tours-metropole-habitat"]
    assert "Pas de date annoncée" in str(page.body)


def test_each_offers_its_poster_leaflet_and_card_and_names_a_guide(published, client):
    for page in published.values():
        assert [file.made_as for file in files_of(page)] == ["a4", "a5", "carte"], page.slug
        answer = client.get(page.get_url()).content.decode()
        assert answer.count("/telecharger/") == 3
        assert 'id="guides-about"' in answer, page.slug
