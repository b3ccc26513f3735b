from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from guides import staff_views
from guides.retention import retention_kinds
from guides.viewsets import GuideRecords

register_snippet(GuideRecords)
hooks.register("retention_kinds", retention_kinds)


class PermittedMenuItem(MenuItem):
    """Shown to those who may open it."""

    def __init__(self, *args, permission, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


class StartMenuItem(MenuItem):
    def is_shown(self, request):
        return staff_views.may_start(request.user)


@hooks.register("register_admin_urls")
def admin_urls():
    return [
        path("guides/avis/", staff_views.feedback_report, name="guide_feedback_report"),
        path("guides/liens/", staff_views.links_report, name="guide_links_report"),
        path("guides/commencer/", staff_views.start_guide, name="start_guide"),
    ]


@hooks.register("register_reports_menu_item")
def feedback_menu_item():
    return PermittedMenuItem(
        _("Opinions on guides"), reverse("guide_feedback_report"), icon_name="comment", order=810,
        permission=staff_views.FEEDBACK_PERMISSION,
    )  # fmt: skip


@hooks.register("register_reports_menu_item")
def links_menu_item():
    return PermittedMenuItem(
        _("Links of guides"), reverse("guide_links_report"), icon_name="link", order=820,
        permission=staff_views.LINKS_PERMISSION,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def start_menu_item():
    return StartMenuItem(_("Start a guide"), reverse("start_guide"), icon_name="plus", order=155)


@hooks.register("before_bulk_action")
def refuse_faults(request, action_type, objects, action_class_instance):
    """Publishing many pages at once passes no form: it refuses what the form refuses."""
    if action_type != "publish":
        return None
    faulty = [page.title for page in objects if has_faults(page)]
    if not faulty:
        return None
    sentence = _("Nothing was published. Open these guides and publish each, to see what is missing: %(titles)s")
    messages.error(request, sentence % {"titles": ", ".join(faulty)})
    return redirect(action_class_instance.next_url)


def has_faults(page) -> bool:
    latest = page.get_latest_revision_as_object()
    return hasattr(latest, "faults") and bool(latest.faults())
