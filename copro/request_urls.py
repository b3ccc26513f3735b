from django.urls import path

from copro import request_views as views

urlpatterns = [
    path("copropriete/demander-conseil/", views.ask, name="advice_ask"),
    path("copropriete/ma-demande/", views.follow, name="advice_follow"),
    path("copropriete/ma-demande/ajouter/", views.add, name="advice_add"),
    path("copropriete/ma-demande/clore/", views.close, name="advice_close"),
    path("copropriete/ma-demande/fichiers/<uuid:uuid>/", views.document, name="advice_document"),
    path("copropriete/ma-demande/<str:token>/", views.follow_link, name="advice_link"),
    path("copropriete/mes-demandes/", views.my_requests, name="advice_mine"),
    path("copropriete/mes-demandes/envoye/", views.list_sent, name="advice_list_sent"),
    path("copropriete/mes-demandes/liste/", views.my_list, name="advice_list"),
    path("copropriete/mes-demandes/liste/<uuid:uuid>/", views.open_one, name="advice_open"),
    path("copropriete/mes-demandes/<str:token>/", views.list_link, name="advice_list_link"),
]
