import enum

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


# A request for advice


class Profile(models.TextChoices):
    """Who asks: the first field of the request form."""

    COUNCIL = "council", _("President or member of the co-owners’ council")
    PROFESSIONAL = "professional", _("Professional syndic")
    VOLUNTEER = "volunteer", _("Volunteer syndic")
    RESIDENT_OWNER = "resident_owner", _("Co-owner living in the building")
    RENTING_OWNER = "renting_owner", _("Co-owner who lets a home")
    TENANT = "tenant", _("Tenant")
    OTHER = "other", _("Somebody else")


class ContactPreference(models.TextChoices):
    EMAIL = "email", _("By e-mail")
    MORNING = "morning", _("By telephone, in the morning")
    AFTERNOON = "afternoon", _("By telephone, in the afternoon")
    EVENING = "evening", _("By telephone, at the end of the day")


class LotsBand(models.TextChoices):
    """Homes of the building. The bands end where the duties change: 50 and 200."""

    TO_10 = "2-10", _("2 to 10")
    TO_20 = "11-20", _("11 to 20")
    TO_50 = "21-50", _("21 to 50")
    TO_200 = "51-200", _("51 to 200")
    OVER_200 = "201-", _("More than 200")


class BuiltBand(models.TextChoices):
    TO_1948 = "-1948", _("Before 1949")
    TO_1974 = "1949-1974", _("1949 to 1974")
    TO_1989 = "1975-1989", _("1975 to 1989")
    TO_2012 = "1990-2012", _("1990 to 2012")
    FROM_2013 = "2013-", _("After 2012")


class MainResidences(models.TextChoices):
    """Share of main residences, in hundredths: 65 and 75 are the thresholds of the aid to works."""

    UNDER_65 = "-65", _("Less than 65 in 100")
    TO_75 = "65-75", _("65 to 75 in 100")
    OVER_75 = "75-", _("More than 75 in 100")
    UNKNOWN = "unknown", _("I do not know")


class Heating(models.TextChoices):
    SHARED_GAS = "shared_gas", _("Shared, gas")
    NETWORK = "network", _("District heating")
    ELECTRIC = "electric", _("Electric")
    OWN_GAS = "own_gas", _("Gas boiler in each home")
    OTHER = "other", _("Another kind")


class EnergyLabel(models.TextChoices):
    """The collective energy label (DPE collectif)."""

    A = "A", "A"
    B = "B", "B"
    C = "C", "C"
    D = "D", "D"
    E = "E", "E"
    F = "F", "F"
    G = "G", "G"
    NONE = "none", _("There is no collective energy label")
    UNKNOWN = "unknown", _("I do not know")


class BuildingPaper(models.TextChoices):
    """Documents that the co-ownership says it has."""

    ENERGY_LABEL = "energy_label", _("Collective energy label (DPE)")
    DIAGNOSIS = "diagnosis", _("Overall technical diagnosis (DTG)")
    AUDIT = "audit", _("Energy audit")
    PLAN_DRAFT = "plan_draft", _("Draft plan of works (PPPT)")
    PLAN = "plan", _("Plan of works adopted (PPT)")
    LOG_BOOK = "log_book", _("Maintenance log book")
    SUMMARY = "summary", _("Summary sheet of the co-ownership")


class Arrears(models.TextChoices):
    """Unpaid charges in hundredths of the yearly budget. Never published."""

    UNDER_8 = "-8", _("Less than 8 in 100")
    TO_15 = "8-15", _("8 to 15 in 100")
    TO_25 = "15-25", _("15 to 25 in 100")
    OVER_25 = "25-", _("More than 25 in 100")
    UNKNOWN = "unknown", _("I do not know")


class AdviceNeed(models.TextChoices):
    RENOVATION = "renovation", _("Energy renovation")
    DIAGNOSES = "diagnoses", _("Audit, energy label, plan of works")
    AIDS = "aids", _("Aids and funding")
    GOVERNANCE = "governance", _("Governance or arrears")
    CHARGES = "charges", _("Charges")
    MEETING = "meeting", _("Preparing a general meeting")
    DAMP = "damp", _("Damp and ventilation")
    MOBILITY = "mobility", _("Charging points, bicycles")
    OUTSIDE = "outside", _("Outdoor spaces")
    TRAINING = "training", _("Training of the co-owners’ council")


class Urgency(models.TextChoices):
    DANGER = "danger", _("Danger for people")
    ORDER = "order", _("An order of the mayor or the prefect")
    NO_HEATING = "no_heating", _("Heating out of order")


class RequestStatus(models.TextChoices):
    """Where a request stands. "Waiting" is for the person who asked, never for us."""

    RECEIVED = "received", _("received")
    IN_PROGRESS = "in_progress", _("being worked on")
    WAITING = "waiting", _("waiting for you")
    ANSWERED = "answered", _("answered")
    CLOSED = "closed", _("closed")


class EntryKind(models.TextChoices):
    """What a line of a request's journal is. Which the person who asked reads: `models.requests.SHOWN_TO_PERSON`."""

    MESSAGE = "message", _("Message from the person who asked")
    ANSWER = "answer", _("Answer")
    QUESTION = "question", _("Question to the person who asked")
    NOTE = "note", _("Internal note")
    CALL = "call", _("Telephone call")
    VISIT = "visit", _("Visit")
    MEETING = "meeting", _("Meeting")
    CLOSING = "closing", _("Closed by the person who asked")

    CONTACTS = enum.nonmember(("call", "visit", "meeting"))  # those that are contacts with somebody


# The register of co-ownerships


class SyndicType(models.TextChoices):
    PROFESSIONAL = "professional", pgettext_lazy("syndic", "professional")
    VOLUNTEER = "volunteer", pgettext_lazy("syndic", "volunteer")
    UNKNOWN = "unknown", pgettext_lazy("syndic", "not known")


class ImportState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("import", "waiting")
    RUNNING = "running", pgettext_lazy("import", "running")
    DONE = "done", pgettext_lazy("import", "done")
    FAILED = "failed", pgettext_lazy("import", "failed")
