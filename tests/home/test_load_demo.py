"""The samples: enough to show the portal, the same when loaded twice, gone without a trace when removed."""

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.roles import Role
from copro.models import AdviceRequest
from core.models import SiteSettings
from engagement.enums import MessageState
from engagement.models import Message
from events.enums import Kind, RegistrationStatus, SessionStatus
from events.models import Event, EventPage, Registration, Session
from guides.models import GuidePage
from home import invariants
from indicators import figures
from indicators.counting import FIGURES, Scope
from territory.models import Neighbourhood
from tests.home.site import differences, dump, run, taken_back

FRENCH = {"locale__language_code": "fr"}
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture(scope="module")
def house(django_db_setup, django_db_blocker):
    """The structure and the texts without the samples: their rows. The samples are loaded over it."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as environment, taken_back():
        environment.setenv("DEMO_PASSWORD", "mot-de-passe-de-demo")
        run("setup_site")
        run("load_texts")
        before = dump()
        run("load_demo")
        yield before


def test_programme_is_wide_enough_in_time_and_place():
    today, ten_weeks = timezone.now(), timedelta(weeks=10)
    assert Event.objects.count() >= 10
    assert Session.objects.count() >= 30
    assert Neighbourhood.objects.filter(venue__sessions__isnull=False).distinct().count() >= 9
    assert set(Event.objects.values_list("kind", flat=True)) == set(Kind.values)
    dates = Session.objects.values_list("starts_at", flat=True)
    assert min(dates) < today - timedelta(weeks=6)
    assert max(dates) > today + timedelta(weeks=6)
    assert all(abs(date - today) <= ten_weeks + timedelta(days=2) for date in dates)
    assert EventPage.objects.filter(live=True, **FRENCH).count() == Event.objects.count()


def test_past_sessions_are_closed_or_wait_for_it_and_none_to_come_is():
    states = set(Session.objects.filter(starts_at__gt=timezone.now()).values_list("status", flat=True))
    assert SessionStatus.HELD not in states
    held = Session.objects.filter(status=SessionStatus.HELD)
    assert held.count() >= 5
    assert not held.filter(closed_at=None).exists()
    assert Session.objects.to_close().exists()


def test_some_sessions_have_a_waiting_list():
    waiting = Registration.objects.filter(status=RegistrationStatus.WAITING, session__starts_at__gt=timezone.now())
    assert waiting.exists()


def test_samples_show_a_series_a_move_a_cancellation_ages_and_languages():
    coming = Session.objects.filter(starts_at__gt=timezone.now())
    assert coming.exclude(series=None).count() >= 5
    assert coming.filter(status=SessionStatus.CANCELLED).exists()
    assert coming.exclude(moved_at=None).exists()
    assert Event.objects.exclude(audience="all").count() >= 4
    assert Event.objects.filter(spoken_languages__slug="lsf").exists()


def test_guides_are_there_with_steps_and_checked():
    guides = GuidePage.objects.filter(live=True, **FRENCH)
    assert guides.count() >= 8
    for guide in guides:
        assert [len(guide.steps) >= 3, guide.rooms.exists(), guide.themes.exists(), guide.tags.exists()] == [
            True
        ] * 4, guide


def test_staff_have_their_roles_and_the_given_password():
    roles = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert roles == {
        "admin": [], "redaction": [Role.EDITOR.value], "animation": [Role.FACILITATOR.value],
        "artemis": [Role.ARTEMIS.value], "bailleur": [Role.LANDLORD.value], "pilotage": [Role.LEAD.value],
    }  # fmt: skip
    assert User.objects.get(username="admin").is_superuser
    assert User.objects.get(username="bailleur").landlord is not None
    assert all(user.check_password("mot-de-passe-de-demo") for user in User.objects.all())


def test_every_source_of_the_figures_has_something_to_show():
    counted = figures.count(Scope(date.today() - timedelta(days=400), date.today()))
    assert {name for name in FIGURES if not counted.value(name)} == set()
    assert len(set(AdviceRequest.objects.values_list("status", flat=True))) == 4


def test_samples_write_to_nobody():
    assert not Message.objects.exclude(state=MessageState.SENT).exists()
    addresses = set(Message.objects.values_list("person__email", flat=True)) - {""}
    assert {address.rpartition("@")[2] for address in addresses} <= {"example.org", "example.com", "example.net"}


def test_portal_says_that_it_is_a_demonstration():
    assert SiteSettings.objects.get().demo_banner["fr"]
    assert "demo-strip" in Client().get("/").content.decode()


def test_every_sample_page_answers_within_fifteen_queries(django_assert_max_num_queries):
    client = Client()
    client.get("/agenda/")
    for page in [*GuidePage.objects.filter(**FRENCH), *EventPage.objects.filter(**FRENCH)]:
        client.get(page.get_url())  # the first visitor ever makes the renditions of the page's pictures
        with django_assert_max_num_queries(15):
            assert client.get(page.get_url()).status_code == 200
    with django_assert_max_num_queries(15):
        assert "session__title" in client.get("/agenda/").content.decode()


def test_one_guide_one_event_and_the_home_page_are_translated():
    client = Client()
    for code in ("en", "ar"):
        own = {"locale__language_code": code, "alias_of": None, "live": True}
        translated = [GuidePage.objects.filter(**own).first(), EventPage.objects.filter(**own).first()]
        assert None not in translated, code
        for page in translated:
            source = type(page).objects.get(translation_key=page.translation_key, **FRENCH)
            assert page.title != source.title
            content = client.get(page.get_url()).content.decode()
            assert "language-notice" not in content
        assert translated[1].event_id == source.event_id


def test_search_finds_the_samples_at_once():
    assert 'class="result"' in Client().get("/recherche/", {"q": "robinet"}).content.decode()


def test_invariants_hold():
    assert {name: wrong for name, wrong in invariants.check().items() if wrong} == {}


def test_loaded_twice_it_changes_nothing():
    before = dump()
    run("load_demo")
    assert differences(before, dump()) == {}


def test_removed_it_takes_away_exactly_what_it_made(house):
    run("load_demo", remove=True)
    cache.clear()
    assert differences(house, dump()) == {}
    assert invariants.check()["6. The page tree, foreign keys and translations are sound"] == []
