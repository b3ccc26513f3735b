from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from engagement.staff_menu import CallsToMake, FailedMessages
from events.models import Event, Session
from events.staff_event_views import ChangeEventView, CreateEventView, DeleteEventView
from events.staff_lists import EventIndexView, SessionIndexView


class EventViewSet(ModelViewSet):
    """The programme: list, one form for an event and its dates, history."""

    model = Event
    name = url_namespace = "activity_events"
    url_prefix = "evenements"
    icon = "calendar-alt"
    menu_label = _("Events")
    copy_view_enabled = False
    list_display = list_filter = ordering = list_per_page = ModelViewSet.UNDEFINED
    index_view_class = EventIndexView

    @property
    def add_view(self):
        return CreateEventView.as_view()

    @property
    def edit_view(self):
        return ChangeEventView.as_view()

    @property
    def delete_view(self):
        return DeleteEventView.as_view()


class SessionViewSet(ModelViewSet):
    """The list of sessions; each opens its own screen, where all the work is done."""

    model = Session
    name = url_namespace = "activity_sessions"
    url_prefix = "seances"
    icon = "date"
    menu_label = _("Sessions")
    list_per_page = ModelViewSet.UNDEFINED
    index_view_class = SessionIndexView

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("history/<int:pk>/", self.history_view, name="history"),
            path("history-results/<int:pk>/", self.history_results_view, name="history_results"),
        ]

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "usage_url_name"))
        return super().get_common_view_kwargs(**nowhere | kwargs) | {"copy_url_name": None}

    @cached_property
    def url_finder_class(self):
        from wagtail.admin.admin_url_finder import ModelAdminURLFinder

        return type("SessionURLFinder", (ModelAdminURLFinder,), {"model": Session, "edit_url_name": "session_screen"})


class Activities(ViewSetGroup):
    menu_label = _("Activities")
    menu_name = "activities"
    menu_icon = "calendar-check"
    menu_order = 150
    items = (EventViewSet, SessionViewSet, CallsToMake, FailedMessages)
