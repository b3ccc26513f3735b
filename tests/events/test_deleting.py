"""What has sign-ups is never deleted: session, event, page, translation, parent, in bulk. The count is told."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from accounts.roles import Role
from core.errors import DomainError
from events import staff_programme
from events.enums import RegistrationStatus
from events.models import Event, EventPage, Registration, Session
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(user := factories.admin())
    return user


def told(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def signed_up(households: int = 2) -> Event:
    session = factories.published_session()
    for _ in range(households):
        factories.registration(session=session)
    return session.event


def delete_page(client, page):
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]), {"confirm_site_name": "Habiter"})


def delete_in_bulk(client, *pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{address}?{query}", {"confirm_site_name": "Habiter"})


# Pages


@pytest.mark.parametrize("delete", [delete_page, delete_in_bulk])
@pytest.mark.parametrize("which", ["page", "translation", "source of a translation", "parent", "home"])
def test_a_page_of_an_event_with_sign_ups_stays(client, admin, delete, which):
    event = signed_up(2)
    page = EventPage.objects.get(event=event)
    translation = factories.event_page(event, code="en")
    target = {"page": page, "translation": translation, "source of a translation": page,
              "parent": page.get_parent(), "home": page.get_parent().get_parent()}[which]  # fmt: skip
    before = Page.objects.count()
    response = delete(client, target)
    assert response.status_code == 302
    assert Page.objects.count() == before
    assert "2" in told(response)
    assert Registration.objects.count() == 2


@pytest.mark.parametrize("delete", [delete_page, delete_in_bulk])
def test_a_page_of_an_event_without_sign_ups_goes_and_the_event_stays(client, admin, delete):
    event = signed_up(0)
    delete(client, EventPage.objects.get(event=event))
    assert not EventPage.objects.filter(event=event).exists()
    assert Session.objects.filter(event=event).count() == 1


def test_in_bulk_one_page_with_sign_ups_keeps_all(client, admin):
    free, taken = signed_up(0), signed_up(1)
    pages = EventPage.objects.filter(event__in=[free, taken])
    delete_in_bulk(client, *pages)
    assert pages.count() == 2


def test_the_parent_goes_when_only_a_page_elsewhere_has_sign_ups(client, admin):
    signed_up(1)
    other = factories.home_page().add_child(instance=Page(title="Autre", slug="autre"))
    delete_page(client, other)
    assert not Page.objects.filter(pk=other.pk).exists()


def test_a_translation_of_the_parent_with_a_page_of_its_own_stays(client, admin):
    agenda = factories.agenda_page("en")
    session = factories.session()
    factories.registration(session=session)
    page = EventPage(title="Only in English", slug="only", event=session.event, locale=agenda.locale)
    agenda.add_child(instance=page)
    before = Page.objects.count()
    delete_page(client, factories.agenda_page())
    assert Page.objects.count() == before


def test_unpublishing_is_allowed(client, admin):
    page = EventPage.objects.get(event=signed_up(1))
    client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    page.refresh_from_db()
    assert not page.live


# Events


def test_an_event_with_sign_ups_stays_and_the_number_is_told(client, admin):
    event = signed_up(3)
    address = reverse("activity_events:delete", args=[event.pk])
    assert "3" in client.get(address).context["reason"]
    response = client.post(address)
    assert (response.status_code, Event.objects.count()) == (409, 1)
    assert "3" in response.context["reason"]


def test_cancelled_sign_ups_keep_an_event_too(client, admin):
    session = factories.session()
    factories.registration(session=session, status=RegistrationStatus.CANCELLED)
    client.post(reverse("activity_events:delete", args=[session.event.pk]))
    assert Event.objects.count() == 1


def test_an_event_with_a_page_or_a_closed_date_stays(client, admin):
    with_page, held = factories.event_page().event, factories.held_session(headcount_adults=3).event
    for event in (with_page, held):
        assert client.post(reverse("activity_events:delete", args=[event.pk])).status_code == 409
    assert Event.objects.count() == 2


def test_an_event_entered_by_mistake_goes_with_its_dates(client, admin):
    session = factories.session()
    assert client.post(reverse("activity_events:delete", args=[session.event.pk])).status_code == 302
    assert (Event.objects.count(), Session.objects.count()) == (0, 0)


@pytest.mark.parametrize("role", [None, *Role])
def test_no_role_deletes_events(client, role):
    session = factories.session()
    client.force_login(factories.staff(role))
    assert client.post(reverse("activity_events:delete", args=[session.event.pk])).status_code in {302, 403}
    assert Event.objects.count() == 1


# Sessions


def test_a_session_with_sign_ups_stays():
    session = factories.registration().session
    with pytest.raises(DomainError, match="1"):
        staff_programme.delete_session(session.pk)
    assert Session.objects.count() == 1


def test_a_closed_session_stays():
    session = factories.held_session(headcount_adults=3)
    with pytest.raises(DomainError):
        staff_programme.delete_session(session.pk)
    assert Session.objects.count() == 1


def test_a_session_entered_by_mistake_goes():
    session = factories.session()
    staff_programme.delete_session(session.pk)
    assert (Session.objects.count(), Event.objects.count()) == (0, 1)
