"""The advisers' queue: what waits, for whom, until when."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from accounts.models import User
from accounts.roles import Role
from copro.enums import AdviceNeed, RequestStatus
from copro.models import AdviceRequest
from core.staff_lists import SayWhatIsWrong
from core.templatetags.habiter import day_short
from engagement.journal import note_reading
from territory.models import Neighbourhood

LIST_READ = "copro.request.list_read"


def advisers():
    """Those who may have a request: members of the advisers' role, and administrators."""
    may_have = Q(groups__name=Role.ARTEMIS.value) | Q(is_superuser=True)
    return User.objects.filter(may_have, is_active=True).order_by("last_name", "username").distinct()


class RequestFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"), method="by_state", empty_label=gettext_lazy("to see to"),
        choices=[*RequestStatus.choices, ("all", gettext_lazy("all"))],
    )  # fmt: skip
    adviser = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Adviser"), queryset=lambda request: advisers(),
        null_label=gettext_lazy("nobody yet"),
    )  # fmt: skip
    due = django_filters.ChoiceFilter(
        label=gettext_lazy("Answer due"), method="by_due",
        choices=[("late", gettext_lazy("late")), ("soon", gettext_lazy("late or within a week"))],
    )  # fmt: skip
    neighbourhood = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Neighbourhood"), queryset=lambda request: Neighbourhood.objects.all()
    )
    need = django_filters.ChoiceFilter(
        label=pgettext_lazy("advice", "Need"), method="by_need", choices=AdviceNeed.choices
    )

    class Meta:
        model = AdviceRequest
        fields = []

    def by_state(self, requests, name, value):
        return requests  # the view applies it, for an empty choice has a meaning too

    def by_due(self, requests, name, value):
        today = timezone.localdate()
        until = today if value == "late" else today + AdviceRequest.ALERT_BEFORE
        due = requests.for_us().filter(due_on__lte=until)
        return due.exclude(due_on=today) if value == "late" else due

    def by_need(self, requests, name, value):
        return requests.needing(value)


class RequestIndexView(SayWhatIsWrong, generic.IndexView):
    page_title = gettext_lazy("Requests for advice")
    any_permission_required = ["add", "change", "delete", "view"]
    filterset_class = RequestFilters
    search_fields = ["reference", "name", "address", "building_name", "registration_number"]
    paginate_by = 50
    add_url_name = None

    def get_base_queryset(self):
        state = self.filters.form.cleaned_data.get("state") or "" if self.filters.is_valid() else ""
        found = AdviceRequest.objects.select_related("adviser", "neighbourhood")
        if state == "all":
            return found
        return found.filter(status=state) if state else found.open()

    def order_queryset(self, queryset):
        return super().order_queryset(queryset) if self.is_explicitly_ordered else queryset.order_by("due_on", "id")

    def get_context_data(self, **kwargs):
        note_reading(self.request.user, LIST_READ, AdviceRequest)
        return super().get_context_data(**kwargs)

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=gettext_lazy("Request"), accessor=title_of, get_url=AdviceRequest.get_admin_url),
            Column("due_on", label=gettext_lazy("Answer due"), accessor=due_words, sort_key="due_on"),
            Column("status", label=gettext_lazy("Status"), accessor="get_status_display", sort_key="status"),
            Column("needs", label=gettext_lazy("Needs"), accessor=lambda request: ", ".join(request.need_labels)),
            Column("neighbourhood", label=gettext_lazy("Neighbourhood"), accessor="neighbourhood"),
            Column("adviser", label=gettext_lazy("Adviser"), accessor="adviser"),
            Column("received_at", label=gettext_lazy("Received"), accessor=lambda r: day_short(r.received_at),
                   sort_key="received_at"),
        ]  # fmt: skip


def title_of(request: AdviceRequest) -> str:
    words = f"{request.reference} · {request.name or _('contact erased')} · {request.building_name or request.address}"
    urgent = f"{_('URGENT')} · " if request.urgency else ""
    return urgent + words + (f" · {_('duplicate')}" if request.duplicate_of_id else "")


def due_words(request: AdviceRequest) -> str:
    """The day of answer with its alert, in words."""
    day = day_short(request.due_on)
    if request.is_late:
        late = (timezone.localdate() - request.due_on).days
        return f"{day} – " + ngettext("%(count)s day late", "%(count)s days late", late) % {"count": late}
    if request.is_due_soon:
        return f"{day} – " + _("within a week")
    return day if request.is_for_us else ""
