"""The sheet on paper: names and empty rows, twenty a page, and nothing that a table should not know."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from accounts.roles import Role
from events import sheets
from tests import factories
from tests.events.session_posts import logged, url
from tests.support import pdf_libs
from tests.support.machine import nothing_may_be_skipped

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def libraries():
    if not pdf_libs.are_here():
        missing = "Missing: the libraries for PDF: run `make pdf-libs`"
        pytest.fail(missing) if nothing_may_be_skipped() else pytest.skip(missing)


@pytest.mark.parametrize(("households", "pages"), [(0, 1), (14, 1), (15, 2), (34, 2), (300, 16)])
def test_twenty_rows_a_page_and_always_empty_ones(households, pages):
    laid = list(sheets.pages_of([factories.Registration(name=f"N {n:03}") for n in range(households)]))
    assert [len(page.rows) for page in laid] == [20] * pages
    rows = [row for page in laid for row in page.rows]
    assert [row.number for row in rows] == list(range(1, 20 * pages + 1))
    assert sum(row.registration is None for row in rows) >= sheets.FEWEST_BLANK


def test_sheet_is_read_back_with_names_and_without_contact_or_need(client):
    session = factories.published_session()
    person = factories.person(email="secret@example.org")
    factories.registration(session=session, name="Zoé Martin", adults=2, children=1, person=person, needs=["hearing"])
    factories.waiting(session=session, name="Attend Encore")
    client.force_login(factories.staff(Role.FACILITATOR))
    answer = client.get(url("session_sheet", session))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    assert [word in text for word in ("Zoé Martin", "2 adultes, 1 enfant", session.event.title)] == [True] * 3
    assert [word in text for word in ("secret@", "entendre", "Attend Encore")] == [False] * 3
    assert logged("sheet", session) == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ARTEMIS, Role.LEAD, Role.LANDLORD])
def test_sheet_is_for_facilitators(client, role):
    owner = factories.landlord()
    session = factories.session(event=factories.event(landlords=[owner]))
    client.force_login(factories.staff(role, landlord=owner))
    assert client.get(url("session_sheet", session)).status_code == 403
