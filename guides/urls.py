from django.urls import path

from guides import views

urlpatterns = [
    path("guides/qui-fait-quoi/", views.who_does_what, name="who_does_what"),
    path("guides/<slug:slug>.pdf", views.guide_paper, name="guide_paper"),
    path("guides/<slug:slug>/avis/", views.guide_feedback, name="guide_feedback"),
    path("guides/<slug:slug>/avis/merci/", views.guide_feedback_received, name="guide_feedback_received"),
]
