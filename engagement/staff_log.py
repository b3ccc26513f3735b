"""The delivery log: every message that was written, to whom, when, by which channel, and what became of it.

It shows which message it was, never what it said.
"""

import re

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import User
from core.paging import page_of
from engagement.enums import Channel, MessageState
from engagement.journal import note_reading
from engagement.models import Message
from engagement.staff_views import LIST_READ, SUBJECTS, Item, may_see

PER_PAGE = 50
RECORD = re.compile(r"([a-z]+)\.([a-z]+):([0-9]{1,15})")
EVERY = ("", gettext_lazy("All"))


class LogFilter(forms.Form):
    state = forms.ChoiceField(label=gettext_lazy("State"), choices=[EVERY, *MessageState.choices], required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Channel"), choices=[EVERY, *Channel.choices], required=False)
    template = forms.ChoiceField(label=gettext_lazy("Message"), choices=[EVERY, *SUBJECTS.items()], required=False)
    contact = forms.CharField(label=gettext_lazy("E-mail address or telephone"), max_length=254, required=False)
    record = forms.CharField(max_length=80, required=False, widget=forms.HiddenInput)

    def clean_record(self):
        """Return the record meant by "app.model:number", as (content type, number)."""
        value = self.cleaned_data["record"]
        if not value:
            return None
        named = RECORD.fullmatch(value)
        its_type = named and ContentType.objects.filter(app_label=named[1], model=named[2]).first()
        if not its_type:
            raise forms.ValidationError(_("This record is unknown."))
        return its_type, int(named[3])

    def matching(self, user: User) -> QuerySet[Message]:
        """Return the messages that fit, of those that a user may see; none when a value is unknown."""
        if not self.is_valid():
            return Message.objects.none()
        data, found = self.cleaned_data, Message.objects.visible_to(user)
        for name in ("state", "channel", "template"):
            found = found.filter(**{name: data[name]}) if data[name] else found
        if contact := data["contact"].strip():
            found = found.filter(person__identity__icontains=contact.replace(" ", "").removeprefix("0").casefold())
        if data["record"]:
            found = found.filter(content_type=data["record"][0], object_id=data["record"][1])
        return found


@never_cache
@may_see
@require_safe
def delivery_log(request):
    form = LogFilter(request.GET)
    found = form.matching(request.user).select_related("person", "content_type").order_by("-created_at", "-id")
    page = page_of(found, request, PER_PAGE)
    if page.object_list:
        note_reading(request.user, LIST_READ, Message)
    page.object_list = [Item(message, {}) for message in page.object_list]
    title, query = _("Delivery log"), request.GET.copy()
    query.pop("page", None)
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    context = {"page_obj": page, "form": form, "query": query.urlencode(), "header_title": title, "page_title": title,
               "header_icon": "mail", "breadcrumbs_items": crumbs}  # fmt: skip
    return render(request, "engagement/staff/log.html", context)
