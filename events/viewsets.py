from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from core.staff_lists import ReadOnlyViewSet
from events.models import Event, Session
from events.staff_event_views import ChangeEventView, CreateEventView, DeleteEventView
from events.staff_lists import EventIndexView, SessionIndexView


class EventViewSet(ModelViewSet):
    """The programme: its list, and one form for an event with its dates."""

    model = Event
    name = "activity_events"
    url_prefix = "evenements"
    icon = "calendar-alt"
    menu_label = _("Events")
    index_view_class = EventIndexView

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
            path("new/", CreateEventView.as_view(), name="add"),
            path("edit/<int:pk>/", ChangeEventView.as_view(), name="edit"),
            path("delete/<int:pk>/", DeleteEventView.as_view(), name="delete"),
        ]

    def get_index_view_kwargs(self, **kwargs):
        return {"template_name": EventIndexView.template_name}


class SessionURLFinder(ModelAdminURLFinder):
    edit_url_name = "session_screen"


class SessionViewSet(ReadOnlyViewSet):
    """The list of sessions; each opens its own screen, where all the work is done."""

    model = Session
    name = "activity_sessions"
    url_prefix = "seances"
    icon = "date"
    menu_label = _("Sessions")
    index_view_class = SessionIndexView
    url_finder_class = SessionURLFinder


class Activities(ViewSetGroup):
    """The menu of the team's daily work. Rooms below add to it by the hook that it names."""

    menu_label = _("Activities")
    menu_name = "activities"
    menu_icon = "calendar-check"
    menu_order = 150
    items = (EventViewSet, SessionViewSet)
    submenu_hook = "register_activities_menu_item"
