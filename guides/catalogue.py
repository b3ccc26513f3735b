"""The list of guides: a plain GET form over rooms and themes, and the ten-second facts of a guide."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.models import Room, Theme
from core.paging import page_of
from guides.models import GuideIndexPage, GuidePage

PER_PAGE = 24


class CatalogueForm(forms.Form):
    room = forms.ModelChoiceField(
        label=gettext_lazy("Room"),
        queryset=Room.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All rooms"),
        error_messages={"invalid_choice": gettext_lazy("We do not know this room. Choose one in the list.")},
    )
    theme = forms.ModelChoiceField(
        label=gettext_lazy("Theme"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("All themes"),
        error_messages={"invalid_choice": gettext_lazy("We do not know this theme. Choose one in the list.")},
    )

    def matching(self, guides):
        if not self.is_valid():
            return guides.none()
        if room := self.cleaned_data["room"]:
            guides = guides.filter(rooms=room)
        if theme := self.cleaned_data["theme"]:
            guides = guides.filter(themes=theme)
        return guides


def context(index: GuideIndexPage, request) -> dict:
    form = CatalogueForm(request.GET)
    guides = form.matching(GuidePage.objects.child_of(index).live()).for_cards()
    page = page_of(guides, request, PER_PAGE)
    return {"form": form, "page_obj": page, "cards": [card(guide, request) for guide in page.object_list]}


def card(guide: GuidePage, request=None) -> dict:
    """Return what components/card.html shows of a guide."""
    theme = guide.theme
    return {
        "url": guide.get_url(request),
        "title": guide.title,
        "text": guide.summary,
        "drawing": guide.drawing,
        "tint": theme.tint if theme else "",
        "facts": [minutes(guide), guide.get_level_display(), guide.get_who_display()],
        "language": guide.content_language if guide.is_untranslated else "",
        "language_direction": guide.content_direction if guide.is_untranslated else "",
    }


def facts(guide: GuidePage) -> list[dict]:
    """Return what to know in ten seconds, as label and value."""
    return [
        {"label": _("Time"), "value": minutes(guide)},
        {"label": _("Level"), "value": guide.get_level_display()},
        {"label": _("Whose task"), "value": guide.get_who_display()},
        {"label": _("Cost of the parts"), "value": guide.get_cost_display()},
        *([{"label": _("Season"), "value": guide.get_season_display()}] if guide.season != "all" else []),
    ]


def minutes(guide: GuidePage) -> str:
    if guide.minutes_min == guide.minutes_max:
        return ngettext("%(count)s min", "%(count)s min", guide.minutes_max) % {"count": guide.minutes_max}
    return _("%(least)s to %(most)s min") % {"least": guide.minutes_min, "most": guide.minutes_max}


def numbered(steps) -> list[tuple[int | None, object]]:
    """Return the blocks of a guide with the number of each gesture; a notice between two has none."""
    number, blocks = 0, []
    for block in steps:
        number += block.block_type == "step"
        blocks.append((number if block.block_type == "step" else None, block))
    return blocks
