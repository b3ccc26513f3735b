from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events import reminders, staff_deleting, waiting_list
from events import staff_closing_views as closing
from events import staff_door_views as door
from events import staff_paper_views as paper
from events import staff_session_views as views
from events import staff_survey_views as opinions
from events.closing_reminders import remind_to_close
from events.personal_data import personal_data
from events.retention import retention_kinds
from events.staff_home import lines_of
from events.staff_session import LIST_OPENED
from events.viewsets import Activities, QuestionViewSet, ReminderRuleViewSet

hooks.register("before_delete_page", staff_deleting.before_delete_page)
hooks.register("before_bulk_action", staff_deleting.before_bulk_action)
hooks.register("my_work_lines", lines_of)
hooks.register("worker_round", waiting_list.tick)
hooks.register("worker_round", reminders.tick)
hooks.register("worker_round", remind_to_close)
register_snippet(QuestionViewSet)
register_snippet(ReminderRuleViewSet)
hooks.register("retention_kinds", retention_kinds)
hooks.register("personal_data", personal_data)


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
        path(f"{here}cloturer/", closing.session_close, name="session_close"),
        path(f"{here}rouvrir/", closing.session_reopen, name="session_reopen"),
        path(f"{here}photos/", closing.session_photo, name="session_photo"),
        path(f"{here}photos/<int:photo_id>/", closing.session_photo_remove, name="session_photo_remove"),
        path(f"{here}annuler/", views.session_cancel, name="session_cancel"),
        path(f"{here}feuille.pdf", paper.session_sheet, name="session_sheet"),
        path(f"{here}affiche-<slug:paper>.pdf", paper.session_poster, name="session_poster"),
        path(f"{here}porte/", door.door_page, name="door"),
        path(f"{here}porte/foyer/", door.door_tap, name="door_tap"),
        path(f"{here}porte/arrivee/", door.door_walk_in, name="door_walk_in"),
        path(f"{here}porte/comptage/", door.door_heads, name="door_heads"),
        path(f"{here}avis/", opinions.session_survey, name="session_survey"),
        path(f"{here}avis/tablette/", opinions.survey_tablet, name="survey_tablet"),
    ]


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
        ("events.session.photo", _("Add a photo"), _("Photo added")),
        ("events.session.photo_removed", _("Remove a photo"), _("Photo removed")),
        ("events.session.sheet", _("Print the sheet"), _("Sheet of names printed")),
        ("events.session.opinion", _("Enter an answer"), _("Answer to the survey entered")),
        ("events.session.reopen", _("Reopen a session"), _("Session reopened")),
        ("events.session.cancel", _("Cancel a session"), _("Session cancelled")),
    ):
        actions.register_action(action, label, message)
