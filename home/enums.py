from django.db import models
from django.utils.translation import pgettext_lazy


class ResultKind(models.TextChoices):
    """What a result of search is. The values stand in addresses (`/recherche/?q=eau&type=guide`): they are French."""

    GUIDE = "guide", pgettext_lazy("kind of result", "Guide")
    WORKSHOP = "atelier", pgettext_lazy("kind of result", "Workshop")
    COOWNERSHIP = "copropriete", pgettext_lazy("kind of result", "Co-ownership")
    NEIGHBOURHOOD = "quartier", pgettext_lazy("kind of result", "Neighbourhood")
    CAMPAIGN = "campagne", pgettext_lazy("kind of result", "Campaign")
    INFORMATION = "information", pgettext_lazy("kind of result", "Information")
    DOCUMENT = "document", pgettext_lazy("kind of result", "Document")
    CONTACT = "contact", pgettext_lazy("kind of result", "Who to call")
