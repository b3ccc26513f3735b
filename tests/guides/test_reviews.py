"""A guide ages: its review is due a year after its facts were checked; its owner is told once, readers see it."""

from datetime import date, timedelta

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from accounts.roles import Role
from guides import reviews
from guides.models import GuidePage, ReviewReminder
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def letters(settings, tmp_path):
    """The letters that were sent, as files."""
    options = {"file_path": str(tmp_path)}
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.filebased.EmailBackend", "OPTIONS": options}}
    return tmp_path


def overdue(**fields) -> GuidePage:
    return pages.guide(**{"checked_on": timezone.localdate() - timedelta(days=450)} | fields)


def test_review_is_due_so_many_months_after_the_facts_were_checked():
    page = pages.guide(checked_on=date(2026, 1, 31), custom_review_frequency=3)
    assert (page.last_review_date, page.next_review_date) == (date(2026, 1, 31), date(2026, 4, 30))


@pytest.mark.parametrize(("days", "is_overdue"), [(364, False), (367, True)])
def test_readers_see_that_a_guide_is_overdue(client, days, is_overdue):
    page = pages.guide(checked_on=timezone.localdate() - timedelta(days=days))
    soup = BeautifulSoup(client.get(page.get_url()).content, "html.parser")
    assert bool(soup.select(".notice--warning")) == is_overdue


def test_owner_is_told_once_in_words(letters):
    owner = make.staff(email="ana@example.org")
    page = overdue(title="Robinet", owner=owner)
    pages.guide(owner=owner)
    assert [reviews.remind(), reviews.remind()] == [1, 0]
    [letter] = letters.iterdir()
    text = letter.read_text()
    assert "To: ana@example.org" in text
    assert f"/admin/pages/{page.pk}/edit/" in text


def test_next_review_is_told_of_again(letters):
    page = overdue(owner=make.staff(), custom_review_frequency=12)
    reviews.remind()
    page.custom_review_frequency = 6
    page.save()
    assert reviews.remind() == 1


@pytest.mark.parametrize("owner", [{"email": ""}, {"is_active": False}, None], ids=["no address", "left", "nobody"])
def test_guide_whose_owner_cannot_be_told_is_on_the_first_screen_of_editors(client, letters, owner):
    from home import structure

    structure.set_up()
    page = overdue(title="Sans personne", owner=owner and make.staff(**owner))
    assert reviews.remind() == 0
    client.force_login(make.staff(Role.EDITOR))
    screen = client.get("/admin/").content.decode()
    assert ("Pages à revérifier, en retard" in screen, page.title in screen) == (True, True)
    assert page.title in client.get("/admin/reports/periodic-review/").content.decode()


def test_untranslated_copy_has_no_review_of_its_own_but_says_that_it_is_overdue(client):
    make.home_page("en")
    copy = overdue().copy_for_translation(make.locale("en"), copy_parents=True, alias=True)
    assert GuidePage.objects.get(pk=copy.pk).next_review_date is None
    assert "notice--warning" in client.get(copy.get_url()).content.decode()


def test_letter_that_could_not_leave_is_tried_again(settings):
    overdue(owner=make.staff())
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": 1},
        }
    }
    with pytest.raises(OSError):
        reviews.remind()
    assert ReviewReminder.objects.count() == 0
