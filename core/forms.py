from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """An image is saved only once its alternative text is decided: described, or said to be decorative (WCAG 1.1.1)."""

    def clean(self):
        cleaned = super().clean()
        described, decorative = bool((cleaned.get("description") or "").strip()), cleaned.get("is_decorative")
        if described == bool(decorative):
            raise forms.ValidationError(
                _("Describe what the picture shows, or tick that it is decorative: one of the two."),
                code="alternative-text",
            )
        return cleaned
