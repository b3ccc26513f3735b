"""What stands around the steps of a guide: its facts, who pays, its sources, its neighbours."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from guides.enums import Answer, Season
from guides.models import GuidePage, Repair, Source
from guides.models.repairs import each_once
from guides.models.simple import is_approved

RELATED = 4
SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def context(page: GuidePage, request) -> dict:
    rows, (simple, related) = repairs_of(page), led_to(page)
    return {
        "facts": facts(page),
        "steps": numbered(page.steps),
        "who_rows": rows,
        "sources": sources_of(page, rows),
        "simple": simple,
        "related": related,
        "answers": Answer.choices,
        "paper_url": reverse("guide_paper", args=[page.slug]),
        "feedback_url": reverse("guide_feedback", args=[page.slug]),
        "how_to": how_to(page),
    }


def facts(guide: GuidePage) -> list[dict]:
    """Return what to know in ten seconds, as label and value."""
    return [
        {"label": _("Time"), "value": minutes(guide)},
        {"label": _("Level"), "value": guide.get_level_display()},
        {"label": _("Whose task"), "value": guide.get_who_display()},
        {"label": _("Cost of the parts"), "value": guide.get_cost_display()},
        *([{"label": _("Season"), "value": guide.get_season_display()}] if guide.season != Season.ALL else []),
        *([{"label": _("For"), "value": audience(guide)}] if 0 < len(guide.audience) < 3 else []),
    ]


def audience(guide: GuidePage) -> str:
    return ", ".join(str(each.label) for each in guide.audience)


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


def repairs_of(page: GuidePage) -> list[Repair]:
    """Return the rows that a guide names, each in the guide's language where it is translated."""
    named = page.repairs.all()  # those of the source language; a list of them in a preview
    keys = named.values("translation_key") if isinstance(named, QuerySet) else [row.translation_key for row in named]
    return each_once(Repair.objects.in_language(page.locale.language_code).filter(translation_key__in=keys))


def sources_of(page: GuidePage, rows: list[Repair]) -> list[Source]:
    """Return the sources of everything that the page says, by name."""
    said = [block.value.get("sources") or "" for stream in (page.steps, page.calls) for block in stream]
    return Source.named(" ".join([page.source_keys, *said, *(row.source_keys for row in rows)]).split())


def led_to(page: GuidePage) -> tuple[Page | None, list[Page]]:
    """Return the simple version of a guide, and other guides of its language on its themes, in one query."""
    others = GuidePage.objects.filter(themes__in=[theme.pk for theme in page.own_themes]).values("pk")
    children = Q(path__startswith=page.path, depth=page.depth + 1, numchild=0)
    pages = Page.objects.live().filter(children | Q(pk__in=others, locale=page.locale_id)).exclude(pk=page.pk)
    simple, related = None, []
    for each in (
        pages.annotate(has_approval=is_approved()).select_related("locale", "alias_of__locale").order_by("title")
    ):
        if each.depth > page.depth:
            simple = each
        else:
            related.append(each)
    return simple, related[:RELATED]


def how_to(page: GuidePage) -> SafeString:
    """The steps as search engines read them (schema.org/HowTo), a block of data that no browser runs."""
    steps = [block.value for block in page.steps if block.block_type == "step"]
    data = {
        "@context": "https://schema.org", "@type": "HowTo", "name": page.title, "description": page.summary,
        "inLanguage": page.content_language, "totalTime": f"PT{page.minutes_max}M",
        "tool": [{"@type": "HowToTool", "name": block.value["name"]} for block in page.materials],
        "step": [
            {"@type": "HowToStep", "position": number, "name": step["title"], "text": step["text"].strip()}
            for number, step in enumerate(steps, start=1)
        ],
    }  # fmt: skip
    text = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))
