from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from core import staff_home
from core.rich_text import PageLink


@hooks.register("insert_global_admin_css")
def admin_style_sheet():
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("register_icons")
def icons(known):
    return [*known, "core/icons/chart.svg"]


@hooks.register("construct_homepage_panels")
def my_work(request, panels):
    if lines := staff_home.lines_for(request.user):
        panels.append(staff_home.MyWork(lines))


@hooks.register("register_rich_text_features", order=100)  # after Wagtail's own, which it stands in for
def links_to_pages(features):
    features.register_link_type(PageLink)
