from django.urls import path

from events import views

urlpatterns = [
    path("agenda/calendrier.ics", views.agenda_feed, name="agenda_feed"),
    path("agenda/seance/<uuid:uuid>.ics", views.session_calendar, name="session_calendar"),
    path("inscription/gerer/", views.manage, name="manage"),
    path("inscription/gerer/modifier/", views.manage_change, name="manage_change"),
    path("inscription/gerer/annuler/", views.manage_cancel, name="manage_cancel"),
    path("inscription/gerer/accepter/", views.manage_accept, name="manage_accept"),
    path("inscription/gerer/refuser/", views.manage_decline, name="manage_decline"),
    path("inscription/gerer/rappels/", views.manage_reminders, name="manage_reminders"),
    path("inscription/gerer/seance.ics", views.manage_calendar, name="manage_calendar"),
    path("inscription/gerer/<str:token>/", views.manage_link, name="manage_link"),
    path("i/<str:token>/", views.manage_link, name="manage_short_link"),
    path("inscription/<uuid:uuid>/", views.sign_up, name="sign_up"),
    path("inscription/<uuid:uuid>/recue/", views.sign_up_received, name="sign_up_received"),
]
