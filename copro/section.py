"""The entry of the section: advice by role, topic and size of building, beside the tools."""

from django import forms
from django.utils.translation import gettext_lazy as _

from copro.enums import Audience, Topic
from copro.fields import WholeNumberField
from copro.models import AdvicePage, CoproIndexPage, ExperiencePage
from core.paging import page_of

PER_PAGE = 24
STORIES = 3


class AdviceForm(forms.Form):
    use_required_attribute = False

    role = forms.ChoiceField(
        label=_("You are"),
        required=False,
        choices=[("", _("Everybody")), *Audience.choices],
        error_messages={"invalid_choice": _("We do not know this role. Choose one in the list.")},
    )
    sujet = forms.ChoiceField(
        label=_("Topic"),
        required=False,
        choices=[("", _("All topics")), *Topic.choices],
        error_messages={"invalid_choice": _("We do not know this topic. Choose one in the list.")},
    )
    lots = WholeNumberField(
        label=_("Number of lots"),
        required=False,
        min_value=1,
        max_value=10_000,
        error_messages={
            "invalid": _("Write the number of lots in figures, for example 24."),
            "min_value": _("Write 1 or more."),
            "max_value": _("Check the number of lots: %(limit_value)s at most."),
        },
    )

    def matching(self, pages):
        """Return the advice that fits; an unknown value matches nothing, and is said."""
        if not self.is_valid():
            return pages.none()
        if role := self.cleaned_data["role"]:
            pages = pages.filter(**{f"for_{role}": True})
        if topic := self.cleaned_data["sujet"]:
            pages = pages.filter(topic=topic)
        lots = self.cleaned_data["lots"]
        return pages.for_size(lots) if lots else pages


def context(index: CoproIndexPage, request) -> dict:
    form = AdviceForm(request.GET)
    page = page_of(form.matching(AdvicePage.objects.child_of(index).live()).for_cards(), request, PER_PAGE)
    return {
        "form": form,
        "page_obj": page,
        "is_filtered": not form.is_valid() or any(form.cleaned_data.values()),
        "cards": [card(each, request) | {"facts": each.facts, "badge": each.get_topic_display()} for each in page],
        "stories": [card(each, request) for each in stories_of(index)],
    }


def stories_of(index: CoproIndexPage):
    stories = ExperiencePage.objects.child_of(index).live().select_related("locale", "alias_of__locale")
    return stories.order_by("-told_on")[:STORIES]


def card(page: AdvicePage | ExperiencePage, request) -> dict:
    """Return what components/card.html shows of a page, with its language where it is not the reader's."""
    return {
        "url": page.get_url(request),
        "title": page.title,
        "text": page.summary,
        "drawing": page.drawing,
        "language": page.content_language if page.is_untranslated else "",
    }
