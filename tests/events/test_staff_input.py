"""Bad input on the team's screens, each case by its name: what is typed stays words, or is refused in words."""

from io import BytesIO
from urllib.parse import quote

import icalendar
import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.urls import reverse
from openpyxl import load_workbook

from accounts.roles import Role
from engagement import outbox
from events.models import Registration
from tests import factories
from tests.events.session_posts import at, household, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def facilitator(client):
    client.force_login(user := factories.staff(Role.FACILITATOR))
    return user


def added(client, name: str) -> Registration:
    """A household of this name, added by the team and told by e-mail."""
    session = factories.published_session()
    answers = household("add", name=name, email="nadia@example.org")
    assert client.post(url("session_add", session), answers).status_code == 302
    outbox.send_due()
    return Registration.objects.get()


def test_cr_and_lf_in_a_name_make_no_header_and_no_line_of_a_calendar(client, facilitator):
    made = added(client, "Nadia\r\nBcc: all@example.org\r\nATTENDEE:mailto:x@example.org")
    assert made.name == "Nadia Bcc: all@example.org ATTENDEE:mailto:x@example.org"
    [told] = mail.outbox
    assert (told.recipients(), told.message()["Bcc"]) == (["nadia@example.org"], None)
    [calendar] = [part for part in told.message().walk() if part.get_content_type() == "text/calendar"]
    [event] = icalendar.Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")
    assert "x@example.org" not in str(event.get("ATTENDEE", ""))


@pytest.mark.parametrize(
    "name",
    ["<b>Nadia</b>", "**Nadia** [ici](http://evil.example)", "{{ 7 }} %(name)s {name}", "www.evil.example", "Nadia 🎉",
     "Nadia \u202egro.elpmaxe"],
    ids=["html", "markdown", "placeholders", "web address", "emoji", "right-to-left override"],
)  # fmt: skip
def test_name_stays_words_on_the_screen_and_in_the_message(client, facilitator, name):
    made = added(client, name)
    assert made.name == name
    page = BeautifulSoup(client.get(at(made.session)).content, "html.parser")
    assert page.select_one(f"#household-{made.pk} h3").get_text().strip() == name
    html = BeautifulSoup(mail.outbox[0].alternatives[0].content, "html.parser")
    assert name in html.get_text()
    assert not [link for link in html.find_all("a") if "evil" in link["href"]]
    assert not html.find("b", string="Nadia")


@pytest.mark.parametrize("typed", ["a\x00b", "\ud800"], ids=["NUL", "lone surrogate"])
def test_nul_and_lone_surrogates_in_the_search_of_rights_are_no_failure(client, typed):
    client.force_login(factories.staff(Role.LEAD))
    body = f"name={quote(typed, errors='surrogatepass')}&day=2026-03-10"
    response = client.post(reverse("rights:index"), body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (200, 422)
    assert not response.context["found"]


@pytest.mark.parametrize(
    "answers", [{"add-name": "x" * 10_000_000}, {f"f{n}": "" for n in range(10_000)}], ids=["10 MB", "10,000 fields"]
)
def test_post_that_is_far_too_big_is_refused_in_words(client, facilitator, answers):
    session = factories.session()
    response = client.post(url("session_add", session), household("add") | answers)
    assert response.status_code in (400, 413)
    assert BeautifulSoup(response.content, "html.parser").h1
    assert not Registration.objects.exists()


@pytest.mark.parametrize("first", "=+-@\t\r", ids=["equals", "plus", "minus", "at", "tab", "return"])
def test_formula_in_a_name_is_words_in_the_copy_of_rights(client, first):
    client.force_login(factories.staff(Role.LEAD))
    entry = factories.registration(name=f"{first}HYPERLINK(1)")
    address = reverse("rights:export", args=["contact", entry.person.pk]) + "?format=xlsx"
    sheet = load_workbook(BytesIO(b"".join(client.get(address).streaming_content)))["Inscriptions"]
    cells = [cell for row in sheet.iter_rows() for cell in row if "HYPERLINK" in str(cell.value)]
    assert [(cell.data_type, str(cell.value)[0]) for cell in cells] == [("s", "'")]
