"""Every message as HTML: facts as a summary, one button, the identity of the portal, styles that mail programs keep."""

import re
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile

from core.models import CustomImage, SiteSettings
from engagement import letters, outbox
from engagement.models import Message
from events import invitations
from tests import factories as make
from tests.core.test_images import png

pytestmark = pytest.mark.django_db

TEMPLATES = sorted(
    path.stem
    for path in (django_settings.BASE_DIR / "templates" / "messages").glob("*.txt")
    if not path.name.startswith(("_", "advice_"))  # those are in tests/copro
)
LANGUAGES = {"fr": "ltr", "en": "ltr", "ar": "rtl"}


@pytest.fixture(autouse=True)
def no_kept_renditions():
    yield
    cache.clear()


def entry(language="fr", **fields):
    session = make.published_session(venue=make.venue(address="12 rue de la Fuye", directions="Sonnez à « Accueil »."))
    return make.registration(session=session, language=language, **fields)


def mail(record, template="confirmation", language="fr"):
    return outbox.compose(make.message(record, template=template, language=language))


def html_of(mail) -> BeautifulSoup:
    [(content, mime_type)] = mail.alternatives
    assert mime_type == "text/html"
    return BeautifulSoup(content, "html.parser")


def portal(**fields) -> SiteSettings:
    home = make.home_page()
    made, _ = SiteSettings.objects.update_or_create(site=home.get_site(), defaults=fields)
    return made


def test_there_are_the_twelve_messages_of_a_sign_up():
    assert len(TEMPLATES) == 12


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_message_has_its_facts_once_and_one_button_with_its_address_below(template, language):
    record = entry(language)
    sent = mail(record, template, language)
    html = html_of(sent)
    address = invitations.manage_url(record)
    assert (html.html["lang"], html.html["dir"]) == (language, LANGUAGES[language])
    assert (html.select_one(".page")["lang"], html.select_one(".page")["dir"]) == (language, LANGUAGES[language])
    assert html.h1.text == html.title.text == sent.subject
    assert [link["href"] for link in html.find_all("a")] == [address]
    assert html.select_one(".address").text == address
    [facts] = html.select(".facts")
    for fact in (record.session.venue.name, "12 rue de la Fuye", "« Accueil »", record.reference):
        assert (facts.text.count(fact), html.main.text.count(fact)) == (1, 1)
    assert html.main.text.count(address) == 1
    assert sent.body.count(address) == 1


@pytest.mark.parametrize("template", TEMPLATES)
def test_plain_text_says_what_the_html_says(template):
    record = entry()
    sent = mail(record, template)
    words = " ".join(html_of(sent).get_text(" ").split())
    for line in filter(None, (line.strip() for line in sent.body.partition("\n-- \n")[0].split("\n"))):
        assert all(" ".join(part.split()) in words for part in line.split(" · ")), line
    assert "<" not in sent.body


def test_foot_says_who_sends_why_and_how_to_reach_us():
    portal(name="Chez nous", authority="Ville d’Ailleurs", contact_phone="0247000000", contact_email="a@example.org")
    sent = mail(entry("en"), language="en")
    for said in ("Chez nous · Ville d’Ailleurs", "this e-mail address was given on Chez nous", "a@example.org"):
        assert said in " ".join(html_of(sent).footer.text.split())
        assert said in sent.body.partition("\n-- \n")[2]
    assert "02\u00a047\u00a000\u00a000\u00a000" in sent.body


def test_foot_without_a_contact_names_none():
    portal(contact_phone="", contact_email="")
    assert "To reach us" not in mail(entry("en"), language="en").body


# Mail programs


def test_styles_are_in_the_tags_and_the_night_in_the_head():
    html = html_of(mail(entry()))
    assert "background-color: #0b5a63" in html.select_one(".button")["style"]
    assert "background-color: #fbf7ef" in html.select_one(".page")["style"]
    night = html.style.text.partition("prefers-color-scheme: dark")[2]
    rules = re.findall(r"(?:color|background-color|border-color):[^;]+;", night)
    assert len(rules) > 8
    # A rule of the head wins over a style in a tag by its weight alone.
    assert [rule for rule in rules if "!important" not in rule] == []


def test_html_needs_no_table_no_script_and_fetches_nothing():
    html = html_of(mail(entry()))
    assert html.find_all(["table", "script", "link", "img", "iframe", "svg"]) == []
    assert "url(" not in str(html)
    assert "var(" not in str(html)
    assert len(str(html).encode()) < 20_000  # Gmail cuts a message at 102 kB


def test_accent_of_the_portal_colours_the_button_by_day_and_by_night():
    portal(accent="#7a1f5c")
    html = html_of(mail(entry()))
    assert "background-color: #7a1f5c" in html.select_one(".button")["style"]
    assert "#0b5a63" not in str(html)
    assert "#7fd0d6" not in html.style.text


def test_logo_of_the_portal_heads_the_message_with_its_full_address(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = CustomImage.objects.create(
        title="Logo", file=ImageFile(ContentFile(png(400, 100), name="logo.png"), name="logo.png"), is_decorative=True
    )
    portal(logo=image)
    [shown] = html_of(mail(entry())).find_all("img")
    assert shown["src"].startswith(f"{settings.SITE_URL}/media/images/logo")
    assert shown["alt"] == ""


def test_logo_whose_file_is_lost_stops_no_message(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    image = CustomImage.objects.create(title="Logo", file="original_images/lost.png", width=9, height=9)
    portal(logo=image)
    assert html_of(mail(entry())).find_all("img") == []


# Odd texts


def test_text_of_another_kind_of_record_needs_no_session():
    context = {"portal": SiteSettings(), "action_url": "https://h.example/x", "action_label": "Voir"}
    html = letters.layout(context | {"language": "fr", "direction": "ltr"}, "Sujet", "Bonjour,\n\nUne phrase.", "Pied")
    html = BeautifulSoup(html, "html.parser")
    assert [p.text for p in html.main.find_all("p")] == ["Bonjour,", "Une phrase."]


@pytest.mark.parametrize(
    "title", ["A", "x" * 160, "Mot" * 50, "<b>gras</b> & “guillemets”", "\u202eورشة\u202c atelier"]
)
def test_title_of_any_kind_stays_text(title):
    session = make.published_session(event=make.event(title=title))
    sent = mail(make.registration(session=session))
    html = html_of(sent)
    assert html.select_one(".facts .title").text == title
    assert title in html.h1.text
    assert "overflow-wrap: anywhere" in html.select_one(".sheet")["style"]


def test_name_that_repeats_the_facts_or_the_address_moves_nothing():
    record = entry(name="https://example.org/x", uuid=uuid4())
    html = html_of(mail(record))
    assert len(html.select(".facts")) == 1
    assert [link["href"] for link in html.find_all("a")] == [invitations.manage_url(record)]
    assert Message.objects.count() == 1
