"""The whole path in a real browser, without and with JavaScript: from the home page to the figure it moves."""

import email
import re
from datetime import timedelta
from email import policy
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from accounts.roles import Role
from core.models import Theme
from events import registration, waiting_list
from events.models import Registration, Session
from home import contents, invariants, structure
from tests import factories as make
from tests.support.browser import assert_axe
from tests.support.processes import manage

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]


@pytest.fixture(params=["page_no_js", "page"], ids=["without JavaScript", "with JavaScript"])
def reader(request, settings):
    settings.FORM_MIN_SECONDS = 0
    return request.getfixturevalue(request.param)


@pytest.fixture
def house(live_server):
    """The real structure of the site, one guide, and one workshop on its theme with a single seat next week."""
    structure.set_up()
    contents.load_guide(structure.read(structure.FILES / "guides" / "robinet-qui-fuit.toml"))
    event = make.event(title="Réparer un robinet", themes=[Theme.objects.get(slug="water")])
    make.event_page(
        event, title="Réparer un robinet", slug="reparer-un-robinet", summary="On change un joint ensemble."
    )
    return make.session(event=event, capacity=1, venue=make.venue(name="Appartement témoin"))


def look(page, heading: str):
    """Expect the page whose heading matches, without any finding of axe."""
    assert re.search(heading, page.locator("h1").inner_text())
    assert_axe(page)


def fill(page, **answers):
    for name, value in answers.items():
        field = page.locator(f"[name={name}]")
        field.select_option(value) if name.startswith("lives") else field.fill(value)


def sent_to(address: str) -> list[email.message.EmailMessage]:
    """Return the messages that the worker wrote as files for an address, oldest first."""
    files = sorted(Path(django_settings.MAIL_DIR).glob("*.log"), key=lambda path: path.stat().st_mtime)
    mails = [
        email.message_from_bytes(part, policy=policy.default) for file in files for part in split(file.read_bytes())
    ]
    return [mail for mail in mails if mail["To"] == address]


def split(content: bytes) -> list[bytes]:
    return [part.strip(b"\n") for part in content.split(b"-" * 79) if part.strip()]


def test_from_the_home_page_to_the_figure(reader, house, new_page):
    address = f"nadia-{uuid4().hex[:8]}@example.org"
    read_the_guide(reader)
    sign_up_with_an_error_first(reader, address)
    waiting = registration.register(
        house.pk, registration.SignUp(name="Karim Suivant", adults=1, email="karim@example.org"), uuid4()
    )
    assert waiting.status == "waiting"
    manage("worker", "--once")
    cancel_from_the_message(reader, address)
    assert Registration.objects.get(pk=waiting.pk).status == "offered"
    waiting_list.accept(waiting.pk)
    manage("worker", "--once")
    assert "Karim Suivant" in sent_to("karim@example.org")[-1].get_body(("plain",)).get_content()
    before = figures(new_page)
    close_the_session(new_page, house, waiting)
    after = figures(new_page)
    moved = {label: after[label] - before.get(label, 0) for label in after}
    moved = {label: by for label, by in moved.items() if by}
    assert sorted(moved.values()) == [1] * len(moved) and len(moved) >= 3
    assert not any(invariants.check().values())


def read_the_guide(page):
    page.goto("/")
    look(page, "Bien")
    page.locator("article.card").get_by_role("link", name=re.compile("robinet", re.I)).click()
    look(page, "robinet")
    page.locator("aside").get_by_role("link", name="Réparer un robinet").click()
    look(page, "Réparer un robinet")
    page.locator("article.session-card a.button").click()


def sign_up_with_an_error_first(page, address: str):
    look(page, ".")
    fill(page, name="Nadia Belkacem", adults="1", lives_in="sanitas", lives_as="owner")
    page.locator("main form[method=post] button[type=submit]").click()
    look(page, ".")
    page.locator(".error-summary a").first.click()
    assert page.evaluate("document.activeElement.id" if page.has_scripts else "1") in ("id_email", 1)
    assert page.locator("[name=name]").input_value() == "Nadia Belkacem"
    fill(page, email=address)
    page.locator("main form[method=post] button[type=submit]").click()
    look(page, ".")
    assert page.url.endswith("/inscription/gerer/")
    entry = Registration.objects.get(person__email=address)
    assert (entry.status, entry.seats) == ("confirmed", 1)
    assert entry.reference in page.locator("main").inner_text()


def cancel_from_the_message(page, address: str):
    """Open the link of the e-mail in a browser that knows nothing, and cancel by one POST."""
    mail = sent_to(address)[0]
    text = mail.get_body(("plain",)).get_content()
    assert [part.get_filename() for part in mail.iter_attachments()] == ["habiter.ics"]
    page.context.clear_cookies()
    link = re.search(r"https?://\S+/inscription/gerer/\S+", text).group(0)
    page.goto(link[link.index("/inscription") :])
    assert page.url.endswith("/inscription/gerer/")
    page.locator("form[action$='/annuler/'] button").click()
    look(page, ".")
    assert Registration.objects.get(person__email=address).status == "cancelled"


def close_the_session(new_page, session: Session, entry: Registration):
    """Time passes; a facilitator ticks who came and closes the session as held."""
    begun = timezone.now() - timedelta(hours=3)
    Session.objects.filter(pk=session.pk).update(starts_at=begun, ends_at=begun + timedelta(hours=2))
    page = signed_in(new_page, Role.FACILITATOR)
    page.goto(session.get_admin_url())
    assert_axe(page)
    page.locator(f"#household-{entry.pk} button[value=present]").click()
    assert Registration.objects.get(pk=entry.pk).people_present == 1
    page.locator("button[name=outcome][value=held]").click()
    page.wait_for_load_state()
    assert Session.objects.get(pk=session.pk).status == "held"
    page.goto(session.get_admin_url())  # again, without the message: axe would measure it while it fades in
    assert_axe(page)


def figures(new_page) -> dict[str, int]:
    page = signed_in(new_page, Role.LEAD)
    page.goto("/admin/chiffres/")
    assert_axe(page)
    totals = page.locator("dl.figures-totals > div")
    return {div.locator("dt").inner_text(): int(div.locator("dd").first.inner_text()) for div in totals.all()}


def signed_in(new_page, role: Role):
    user = make.staff(role)
    page = new_page(viewport={"width": 360, "height": 780})
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(user.username)
    page.locator("[name=password]").fill(make.PASSWORD)
    page.locator("[type=submit]").click()
    return page
