"""What the nights erased, shown and printed; the register of processing on paper and as a file."""

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from accounts.roles import Role
from engagement import retention
from engagement.models import PurgeReport
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def lead(client):
    client.force_login(user := make.staff(Role.LEAD))
    return user


@pytest.fixture
def night():
    make.present(session=make.held_session(starts_at=make.soon(-100)))
    list(retention.purge())


def text_of(response) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)


def test_screen_says_how_long_each_kind_is_kept_and_what_went(client, night):
    text = client.get(reverse("purges:index")).text
    assert all(str(kind.name) in text and kind.rule in text for kind in retention.kinds())
    assert client.get(reverse("purges:index")).context["page_obj"].object_list[0][5:8] == [1, 1, 0]


def test_screen_before_the_first_night_says_that_it_must_be_planned(client):
    assert "La purge de nuit n’a jamais tourné" in client.get(reverse("purges:index")).text


def test_screen_shows_what_was_refused_until_it_is_done(client, settings):
    settings.PURGE_CAP = 0
    make.present(session=make.held_session(starts_at=make.soon(-100)))
    list(retention.purge())
    assert "--confirm-large" in client.get(reverse("purges:index")).text
    assert "Purges à vérifier" in client.get(reverse("wagtailadmin_home")).text
    list(retention.purge(confirmed=True))
    assert "--confirm-large" not in client.get(reverse("purges:index")).text
    assert "Purges à vérifier" not in client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("nights", [1, 30])
def test_screen_costs_the_same_for_one_night_and_for_thirty(client, nights):
    PurgeReport.objects.bulk_create(
        PurgeReport(kind="events.needs", until=make.soon(-n), ran_at=make.soon(-n), due=3, erased=3, state="done")
        for n in range(nights)
    )
    client.get(reverse("purges:index"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(reverse("purges:index"))
    assert len(queries) == 32


def test_destruction_list_as_xlsx(client, night):
    response = client.get(reverse("purges:export") + "?format=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert (sheet.cell(2, 2).value, sheet.cell(2, 7).value) == ("Nom, coordonnées et messages", 1)


def test_destruction_list_on_paper_says_what_the_archives_must_confirm(client, night):
    text = text_of(client.get(reverse("purges:printed")))
    assert "Liste de destruction" in text
    assert "À confirmer avec le service des archives" in text.replace("\n", " ")
    assert "Nom, coordonnées et messages" in text.replace("\n", " ")


def test_register_on_paper_and_as_a_file_tells_every_treatment(client):
    text = text_of(client.get(reverse("processing:printed"))).replace("\n", " ")
    book = load_workbook(BytesIO(b"".join(client.get(reverse("processing:export") + "?format=xlsx").streaming_content)))
    titles = [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)]
    assert [title for title in titles if title not in text] == []
    assert len(titles) == 7


@pytest.mark.parametrize("address", ["purges:export", "processing:export"])
def test_unknown_format_comes_back_to_the_screen(client, address):
    assert client.get(reverse(address) + "?format=doc").url == reverse(address.replace("export", "index"))
