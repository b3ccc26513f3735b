"""Blocks as editors choose them: each shows what it is before it is taken."""

import pytest
from django.template.loader import render_to_string
from wagtail.models import Locale
from wagtail_localize.models import Translation, TranslationSource

from guides.models import GuidePage, Repair, SimpleGuidePage
from tests import factories as make
from tests.guides import pages

FIELDS = [(GuidePage, name) for name in ("materials", "steps", "calls", "video")] + [(SimpleGuidePage, "parts")]
BLOCKS = {
    f"{model.__name__}.{field}.{name}": block
    for model, field in FIELDS
    for name, block in model._meta.get_field(field).stream_block.child_blocks.items()
}


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_block_has_a_description_and_a_preview_that_shows_its_words(block):
    assert str(block.get_description())
    value = block.get_preview_value()
    shown = render_to_string(block.get_template(), block.get_context(value))
    words = [text for text in (value.get("title"), value.get("name"), value.get("when")) if text]
    assert words
    assert all(word in shown for word in words)


@pytest.mark.django_db
def test_row_of_who_pays_is_translated_by_the_workflow_of_translations():
    kitchen = pages.room("kitchen")
    row = pages.repair(equipment="Évier", rooms=[kitchen], status="to_confirm")
    english = make.locale("en")
    source = TranslationSource.update_or_create_from_instance(row)[0]
    Translation.objects.create(source=source, target_locale=english).save_target(publish=True)
    translated = Repair.objects.get(locale=Locale.objects.get(language_code="en"))
    assert (translated.slug, translated.number, translated.status) == (row.slug, row.number, "to_confirm")
    assert list(translated.rooms.all()) == [kitchen]
