"""How to report a weakness, as RFC 9116 asks: a contact that somebody set, or an honest answer that there is none."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from core.models import SiteSettings
from tests import factories as make

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


@pytest.fixture
def portal():
    make.home_page()
    return SiteSettings.for_site(Site.objects.get())


def test_security_text_gives_the_contact_of_the_identity_and_a_day_to_come(client, portal):
    portal.contact_email = "securite@example.org"
    portal.save()
    response = client.get(ADDRESS)
    lines = dict(line.split(": ", 1) for line in response.text.splitlines())
    expires = datetime.fromisoformat(lines["Expires"])
    assert (lines["Contact"], response["Content-Type"]) == ("mailto:securite@example.org", "text/plain; charset=utf-8")
    assert timedelta(days=170) < expires - timezone.now() < timedelta(days=365)


def test_security_text_without_a_contact_gives_none_and_says_how_to_set_one(client, portal):
    response = client.get(ADDRESS)
    assert (response.status_code, "Contact:" in response.text) == (404, False)
    assert "Set the e-mail address in the admin" in response.text
