from django.urls import path

from engagement import views

urlpatterns = [
    path("<str:code>", views.short_link, name="short_link"),
    path("<str:code>/", views.short_link, name="short_link_typed"),  # with the slash that people add
]
