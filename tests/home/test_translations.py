"""Pages are translated by wagtail-localize; what is counted stays one, and its known traps do not bite."""

import json
from datetime import date

import pytest
from wagtail_localize.fields import SynchronizedField, get_translatable_fields
from wagtail_localize.models import OverridableSegment, StringSegment, StringTranslation, Translation, TranslationSource

from copro.models import AdvicePage, CoproIndexPage
from events.models import EventPage, Registration, Session
from guides.models import GuidePage
from home.models import PlainPage
from tests import factories as make
from tests.events.visitor import path, read, sign_up, words
from tests.guides import pages

pytestmark = pytest.mark.django_db


def translate(page, code, django_capture_on_commit_callbacks, **texts):
    """Translate a page as editors do: each given text, by the text that it replaces; then publish. Returns the page."""
    target = make.locale(code)
    source, _ = TranslationSource.update_or_create_from_instance(page)
    for segment in StringSegment.objects.filter(source=source).select_related("string", "context"):
        if segment.string.data in texts:
            StringTranslation.objects.create(
                translation_of=segment.string, locale=target, context=segment.context, data=texts[segment.string.data]
            )
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=target)
    with django_capture_on_commit_callbacks(execute=True):
        translation.save_target(publish=True)
    return translation.get_target_instance().specific


def synchronised(model) -> dict[str, bool]:
    """The fields of a model that every language shares, and whether one language may override each."""
    fields = [field for field in get_translatable_fields(model) if isinstance(field, SynchronizedField)]
    return {field.field_name: field.overridable for field in fields}


def test_event_of_a_page_is_shared_by_its_languages_and_cannot_be_overridden():
    assert synchronised(EventPage)["event"] is False


@pytest.mark.parametrize(
    ("model", "names"), [(GuidePage, ["rooms", "themes", "checked_on"]), (AdvicePage, ["checked_on"])]
)
def test_facts_of_a_page_are_shared_and_cannot_be_overridden(model, names):
    assert {name: synchronised(model)[name] for name in names} == dict.fromkeys(names, False)


def test_translation_source_offers_no_override_of_the_event():
    source, _ = TranslationSource.update_or_create_from_instance(make.event_page())
    offered = OverridableSegment.objects.filter(source=source).values_list("context__path", flat=True)
    assert "event" not in offered


def test_translated_event_page_has_its_own_words_and_the_same_event(client, django_capture_on_commit_callbacks):
    session = make.published_session(event=make.event(title="Robinet"), capacity=3)
    page = session.event.pages.get()
    make.home_page("en")
    make.agenda_page("en")
    english = translate(page, "en", django_capture_on_commit_callbacks, Robinet="Mend a tap")
    assert (english.title, english.live, english.event, english.alias_of) == ("Mend a tap", True, session.event, None)
    assert (page.title, Session.objects.count()) == ("Robinet", 1)
    soup = read(client.get(english.get_url()))
    assert words(soup.h1) == "Mend a tap"
    assert [card["id"] for card in soup.select("article.session-card")] == [f"seance-{session.uuid}"]


def test_seats_are_one_from_both_languages_and_survive_publishing(client, settings, django_capture_on_commit_callbacks):
    settings.FORM_MIN_SECONDS = 0
    session = make.published_session(event=make.event(title="Robinet"), capacity=2)
    page = session.event.pages.get()
    make.agenda_page("en")
    english = translate(page, "en", django_capture_on_commit_callbacks, Robinet="Mend a tap")
    for code, email in (("fr", "a@example.org"), ("en", "b@example.org"), ("fr", "c@example.org")):
        assert sign_up(client, session, code, email=email, adults="1", from_6="0").status_code == 302
    page.save_revision().publish()
    english = translate(page, "en", django_capture_on_commit_callbacks)
    states = Registration.objects.filter(session=session).order_by("pk").values_list("status", flat=True)
    assert list(states) == ["confirmed", "confirmed", "waiting"]
    english.unpublish()
    assert client.get(path(session, "en")).status_code == 200
    english.delete()
    assert (Registration.objects.count(), Session.objects.count()) == (3, 1)


# The traps of wagtail-localize: what is optional and absent stops the extraction


def store(page, field, value):
    """Put a block's JSON as an older version of the code would have stored it, and read the page again."""
    type(page).objects.filter(pk=page.pk).update(**{field: json.dumps(value)})
    return type(page).objects.get(pk=page.pk)


STEP = {"title": "Coupez l’eau", "text": "Fermez."}
STORED = {
    "steps": [[{"type": "step", "value": STEP}], [{"type": "step", "value": STEP | {"image": None}}],
              [{"type": "notice", "value": {"kind": "warning", "title": "Attention"}}]],
    "materials": [[{"type": "material", "value": {"name": "Clé"}}]],
    "calls": [[{"type": "call", "value": {"when": "Fuite", "whom": "Gardien"}}]],
    "video": [[{"type": "video", "value": {"title": "Le joint", "file": None}}]],
}  # fmt: skip


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, values in STORED.items() for value in values])
def test_guide_with_optional_blocks_absent_can_be_translated(django_capture_on_commit_callbacks, field, value):
    page = store(pages.guide(title="Robinet"), field, value)
    pages.index().copy_for_translation(make.locale("en"), copy_parents=True)
    english = translate(page, "en", django_capture_on_commit_callbacks, Robinet="Tap")
    assert (english.title, len(getattr(english, field))) == ("Tap", 1)


@pytest.mark.parametrize(
    "block",
    [
        {"type": "notice", "value": {"kind": "danger", "title": "Gaz"}},
        {"type": "drawing", "value": {"name": "logo"}},
        {"type": "table", "value": {"caption": "Durées", "columns": ["A", "B"], "rows": [["1", ""], ["", "2"]]}},
        {"type": "text", "value": ""},
    ],
)
@pytest.mark.parametrize("kind", ["plain", "advice"])
def test_body_with_optional_blocks_absent_can_be_translated(django_capture_on_commit_callbacks, kind, block):
    home, french = make.home_page(), make.locale()
    make.home_page("en")
    if kind == "plain":
        page = home.add_child(instance=PlainPage(title="Qui appeler", slug="qui", locale=french))
    else:
        index = home.add_child(instance=CoproIndexPage(title="Copropriété", slug="copro", locale=french))
        index.copy_for_translation(make.locale("en"))
        page = index.add_child(instance=AdvicePage(
            title="Qui appeler", slug="qui", topic="works", checked_on=date(2026, 11, 22), locale=french,
        ))  # fmt: skip
    page = store(page, "body", [block])
    english = translate(page, "en", django_capture_on_commit_callbacks, **{"Qui appeler": "Who to call"})
    assert (english.title, len(english.body)) == ("Who to call", 1)
