"""Drafts to start from: repair, protect oneself, look after. Their words stand in starters.toml."""

import tomllib
from pathlib import Path

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from guides.models import GuideIndexPage, GuidePage

FILE = Path(__file__).with_name("starters.toml")
KINDS = {"repair": _("Repair something"), "safety": _("Keep safe"), "prevention": _("Look after something")}


def start(kind: str, user) -> GuidePage:
    """Make a draft from a model, below the list of guides. Raises KeyError, PermissionDenied."""
    words = tomllib.loads(FILE.read_text(encoding="utf-8"))[kind]
    index = GuideIndexPage.objects.get(locale=Locale.get_default())
    if not index.permissions_for_user(user).can_add_subpage():
        raise PermissionDenied
    page = draft(words)
    page.owner, page.locale = user, index.locale
    page.slug = free_slug(index, page.title)
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def draft(words: dict) -> GuidePage:
    names = ("title", "summary", "level", "who", "danger")
    return GuidePage(
        **{name: words[name] for name in names}, live=False, checked_on=timezone.localdate(),
        materials=[("material", {"name": name, "note": "", "loanable": False}) for name in words["materials"]],
        steps=[("step", {"title": title, "text": "…"}) for title in words["steps"]],
        calls=[("call", {"when": words["call_when"], "whom": words["call_whom"], "phone": "", "emergency": False})],
    )  # fmt: skip


def free_slug(index: GuideIndexPage, title: str) -> str:
    taken = set(index.get_children().values_list("slug", flat=True))
    base = slugify(title)
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(slug for slug in numbered if slug not in taken)
