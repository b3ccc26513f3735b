from django.urls import path

from campaigns import views

# Outside the page tree: an address that somebody kept works whatever becomes of the page's own.
urlpatterns = [
    path("telecharger/<int:pk>/", views.material_file, name="material_file"),
    path("affiche/<int:pk>/", views.poster, name="poster"),
]
