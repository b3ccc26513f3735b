"""What stands around the steps of a guide: its facts, who pays, its sources, its neighbours."""

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from core.models import CustomImage, text_language
from core.rich_text import expanded
from guides.enums import Answer, Season
from guides.models import GuidePage, Repair, Source
from guides.models.repairs import each_once
from guides.models.simple import is_approved

RELATED = 4


def context(page: GuidePage, request) -> dict:
    rows, (simple, related) = repairs_of(page), led_to(page)
    prefetch_related_objects(pictures_of(page), "renditions")
    introduction, steps = worded(page)
    return {
        "facts": facts(page),
        "introduction": introduction,
        "steps": steps,
        "who_rows": rows,
        "sources": sources_of(page, rows),
        "simple": simple,
        "related": [link(guide, request) for guide in related],
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


def worded(page: GuidePage) -> tuple[SafeString, list[tuple[int | None, object, SafeString]]]:
    """Return the introduction as HTML, and the blocks of a guide with their numbers, a notice with its text as HTML."""
    blocks = numbered(page.steps)
    introduction, *notices = expanded([page.introduction, *(rich_text(block) for _number, block in blocks)])
    return introduction, [(number, block, html) for (number, block), html in zip(blocks, notices, strict=True)]


def rich_text(block) -> str:
    """Return the rich text of a notice as it is kept; the text of a step is plain."""
    return block.value["text"].source if block.block_type == "notice" else ""


def repairs_of(page: GuidePage) -> list[Repair]:
    """Return the rows that a guide names, each in the guide's language where it is translated."""
    named = page.repairs.all()  # those of the source language; a list of them in a preview
    keys = named.values("translation_key") if isinstance(named, QuerySet) else [row.translation_key for row in named]
    return each_once(Repair.objects.in_language(page.locale.language_code).filter(translation_key__in=keys))


def pictures_of(page: GuidePage) -> list[CustomImage]:
    """Return the uploaded pictures that a guide shows: those of its steps, and the one for sharing."""
    return [*pictures_of_steps(page), *([page.social_image] if page.social_image else [])]


def pictures_of_steps(page: GuidePage) -> list[CustomImage]:
    steps = [block.value for block in page.steps if block.block_type == "step"]
    return [step["image"] for step in steps if step["image"]]


def sources_of(page: GuidePage, rows: list[Repair]) -> list[Source]:
    """Return the sources of everything that the page says, by name."""
    said = [block.value.get("sources") or "" for stream in (page.steps, page.calls) for block in stream]
    return Source.named(" ".join([page.source_keys, *said, *(row.source_keys for row in rows)]).split())


def led_to(page: GuidePage) -> tuple[Page | None, list[Page]]:
    """Return the simple version of a guide, and other guides of its language on its themes, in one query."""
    others = GuidePage.objects.filter(themes__in=page.themes.all()).values("pk")
    children = Q(path__startswith=page.path, depth=page.depth + 1, numchild=0)
    pages = Page.objects.live().filter(children | Q(pk__in=others, locale=page.locale_id)).exclude(pk=page.pk)
    found = pages.annotate(has_approval=is_approved()).select_related("locale", "alias_of__locale")
    simple, related = None, []
    for each in found.order_by("-depth", "title")[: RELATED + 1]:
        if each.depth > page.depth:
            simple = each
        else:
            related.append(each)
    return simple, related[:RELATED]


def link(guide: Page, request) -> dict:
    """Return what guides/links.html shows of a guide, with the language of its title."""
    return {"title": guide.title, "url": guide.get_url(request), "language": text_language(guide)}


def how_to(page: GuidePage) -> dict:
    """Return the steps as search engines read them (schema.org/HowTo)."""
    steps = [block.value for block in page.steps if block.block_type == "step"]
    return {
        "@context": "https://schema.org", "@type": "HowTo", "name": page.title, "description": page.summary,
        "inLanguage": page.content_language, "totalTime": f"PT{page.minutes_max}M",
        "tool": [{"@type": "HowToTool", "name": block.value["name"]} for block in page.materials],
        "step": [
            {"@type": "HowToStep", "position": number, "name": step["title"], "text": step["text"].strip()}
            for number, step in enumerate(steps, start=1)
        ],
    }  # fmt: skip
