from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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
    NEIGHBOURS = "neighbours", pgettext_lazy("co-ownership topic", "Neighbours")


class Question(models.TextChoices):
    """What the calculator asks of a building; the value is the parameter of its address."""

    LOTS = "lots", _("Number of lots")
    PERMIT = "permis", _("Building permit applied for")
    COMPLETION = "reception", _("End of the building works (réception)")
    ENERGY = "dpe", _("Energy class of the whole building")
    ENERGY_DATE = "dpe_date", _("Date of the collective energy diagnosis")
    SYNDIC = "syndic", _("Who is your syndic?")
    MEETING = "ag", _("Last general meeting")
    CLOSING = "cloture", _("Month in which your accounts end")
    PLAN = "plan", _("Works plan")
    PLAN_DATE = "plan_date", _("Date of the works plan")
    DTG = "dtg", _("Does a global technical diagnosis find no works needed for ten years?")
    ARREARS = "impayes", _("Unpaid charges")


class SyndicKind(models.TextChoices):
    PROFESSIONAL = "professionnel", _("a professional")
    VOLUNTEER = "benevole", _("a co-owner, volunteer")
    COOPERATIVE = "cooperatif", _("the council itself (cooperative)")


class Plan(models.TextChoices):
    ADOPTED = "adopte", _("adopted by the general meeting")
    DRAFT = "projet", _("a draft is ready, not adopted")
    NONE = "aucun", _("nothing yet")


class EnergyClass(models.TextChoices):
    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"


class Clock(models.TextChoices):
    """What sets the date of a duty: the closed list that `copro.obligations` knows how to read."""

    STANDING = "standing", _("in force from a date, then all the time")
    ONCE = "once", _("to be done by a date, then renewed")
    ACCOUNTS = "accounts", _("so many months after the end of the accounts")
    MEETING = "meeting", _("so many months after the last general meeting")
    QUARTERLY = "quarterly", _("the first day of each quarter")
    OPEN = "open", _("possible as soon as its conditions hold")


class Proof(models.TextChoices):
    """The answer that shows that a duty was done."""

    PLAN = "plan", _("the works plan")
    ENERGY = "energy", _("the collective energy diagnosis")


class State(models.TextChoices):
    """Where a building stands with a duty, the most urgent first."""

    LATE = "late", pgettext_lazy("state of a duty", "Late")
    THIS_YEAR = "this_year", pgettext_lazy("state of a duty", "This year")
    OPEN = "open", pgettext_lazy("state of a duty", "Possible now")
    UNKNOWN = "unknown", pgettext_lazy("state of a duty", "Cannot be said yet")
    LATER = "later", pgettext_lazy("state of a duty", "Later")
    RECURRING = "recurring", pgettext_lazy("state of a duty", "Regular duty")
    DONE = "done", pgettext_lazy("state of a duty", "Up to date")
    NOT_CONCERNED = "not_concerned", pgettext_lazy("state of a duty", "You are not concerned")


class Article(models.TextChoices):
    """The majorities of the law of 10 July 1965 (n° 65-557)."""

    ART_24 = "24", _("Article 24: most of the votes cast")
    ART_25 = "25", _("Article 25: more than half of all the votes")
    ART_26 = "26", _("Article 26: most of the co-owners and two thirds of the votes")
    UNANIMITY = "unanimite", _("Unanimity: everybody")


class Fallback(models.TextChoices):
    """The second vote that the law allows after a refusal (article 25-1)."""

    NONE = "", pgettext_lazy("second vote", "none")
    BRIDGE = "25-1", _("Article 25-1")
    ENERGY = "25-1-energie", _("Article 25-1, with a new meeting for energy works")


class ModelKind(models.TextChoices):
    AGENDA = "ordre-du-jour", _("Item for the agenda")
    RESOLUTION = "resolution", _("Resolution")
    LETTER = "courrier", _("Letter")
    POSTER = "affiche", _("Poster for the hall")
