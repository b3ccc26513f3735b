"""A short text held once per offered language, for records that are one row whatever the language (docs/adr/0003)."""

from django import forms
from django.conf import settings
from django.db import models
from django.utils.translation import get_language, get_language_info


def offered_languages() -> list[tuple[str, str]]:
    """Return the choices of a language field; a callable, so that offering one more language needs no migration."""
    return list(settings.LANGUAGES)


class LocalizedText(dict):
    """Text by language code. As a string: the active language, else the source language, else any other."""

    def __str__(self):
        for code in (get_language(), settings.LANGUAGE_CODE, *self):
            if text := self.get(code):
                return text
        return ""

    def __lt__(self, other):
        return str(self) < str(other)

    def __hash__(self):
        return hash(tuple(sorted(self.items())))


class LocalizedTextWidget(forms.MultiWidget):
    template_name = "core/widgets/localized_text.html"

    def __init__(self, attrs=None):
        super().__init__({code: forms.TextInput() for code, _ in settings.LANGUAGES}, attrs)

    def decompress(self, value):
        return [(value or {}).get(code, "") for code, _ in settings.LANGUAGES]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        for (code, _), subwidget in zip(settings.LANGUAGES, context["widget"]["subwidgets"], strict=True):
            info = get_language_info(code)
            subwidget["language_name"] = info["name_local"]
            subwidget["attrs"] |= {
                "lang": code,
                "dir": "rtl" if info["bidi"] else "ltr",
                "aria-label": info["name_local"],
            }
        return context


class LocalizedTextFormField(forms.MultiValueField):
    """One input a language; only the source language is required."""

    widget = LocalizedTextWidget

    def __init__(self, *, max_length=None, **kwargs):
        for unused in ("encoder", "decoder"):
            kwargs.pop(unused, None)
        required = kwargs.pop("required", True)
        fields = [
            forms.CharField(max_length=max_length, required=required and code == settings.LANGUAGE_CODE)
            for code, _ in settings.LANGUAGES
        ]
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, values):
        codes = [code for code, _ in settings.LANGUAGES]
        return LocalizedText({code: text for code, text in zip(codes, values, strict=False) if text})

    def has_changed(self, initial, data):
        return self.widget.decompress(initial) != list(data or [])


class LocalizedTextField(models.JSONField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", LocalizedText)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection):
        return LocalizedText(super().from_db_value(value, expression, connection) or {})

    def pre_save(self, model_instance, add):
        """Leave the record with a text that reads itself, even where it was given a plain dictionary."""
        text = self.to_python(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, text)
        return text

    def to_python(self, value):
        return LocalizedText({settings.LANGUAGE_CODE: value}) if isinstance(value, str) else LocalizedText(value or {})

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=LocalizedTextFormField, **kwargs)
