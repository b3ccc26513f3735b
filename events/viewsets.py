from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.panels import FieldPanel
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from core.staff_lists import ReadOnlyViewSet
from events import staff_series
from events.models import Event, Question, ReminderRule, Session
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
            path("series/<int:pk>/extend/", staff_series.extend, name="extend_series"),
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


class SettingOfActivities(SnippetViewSet):
    """A short list in the menu of activities that the team changes now and then."""

    menu_hook = Activities.submenu_hook


class QuestionViewSet(SettingOfActivities):
    model = Question
    icon = "help"
    menu_label = _("Questions")
    menu_order = 60
    list_display = ["text", "event", "kind", "required", "retention_days"]
    panels = [
        FieldPanel("event"), FieldPanel("text"), FieldPanel("kind"), FieldPanel("options"), FieldPanel("required"),
        FieldPanel("depends_on"), FieldPanel("depends_answer"), FieldPanel("retention_days"), FieldPanel("order"),
    ]  # fmt: skip


class ReminderRuleViewSet(SettingOfActivities):
    model = ReminderRule
    icon = "time"
    menu_label = _("Reminders")
    menu_order = 70
    list_display = ["hours", "moment", "channel", "audience", "active"]
    panels = [
        FieldPanel("hours"), FieldPanel("moment"), FieldPanel("channel"), FieldPanel("audience"), FieldPanel("active"),
    ]  # fmt: skip
