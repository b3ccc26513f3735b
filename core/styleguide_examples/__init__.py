"""The values with which the style guide shows each component, a module a kind of component."""

from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry
from core.styleguide_examples import answers, figures, form_parts, lists, page, texts


def sections() -> list[tuple[str, list[Entry]]]:
    return [
        (_("The page around"), page.around()),
        (_("Cards and lists"), lists.cards()),
        (_("Text of a page"), texts.texts()),
        (_("Figures"), figures.figures()),
        (_("Forms"), form_parts.form_parts()),
        (_("Answers"), answers.answers()),
    ]
