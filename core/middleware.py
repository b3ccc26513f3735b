from django.conf import settings
from django.http import HttpResponseBadRequest
from django.template.loader import render_to_string


class AdminPolicyMiddleware:
    """Loosen the content security policy under /admin/ only, where Wagtail's own screens need it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.path_info.startswith("/admin/"):
            response._csp_config = settings.ADMIN_CSP
        return response


class HostileInputMiddleware:
    """Refuse a NUL in the address: PostgreSQL cannot hold one, and no page of ours has one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if "\x00" in request.path_info:
            return HttpResponseBadRequest(render_to_string("400.html", request=request))
        return self.get_response(request)
