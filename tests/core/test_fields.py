"""A text held once per language: which one is read, what the form asks for, what the database gives back."""

import pytest
from django import forms
from django.utils import translation

from core.fields import LocalizedText, LocalizedTextField, LocalizedTextFormField, offered_languages
from core.models import Theme

WATER = LocalizedText({"fr": "Eau", "en": "Water", "ar": "ماء"})


@pytest.mark.parametrize(("language", "read"), [("fr", "Eau"), ("en", "Water"), ("ar", "ماء")])
def test_text_is_read_in_the_active_language(language, read):
    with translation.override(language):
        assert str(WATER) == read


def test_text_missing_in_the_active_language_is_read_in_the_source_language():
    with translation.override("ar"):
        assert str(LocalizedText({"en": "Water", "fr": "Eau"})) == "Eau"


def test_empty_text_in_the_active_language_counts_as_missing():
    with translation.override("en"):
        assert str(LocalizedText({"en": "", "fr": "Eau"})) == "Eau"


def test_text_in_no_known_language_is_read_in_any():
    with translation.override("en"):
        assert str(LocalizedText({"tr": "Su"})) == "Su"


def test_no_text_is_an_empty_string_and_false():
    assert str(LocalizedText()) == ""
    assert not LocalizedText()


@pytest.mark.django_db
def test_record_saved_with_a_plain_dictionary_reads_as_a_text():
    theme = Theme.objects.create(slug="gas", name={"fr": "Gaz", "en": "Gas"})
    with translation.override("fr"):
        assert str(theme.name) == "Gaz"


def test_texts_sort_as_they_are_read():
    air = LocalizedText({"fr": "Zéphyr", "en": "Air"})
    with translation.override("en"):
        assert sorted([WATER, air]) == [air, WATER]
    with translation.override("fr"):
        assert sorted([air, WATER]) == [WATER, air]


def test_equal_texts_have_one_hash():
    assert hash(LocalizedText({"fr": "Eau", "en": "Water"})) == hash(LocalizedText({"en": "Water", "fr": "Eau"}))


def test_plain_string_given_to_the_field_is_the_source_language():
    assert LocalizedTextField().to_python("Eau") == {"fr": "Eau"}
    assert LocalizedTextField().to_python(None) == {}


@pytest.mark.django_db
def test_database_gives_back_a_text_that_reads_itself():
    Theme.objects.create(slug="essai", name={"fr": "Essai", "en": "Trial"})
    name = Theme.objects.get(slug="essai").name
    assert type(name) is LocalizedText
    assert name == {"fr": "Essai", "en": "Trial"}
    with translation.override("en"):
        assert str(name) == "Trial"


@pytest.mark.django_db
def test_record_without_a_name_reads_as_empty():
    Theme.objects.create(slug="sans-nom")
    assert str(Theme.objects.get(slug="sans-nom")) == ""


def test_offered_languages_are_those_of_the_settings(settings):
    settings.LANGUAGES = [("fr", "French"), ("tr", "Turkish")]
    assert offered_languages() == [("fr", "French"), ("tr", "Turkish")]


# The form


class NameForm(forms.Form):
    name = LocalizedTextFormField(max_length=20)


class OptionalNameForm(forms.Form):
    name = LocalizedTextFormField(required=False)


def posted(fr="", en="", ar=""):
    return {"name_fr": fr, "name_en": en, "name_ar": ar}


def test_form_needs_the_source_language_only():
    form = NameForm(posted(fr="Eau"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["name"] == {"fr": "Eau"}


def test_form_without_the_source_language_is_refused():
    form = NameForm(posted(en="Water", ar="ماء"))
    assert not form.is_valid()
    assert list(form.errors) == ["name"]


def test_form_keeps_every_language_that_was_typed():
    form = NameForm(posted("Eau", "Water", "ماء"))
    assert form.is_valid()
    assert form.cleaned_data["name"] == WATER


def test_form_refuses_a_text_that_is_too_long_in_any_language():
    assert not NameForm(posted(fr="Eau", en="W" * 21)).is_valid()


def test_optional_form_may_be_left_empty():
    form = OptionalNameForm(posted())
    assert form.is_valid()
    assert not form.cleaned_data["name"]


def test_widget_says_the_language_and_direction_of_each_input():
    subwidgets = NameForm(initial={"name": WATER})["name"].field.widget.get_context("name", WATER, {})["widget"][
        "subwidgets"
    ]
    shown = [(each["attrs"]["lang"], each["attrs"]["dir"], each["value"]) for each in subwidgets]
    assert shown == [("fr", "ltr", "Eau"), ("en", "ltr", "Water"), ("ar", "rtl", "ماء")]


def test_form_changed_tells_whether_something_was_typed():
    assert NameForm(posted("Eau", "Water", "ماء"), initial={"name": WATER}).has_changed() is False
    assert NameForm(posted("Eau", "Waters", "ماء"), initial={"name": WATER}).has_changed() is True
