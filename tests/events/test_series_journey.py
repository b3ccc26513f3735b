"""A facilitator's ten dates in a real browser, without and with JavaScript: how many steps, how many keys, how long."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Role
from events.models import Event
from tests import factories as make
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.browser]
# The keystroke-level model of Card, Moran and Newell (1980): seconds for a key of an average typist, for pointing and
# clicking, and for thinking before each step.
KEY, POINT, THINK = 0.28, 1.3, 1.35


@dataclass
class Hands:
    """What a person does, counted: a step is one field or one button."""

    page: object
    steps: int = 0
    keys: int = 0

    def write(self, name: str, shown: str, value: str = "") -> None:
        """Type what is `shown` into a field; a browser's own date and hour fields take the value in their way."""
        self.page.locator(f"[name={name}]").fill(value or shown)
        self.steps, self.keys = self.steps + 1, self.keys + len(shown)

    def choose(self, name: str, label: str) -> None:
        self.page.locator(f"[name={name}]").select_option(label=label)
        self.steps, self.keys = self.steps + 1, self.keys + 2

    def press(self, selector: str) -> None:
        self.page.locator(selector).click()
        self.steps += 1

    @property
    def seconds(self) -> float:
        return self.keys * KEY + self.steps * (POINT + THINK)


@pytest.mark.parametrize("fixture", ["page_no_js", "page"], ids=["without JavaScript", "with JavaScript"])
def test_event_with_ten_dates_takes_under_two_minutes(request, fixture, client, live_server, capsys):
    page = request.getfixturevalue(fixture)
    make.agenda_page()
    venue, user = make.venue(name="Salle A"), make.staff(Role.FACILITATOR)
    assert client.login(username=user.username, password=PASSWORD)
    cookies = [{"name": name, "value": each.value, "url": live_server.url} for name, each in client.cookies.items()]
    page.context.add_cookies(cookies)
    page.goto(live_server.url + reverse("activity_events:add"))
    hands, first = Hands(page), timezone.localdate() + timedelta(days=20)
    hands.write("title", "Réparer un robinet qui goutte")
    hands.choose("kind", "Atelier")
    hands.press("#series > summary")
    hands.write("series-first_on", f"{first:%d%m%Y}", first.isoformat())
    hands.write("series-count", "10")
    hands.write("series-start", "1800", "18:00")
    hands.write("series-end", "2000", "20:00")
    hands.choose("series-venue", str(venue))
    hands.write("series-capacity", "12")
    hands.press("[name=see-dates]")
    page.wait_for_selector("#series-preview")
    assert page.locator("#series-preview input[type=checkbox]").count() == 10
    hands.press(".hb-event__save button[type=submit]")
    page.wait_for_url("**/evenements/edit/**")
    with capsys.disabled():
        print(f"\nTen dates: {hands.steps} steps, {hands.keys} keys, {hands.seconds:.0f} s by the keystroke model")
    assert Event.objects.get().sessions.count() == 10
    assert hands.seconds < 120
