"""The lists of events and of sessions in the admin: one query a column of figures, whatever the number of rows."""

from datetime import timedelta

import django_filters
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from core.staff_lists import SayWhatIsWrong
from core.templatetags.habiter import day_short, hour
from events.enums import Kind, SessionStatus
from events.models import Event, EventPage, Session
from events.seats import describe
from territory.models import Neighbourhood


def events_for(user):
    """Events that a user may list: a landlord's partner sees its own, and those of its sessions."""
    if not user.is_landlord_partner:
        return Event.objects.all()
    sessions = Session.objects.visible_to(user)
    return Event.objects.filter(Q(landlords=user.landlord_id) | Q(sessions__in=sessions)).distinct()


class EventFilters(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), choices=Kind.choices)
    coming = django_filters.ChoiceFilter(
        label=gettext_lazy("Dates"),
        method="by_dates",
        choices=[("yes", gettext_lazy("with dates to come")), ("no", gettext_lazy("with no date to come"))],
    )
    page = django_filters.ChoiceFilter(
        label=gettext_lazy("Page"),
        method="by_page",
        choices=[("live", gettext_lazy("published")), ("draft", gettext_lazy("not published"))],
    )

    class Meta:
        model = Event
        fields = ["kind"]

    def by_dates(self, events, name, value):
        return events.filter(next_at__isnull=value == "no")

    def by_page(self, events, name, value):
        return events.filter(is_live=value == "live")


class EventIndexView(SayWhatIsWrong, generic.IndexView):
    page_title = gettext_lazy("Events")
    any_permission_required = ["add", "change", "delete", "view"]
    filterset_class = EventFilters
    search_fields = ["title"]
    default_ordering = "title"
    add_item_label = gettext_lazy("Create an event and its dates")
    paginate_by = 50

    def get_base_queryset(self):
        coming = Q(sessions__starts_at__gte=timezone.now(), sessions__status=SessionStatus.PLANNED)
        pages = EventPage.objects.filter(event=OuterRef("pk"))
        visible = Event.objects.filter(pk__in=events_for(self.request.user).values("pk"))
        return visible.annotate(
            number=Count("sessions"), next_at=Min("sessions__starts_at", filter=coming),
            is_live=Exists(pages.filter(live=True)), has_page=Exists(pages),
        )  # fmt: skip

    def get_edit_url(self, instance):
        return None if self.is_for_partner else super().get_edit_url(instance)

    @cached_property
    def is_for_partner(self) -> bool:
        return self.request.user.is_landlord_partner

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=gettext_lazy("Title"), sort_key="title", get_url=self.get_edit_url),
            Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("next_at", label=gettext_lazy("Next date"), accessor=next_date, sort_key="next_at"),
            Column("number", label=gettext_lazy("Sessions"), accessor=number_of_sessions),
            Column("page", label=gettext_lazy("Page"), accessor=page_state),
        ]


def next_date(event: Event) -> str:
    return f"{day_short(event.next_at)}, {hour(event.next_at)}" if event.next_at else _("no date to come")


def number_of_sessions(event: Event) -> str:
    return ngettext("%(count)s session", "%(count)s sessions", event.number) % {"count": event.number}


def page_state(event: Event) -> str:
    return _("page published") if event.is_live else _("page to publish") if event.has_page else _("no page")


class SessionFilters(WagtailFilterSet):
    when = django_filters.ChoiceFilter(
        label=gettext_lazy("When"), method="by_time", empty_label=gettext_lazy("From today"),
        choices=[
            ("week", gettext_lazy("the next 7 days")), ("to_close", gettext_lazy("over, to close")),
            ("past", gettext_lazy("past")), ("all", gettext_lazy("all")),
        ],
    )  # fmt: skip
    neighbourhood = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Neighbourhood"),
        field_name="venue__neighbourhood",
        queryset=lambda request: Neighbourhood.objects.all(),
    )
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Kind"), field_name="event__kind", choices=Kind.choices)

    class Meta:
        model = Session
        fields = []

    def by_time(self, sessions, name, value):
        return sessions  # the view applies it, for it also turns the order round


def in_the_week(sessions):
    """Sessions of today and the six days after, not cancelled."""
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return sessions.from_today().filter(starts_at__lt=midnight + timedelta(days=7)).exclude(
        status=SessionStatus.CANCELLED
    )  # fmt: skip


class SessionIndexView(SayWhatIsWrong, generic.IndexView):
    page_title = gettext_lazy("Sessions")
    any_permission_required = ["add", "change", "delete", "view"]
    filterset_class = SessionFilters
    search_fields = ["event__title", "venue__name"]
    paginate_by = 50
    add_url_name = None

    @cached_property
    def when(self) -> str:
        return self.filters.form.cleaned_data.get("when") or "" if self.filters.is_valid() else ""

    def get_base_queryset(self):
        visible = Session.objects.visible_to(self.request.user)
        chosen = {
            "": visible.from_today, "week": lambda: in_the_week(visible), "to_close": visible.to_close,
            "past": lambda: visible.filter(starts_at__lt=timezone.now()), "all": visible.all,
        }[self.when]()  # fmt: skip
        return chosen.with_seats().select_related("event", "venue__neighbourhood")

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        back = self.when in {"past", "all"}
        return queryset.order_by("-starts_at", "-id") if back else queryset.order_by("starts_at", "id")

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def columns(self):
        return [
            TitleColumn("event", label=gettext_lazy("Session"), accessor="event.title", sort_key="event__title",
                        get_url=lambda session: reverse("session_screen", args=[session.pk])),
            Column("starts_at", label=gettext_lazy("Date"), accessor=when_it_is, sort_key="starts_at"),
            Column("venue", label=gettext_lazy("Venue"), accessor="venue"),
            Column("kind", label=gettext_lazy("Kind"), accessor="event.get_kind_display"),
            Column("taken", label=gettext_lazy("People signed up"), accessor=taken_of),
            Column("waiting", label=pgettext_lazy("people", "Waiting"), accessor=waiting_of),
            Column("state", label=gettext_lazy("State"), accessor=state_of),
        ]  # fmt: skip


def when_it_is(session: Session) -> str:
    return f"{day_short(session.starts_at)}, {hour(session.starts_at)}"


def taken_of(session: Session) -> str:
    if not session.requires_sign_up and not session.taken:
        return _("open to all")
    return ngettext(
        "%(taken)s person for %(capacity)s places", "%(taken)s people for %(capacity)s places", session.taken
    ) % {"taken": session.taken, "capacity": session.capacity}  # fmt: skip


def waiting_of(session: Session) -> str:
    if not session.waiting:
        return ""
    return ngettext("%(count)s is waiting", "%(count)s are waiting", session.waiting) % {"count": session.waiting}


def state_of(session: Session) -> str:
    if session.status != SessionStatus.PLANNED:
        return session.get_status_display()
    return _("to close") if session.is_over else describe(session).text
