from django.conf import settings
from django.shortcuts import redirect

FREE = {"second_factor", "wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_javascript_catalog",
        "wagtailadmin_sprite"}  # fmt: skip


class SecondFactorMiddleware:
    """Where SECOND_FACTOR_REQUIRED is set, staff without a second factor get to the screen that sets it, no further."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if not settings.SECOND_FACTOR_REQUIRED or not request.path_info.startswith("/admin/"):
            return None
        if request.resolver_match.view_name in FREE or not request.user.is_authenticated:
            return None
        return None if request.user.second_factor_at else redirect("second_factor")
