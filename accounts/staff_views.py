"""The screen on which members of staff set their second factor, and take away that of a colleague who lost it."""

from base64 import b32encode

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages
from wagtail.admin.auth import permission_required

from accounts import second_factor as factor
from accounts.forms import CodeForm
from accounts.models import User
from core.errors import DomainError

CHANGE_USER = "accounts.change_user"


def header(title: str) -> dict:
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")},
              {"url": reverse("wagtailadmin_account"), "label": _("Account")}, {"url": "", "label": title}]  # fmt: skip
    return {"page_title": title, "header_title": title, "header_icon": "key", "breadcrumbs_items": crumbs}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second_factor(request) -> HttpResponse:
    """Set it, turn it off, or make new recovery codes. The codes are shown once, in the answer to the form."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    codes = None
    if form.is_bound and form.is_valid():
        try:
            codes = done(request, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(refusal.field, refusal.message)
        if codes is not None and not codes:
            return redirect("second_factor")
    context = {"form": form, "codes": codes, "required": settings.SECOND_FACTOR_REQUIRED} | header(_("Second factor"))
    if not request.user.second_factor_at:
        device = factor.prepared(request.user)
        key = b32encode(device.bin_key).decode()
        context |= {"address": device.config_url, "key": " ".join(key[i : i + 4] for i in range(0, len(key), 4))}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "accounts/staff/second_factor.html", context, status=status)


def done(request, act: str, code: str) -> list[str]:
    """Do what the form asks and return the recovery codes to show. This session goes on, the others end."""
    user, codes = request.user, []
    if act == CodeForm.SET:
        codes = factor.confirm(user, code)
    elif act == CodeForm.CODES:
        codes = factor.renew_codes(user, code)
    else:
        factor.turn_off(user, code)
        messages.success(request, _("Your second factor is turned off."))
    user.refresh_from_db(fields=["second_factor_at"])
    update_session_auth_hash(request, user)
    return codes


@never_cache
@permission_required(CHANGE_USER)
@require_http_methods(["GET", "HEAD", "POST"])
def forget_second_factor(request, pk: int) -> HttpResponse:
    """Take away the second factor of a colleague who lost phone and recovery codes, once asked whether it is them."""
    user = get_object_or_404(User, pk=pk, second_factor_at__isnull=False)
    if not may_forget(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        factor.forget(user, request.user)
        messages.success(request, _("%(name)s has no second factor now.") % {"name": user.get_username()})
        return redirect("wagtailusers_users:index")
    context = {"colleague": user} | header(_("Forget a second factor"))
    return render(request, "accounts/staff/forget_second_factor.html", context)


def may_forget(by: User, user: User) -> bool:
    """Only a superuser touches a superuser, and nobody this way their own."""
    return by.has_perm(CHANGE_USER) and by.pk != user.pk and (by.is_superuser or not user.is_superuser)
