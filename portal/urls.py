from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from core import routing
from core.views import style_guide, style_sheet
from home import views

handler400 = "core.views.bad_request"
handler404 = "core.views.not_found"

urlpatterns = [
    path("healthz/", views.health, name="health"),
    path(".well-known/security.txt", views.security, name="security_text"),
    path("robots.txt", views.robots, name="robots"),
    path("identite.css", style_sheet, name="identity_style_sheet"),
    path("q/", include("engagement.urls")),  # printed on posters: short, the same in every language
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
]

if settings.SERVE_MEDIA:
    urlpatterns += [re_path(r"^media/(?P<path>.*)$", serve, {"document_root": settings.MEDIA_ROOT})]

urlpatterns += i18n_patterns(
    path("", include("events.urls")),
    path("", include("guides.urls")),
    path("", include("campaigns.urls")),
    path("", include("copro.urls")),
    path("recherche/", views.search, name="search"),
    path("styleguide/", style_guide, name="style_guide"),
    # Wagtail's own addresses of pages, but its login, which counts no attempts and asks for no second factor.
    path(
        "_util/login/",
        RedirectView.as_view(pattern_name="wagtailadmin_login", query_string=True),
        name="wagtailcore_login",
    ),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        wagtail_views.authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    re_path(wagtail_urls.serve_pattern, routing.serve, name="wagtail_serve"),
    prefix_default_language=False,
)
