"""With the keyboard alone, in a real browser: from the home page to a printed poster, and from its code back."""

import pytest

from campaigns.models import DailyDownloads
from engagement.models import DailyVisits
from home import contents, structure
from tests.campaigns.pages import BROWSER
from tests.engagement.test_posters import code_on, libraries  # noqa: F401  (a fixture)
from tests.support.browser import assert_axe

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]


@pytest.fixture
def site(live_server, settings):
    settings.SITE_URL = live_server.url
    structure.set_up()
    contents.load_campaign(structure.read(structure.FILES / "campaigns" / "halls-partages.toml"))


def reach(page, selector: str, most: int = 80) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"The keyboard does not reach {selector} on {page.url}.")


def follow(page, selector: str, address: str) -> None:
    reach(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    assert_axe(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
@pytest.mark.parametrize("width", [320, 1280])
def test_from_home_to_the_poster_and_back_by_its_code(site, new_page, scripts, width):
    page = new_page(
        java_script_enabled=scripts, user_agent=BROWSER["User-Agent"], viewport={"width": width, "height": 800}
    )
    page.goto("/")
    follow(page, "main a[href='/campagnes/']", "/campagnes/")
    follow(page, ".card__title a", "/campagnes/halls-partages/")
    reach(page, "[name=format]")
    page.keyboard.press("ArrowDown")  # from the poster to the leaflet
    reach(page, "[name=quartier]")
    page.keyboard.type("San")
    reach(page, "main form button")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert download.value.suggested_filename == "halls-partages-a5-sanitas.pdf"
    [address] = code_on(download.value.path().read_bytes())
    page.goto(address)
    assert page.locator("h1").inner_text() == "Halls partagés"
    assert DailyDownloads.objects.get().count == 1
    visit = DailyVisits.objects.select_related("link__neighbourhood").get()
    assert (visit.link.neighbourhood.slug, visit.count) == ("sanitas", 1)
    assert page.context.cookies() == []
