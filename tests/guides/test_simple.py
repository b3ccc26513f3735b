"""The simple version: linked both ways, called FALC once named readers approved the text that is published."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.roles import Role
from guides.models import SimpleApproval, SimpleGuidePage
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def simple():
    return pages.simple(pages.guide(title="Robinet", slug="robinet", steps=[pages.step()]))


def soup_of(client, page):
    return BeautifulSoup(client.get(page.get_url()).content, "html.parser")


def labels(client, simple) -> list[str]:
    guide = simple.get_parent()
    link = soup_of(client, guide).select_one(f'.guide-tools a[href="{simple.get_url()}"]')
    return [" ".join(link.text.split()), " ".join(soup_of(client, simple).select_one("p.badge").text.split())]


def approve(simple, days_ago: int = 0) -> SimpleApproval:
    day = timezone.localdate() - timedelta(days=days_ago)
    return SimpleApproval.objects.create(page=simple, readers="Ana Test\n\n Bo Test ", approved_on=day)


def test_guide_and_simple_version_lead_to_each_other(client, simple):
    assert simple.get_url() == "/guides/robinet/simple/"
    back = soup_of(client, simple).select_one('.guide-tools a[href="/guides/robinet/"]')
    assert back.text == "Le guide complet"
    assert labels(client, simple) == ["Version simple"] * 2


def test_approved_text_is_called_falc_and_names_are_shown_to_nobody(client, simple):
    assert approve(simple).readers_count == 2
    assert labels(client, simple) == ["FALC (facile à lire et à comprendre)"] * 2
    assert "Ana Test" not in client.get(simple.get_url()).content.decode()


def test_approval_of_an_older_text_is_of_no_use(client, simple):
    approve(simple, days_ago=1)
    assert labels(client, simple) == ["Version simple"] * 2


def test_untranslated_simple_version_is_approved_with_its_source(client, simple):
    make.home_page("en")
    alias = simple.copy_for_translation(make.locale("en"), copy_parents=True, alias=True)
    approve(simple)
    assert SimpleGuidePage.objects.get(pk=alias.pk).has_approval


@pytest.mark.parametrize("readers", ["", " \n "])
def test_approval_without_a_named_reader_is_refused(simple, readers):
    with pytest.raises(ValidationError) as refusal:
        SimpleApproval(page=simple, readers=readers, approved_on=timezone.localdate()).full_clean()
    assert "readers" in refusal.value.message_dict


def test_simple_version_without_a_part_or_with_a_picture_nobody_described_has_faults(simple):
    assert simple.faults() == []
    simple.parts = []
    assert [field for field, _ in simple.faults()] == ["parts"]
    simple.parts = [pages.part(drawing="tap-washer")]
    assert len(simple.faults()) == 1


def test_sentences_of_more_than_twelve_words_are_shown_to_editors(client, simple):
    long = "un deux trois quatre cinq six sept huit neuf dix onze douze treize."
    simple.parts = [pages.part(text=f"Court.\n{long}")]
    assert [hint for hint in simple.reading_hints() if long in hint]
    simple.save_revision()
    client.force_login(make.staff(Role.EDITOR, is_superuser=True))
    assert "13 mots, plus de 12" in client.get(f"/admin/pages/{simple.pk}/edit/").content.decode()
