"""The list of guides: a plain GET form whose choices combine, each with how many guides it would show.

The facets of all guides are read in a number of queries that does not depend on how many there are, and counted here:
a thousand guides are a few hundred kilobytes.
"""

import unicodedata
from collections import Counter
from dataclasses import dataclass

from django import forms
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from core.models import Room, Theme
from core.paging import page_of
from guides.enums import Audience, Level, Season, TimeBand
from guides.facts import minutes
from guides.models import GuideIndexPage, GuidePage, TaggedGuide

PER_PAGE = 18
MAX_WORDS = 120  # characters


@dataclass(frozen=True)
class Row:
    """What the filters know of one guide: its values by facet, and its words folded."""

    pk: int
    title: str
    facets: dict[str, frozenset[str]]
    words: str


class CatalogueForm(forms.Form):
    use_required_attribute = False

    texte = forms.CharField(
        label=_("With these words"),
        required=False,
        max_length=MAX_WORDS,
        strip=True,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Write fewer words: %(limit_value)d characters at most.")},
    )
    piece = forms.ChoiceField(
        label=_("Room"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this room. Choose one in the list.")},
    )
    theme = forms.ChoiceField(
        label=_("Theme"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this theme. Choose one in the list.")},
    )
    niveau = forms.ChoiceField(
        label=_("Level"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this level. Choose one in the list.")},
    )
    duree = forms.ChoiceField(
        label=_("Time"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this time. Choose one in the list.")},
    )
    saison = forms.ChoiceField(
        label=_("Season"),
        required=False,
        error_messages={"invalid_choice": _("We do not know this season. Choose one in the list.")},
    )
    pour = forms.ChoiceField(
        label=_("For"),
        required=False,
        error_messages={"invalid_choice": _("We do not know these readers. Choose them in the list.")},
    )

    EMPTY = {
        "piece": _("All rooms"), "theme": _("All themes"), "niveau": _("All levels"), "duree": _("Any time"),
        "saison": _("All seasons"), "pour": _("Everybody"),
    }  # fmt: skip

    def __init__(self, data, rows: list[Row], rooms: list[Room], themes: list[Theme]):
        super().__init__(data)
        self.rows = rows
        self.labels = {
            "piece": [(room.slug, str(room.name)) for room in rooms],
            "theme": [(theme.slug, str(theme.name)) for theme in themes],
            "niveau": Level.choices,
            "duree": TimeBand.choices,
            "saison": [choice for choice in Season.choices if choice[0] != Season.ALL],
            "pour": Audience.choices,
        }
        for name, labels in self.labels.items():
            self.fields[name].choices = [("", self.EMPTY[name]), *labels]

    def matching(self) -> list[Row]:
        """Return the guides that fit all that was chosen; none while a value is unknown."""
        found = [row for row in self.rows if self.fits(row)] if self.is_valid() else []
        self.count()
        return found

    def fits(self, row: Row, without: str = "") -> bool:
        chosen = {name: self.cleaned_data.get(name) for name in self.labels if name != without}
        return all(not value or value in row.facets[name] for name, value in chosen.items()) and all(
            word in row.words for word in folded(self.cleaned_data.get("texte") or "").split()
        )

    def count(self) -> None:
        """Write beside each choice how many guides it shows, with all the other choices kept."""
        for name, labels in self.labels.items():
            shown = Counter(value for row in self.rows if self.fits(row, name) for value in row.facets[name])
            counted = [(value, f"{label} ({shown[value]})") for value, label in labels]
            self.fields[name].widget.choices = [("", self.EMPTY[name]), *counted]


def context(index: GuideIndexPage, request) -> dict:
    rooms, themes = list(Room.objects.all()), list(Theme.objects.all())
    form = CatalogueForm(request.GET, rows_of(GuidePage.objects.child_of(index).live()), rooms, themes)
    page = page_of(form.matching(), request, PER_PAGE)
    return {"form": form, "rooms": rooms, "page_obj": page, "cards": cards(page.object_list, themes, request)}


def rows_of(guides) -> list[Row]:
    """Return what can be chosen of each guide, by title, in two queries."""
    named = names_by_guide(guides.values("pk"))
    fields = ("pk", "title", "summary", "level", "season", "minutes_max", *(f"for_{each}" for each in Audience))
    return sorted((row_of(guide, named.get(guide["pk"], {})) for guide in guides.values(*fields)), key=by_title)


def names_by_guide(ids) -> dict[int, dict[str, list[str]]]:
    """Return the rooms, themes and free words of every guide, in one query."""
    rooms = GuidePage.rooms.through.objects.filter(guidepage__in=ids)
    themes = GuidePage.themes.through.objects.filter(guidepage__in=ids)
    words = TaggedGuide.objects.filter(content_object__in=ids)
    found = rooms.values_list("guidepage_id", Value("piece"), "room__slug").union(
        themes.values_list("guidepage_id", Value("theme"), "theme__slug"),
        words.values_list("content_object_id", Value("word"), "tag__name"),
    )
    named: dict[int, dict[str, list[str]]] = {}
    for guide, kind, name in found:
        named.setdefault(guide, {}).setdefault(kind, []).append(name)
    return named


def row_of(guide: dict, named: dict[str, list[str]]) -> Row:
    facets = {
        "piece": frozenset(named.get("piece", ())),
        "theme": frozenset(named.get("theme", ())),
        "niveau": frozenset([guide["level"]]),
        "duree": frozenset([TimeBand.of(guide["minutes_max"])]),
        "saison": frozenset(Season.values if guide["season"] == Season.ALL else [guide["season"]]),
        "pour": frozenset(each for each in Audience if guide[f"for_{each}"]),
    }
    words = [guide["title"], guide["summary"], *named.get("word", ())]
    return Row(guide["pk"], guide["title"], facets, folded(" ".join(words)))


def by_title(row: Row) -> str:
    return folded(row.title)


def folded(text: str) -> str:
    """Return a text without accents or capitals, its apostrophes made spaces."""
    plain = unicodedata.normalize("NFKD", text.replace("’", " ").replace("'", " "))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def cards(rows: list[Row], themes: list[Theme], request) -> list[dict]:
    found = GuidePage.objects.filter(pk__in=[row.pk for row in rows]).select_related("locale", "alias_of__locale")
    guides = {guide.pk: guide for guide in found}
    for row in rows:  # known already: no query for it
        guides[row.pk].tint = next((theme.tint for theme in themes if theme.slug in row.facets["theme"]), "")
    return [card(guides[row.pk], request) for row in rows]


def card(guide: GuidePage, request=None) -> dict:
    """Return what components/card.html shows of a guide."""
    return {
        "url": guide.get_url(request),
        "title": guide.title,
        "text": guide.summary,
        "drawing": guide.drawing,
        "tint": guide.tint,
        "facts": [minutes(guide), guide.get_level_display(), guide.get_who_display()],
        "language": guide.content_language if guide.is_untranslated else "",
    }
