from django.urls import path

from events import agenda_views, staff_door_views, survey_views, views

urlpatterns = [
    path("agenda/calendrier.ics", agenda_views.agenda_feed, name="agenda_feed"),
    path("agenda/rss.xml", agenda_views.agenda_rss, name="agenda_rss"),
    path("agenda/affiche/", agenda_views.agenda_poster, name="agenda_poster"),
    path("agenda/seance/<uuid:uuid>.ics", agenda_views.session_calendar, name="session_calendar"),
    path("inscription/gerer/", views.manage, name="manage"),
    path("inscription/gerer/modifier/", views.manage_change, name="manage_change"),
    path("inscription/gerer/annuler/", views.manage_cancel, name="manage_cancel"),
    path("inscription/gerer/accepter/", views.manage_accept, name="manage_accept"),
    path("inscription/gerer/refuser/", views.manage_decline, name="manage_decline"),
    path("inscription/gerer/rappels/", views.manage_reminders, name="manage_reminders"),
    path("inscription/gerer/seance.ics", views.manage_calendar, name="manage_calendar"),
    path("inscription/gerer/<str:token>/", views.manage_link, name="manage_link"),
    path("porte/<str:reference>/", staff_door_views.door_code, name="door_code"),
    path("avis/", survey_views.survey_page, name="survey"),
    path("avis/merci/", survey_views.survey_thanks, name="survey_thanks"),
    path("avis/<str:token>/", survey_views.survey_link, name="survey_link"),
    path("i/<str:token>/", views.manage_link, name="manage_short_link"),
    path("inscription/<uuid:uuid>/", views.sign_up, name="sign_up"),
    path("inscription/<uuid:uuid>/recue/", views.sign_up_received, name="sign_up_received"),
]
