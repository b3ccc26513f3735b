"""An editor's browser: what the form of a guide sends."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from guides.models import GuidePage

PUBLISH = {"action-publish": "1"}
SUBMIT = {"action-submit": "1"}


def edit_url(page: GuidePage) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_of(page: GuidePage, *, steps=(), video=(), **changes) -> dict:
    """Return what is sent of a guide with these steps and this film, any field by its name."""
    fields = {
        "title": page.title, "slug": page.slug, "summary": page.summary, "level": page.level, "who": page.who,
        "cost": page.cost, "minutes_min": page.minutes_min, "minutes_max": page.minutes_max, "season": page.season,
        "for_tenant": "on", "checked_on": page.checked_on, "custom_review_frequency": 12, "author": "",
        "source_keys": "", "danger": "", "introduction": rich_text("<p>Bonjour.</p>"), "materials": streamfield([]),
        "steps": streamfield(list(steps)), "calls": streamfield([]), "video": streamfield(list(video)), "tags": "",
        "drawing": "", "seo_title": "", "search_description": "", "comments": inline_formset([]), "go_live_at": "",
    }  # fmt: skip
    return nested_form_data(fields | changes)


def step(**changes) -> tuple[str, dict]:
    value = {
        "title": "Coupez l’eau",
        "text": "Fermez.",
        "drawing": "",
        "image": "",
        "alt": "",
        "warning": "",
        "sources": "",
    }
    return "step", value | changes


def errors_of(response) -> str:
    """Return all the words of an answered form, in which its refusals are; the blocks' own stand in their data."""
    return response.content.decode()
