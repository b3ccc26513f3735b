from django.urls import path

from copro import majorities_views, obligations_views, request_urls, texts_views

urlpatterns: list = [
    path("copropriete/mes-obligations/", obligations_views.page, name="copro_obligations"),
    path("copropriete/mes-obligations/pdf/", obligations_views.paper, name="copro_obligations_pdf"),
    path("copropriete/mes-obligations/rappels.ics", obligations_views.calendar, name="copro_obligations_calendar"),
    path("copropriete/quelle-majorite/", majorities_views.page, name="copro_majorities"),
    path("copropriete/modeles/", texts_views.models, name="copro_models"),
    path("copropriete/modeles/<slug:key>.<slug:extension>", texts_views.model_file, name="copro_model_file"),
    path("copropriete/lexique/", texts_views.glossary, name="copro_glossary"),
    *request_urls.urlpatterns,
]
