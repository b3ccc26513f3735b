"""The poster of a session: what it says, where its code leads, who prints it."""

from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from accounts.roles import Role
from engagement.models import ShortLink
from tests import factories
from tests.events.session_posts import at, url
from tests.support import pdf_libs
from tests.support.machine import nothing_may_be_skipped

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def libraries():
    if not pdf_libs.are_here():
        missing = "Missing: the libraries for PDF: run `make pdf-libs`"
        pytest.fail(missing) if nothing_may_be_skipped() else pytest.skip(missing)


@pytest.fixture(autouse=True)
def facilitator(client):
    client.force_login(factories.staff(Role.FACILITATOR))


@pytest.mark.parametrize("paper", ["a4", "a5", "carte"])
def test_poster_says_what_when_and_where_on_one_page_and_its_code_leads_to_the_page(client, settings, paper):
    session = factories.published_session(starts_at=factories.paris(2031, 11, 25, 18, 30))
    content = client.get(url("session_poster", session, paper)).content
    reader = PdfReader(BytesIO(content))
    text = " ".join(reader.pages[0].extract_text().split())
    said = (session.event.title, "25 novembre 2031", "18 h 30", session.venue.name)
    assert (len(reader.pages), [word in text for word in said]) == (1, [True] * 4)
    picture = pypdfium2.PdfDocument(content)[0].render(scale=3).to_pil()
    link = ShortLink.objects.get()
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [settings.SITE_URL + link.path]
    assert link.page.specific.event == session.event


def test_poster_of_a_title_without_end_still_fits_one_page(client):
    session = factories.published_session(event=factories.event(title="Atelier " * 19))
    content = client.get(url("session_poster", session, "a4")).content
    assert len(PdfReader(BytesIO(content)).pages) == 1


def test_session_without_a_published_page_is_told_to_publish_it_first(client):
    session = factories.session()
    assert client.get(url("session_poster", session, "a4")).url == at(session)
    assert ShortLink.objects.count() == 0


def test_unknown_paper(client):
    assert client.get(url("session_poster", factories.published_session(), "a0")).status_code == 404
