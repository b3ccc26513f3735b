from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    SYNDIC = "syndic", _("Syndic")
    COUNCIL = "council", _("Council member")
    OWNER = "owner", _("Co-owner")


class Topic(models.TextChoices):
    OBLIGATIONS = "obligations", _("Obligations")
    WORKS = "works", _("Works and energy")
    MONEY = "money", _("Money and arrears")
    GOVERNANCE = "governance", _("Governance")
    COMMONS = "commons", _("Common areas")
    AIDS = "aids", _("Aids")
