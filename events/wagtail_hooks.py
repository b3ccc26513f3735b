from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events import reminders, staff_deleting, waiting_list
from events import staff_session_views as views
from events.staff_home import MyWork, lines_of
from events.staff_session import LIST_OPENED
from events.viewsets import Activities, QuestionViewSet, ReminderRuleViewSet

hooks.register("before_delete_page", staff_deleting.before_delete_page)
hooks.register("before_bulk_action", staff_deleting.before_bulk_action)
hooks.register("worker_round", waiting_list.tick)
hooks.register("worker_round", reminders.tick)


register_snippet(QuestionViewSet)
register_snippet(ReminderRuleViewSet)


@hooks.register("register_admin_viewset")
def activities():
    return Activities()


@hooks.register("register_admin_urls")
def admin_urls():
    here = "seances/<int:pk>/"
    return [
        path(here, views.session_screen, name="session_screen"),
        path(f"{here}foyers/<int:registration_id>/", views.session_mark, name="session_mark"),
        path(f"{here}foyers/<int:registration_id>/liberer/", views.session_withdraw, name="session_withdraw"),
        path(f"{here}foyers/<int:registration_id>/offre/<str:answer>/", views.session_offer, name="session_offer"),
        path(f"{here}ajouter/", views.session_add, name="session_add"),
        path(f"{here}sans-inscription/", views.session_walk_in, name="session_walk_in"),
        path(f"{here}comptage/", views.session_headcount, name="session_headcount"),
        path(f"{here}cloturer/", views.session_close, name="session_close"),
        path(f"{here}rouvrir/", views.session_reopen, name="session_reopen"),
        path(f"{here}annuler/", views.session_cancel, name="session_cancel"),
    ]


@hooks.register("construct_homepage_panels")
def my_work(request, panels):
    if lines_of(request.user):
        panels.append(MyWork())


@hooks.register("register_log_actions")
def log_actions(actions):
    for action, label, message in (
        (LIST_OPENED, _("Open the list of names"), _("List of names opened")),
        ("events.session.mark", _("Mark who came"), _("Household marked")),
        ("events.session.add", _("Add a household"), _("Household added by the team")),
        ("events.session.withdraw", _("Free places"), _("Places of a household freed")),
        ("events.session.offer", _("Answer for a household"), _("Answer of a household recorded")),
        ("events.session.walk_in", _("Add a walk-in"), _("Walk-in added")),
        ("events.session.count", _("Count heads"), _("Head-count saved")),
        ("events.session.close", _("Close a session"), _("Session closed")),
        ("events.session.reopen", _("Reopen a session"), _("Session reopened")),
        ("events.session.cancel", _("Cancel a session"), _("Session cancelled")),
    ):
        actions.register_action(action, label, message)
