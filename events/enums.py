import enum

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    WORKSHOP = "workshop", _("Workshop")
    PARTICIPATORY_WORKS = "participatory_works", _("Participatory works")
    DROP_IN = "drop_in", _("Drop-in hours")
    OUTDOOR = "outdoor", _("Outdoor event")
    COOWNERS_MEETING = "coowners_meeting", _("Co-owners’ meeting")


class Audience(models.TextChoices):
    ALL = "all", pgettext_lazy("audience", "Everybody")
    FAMILIES = "families", _("Families")
    CHILDREN = "children", pgettext_lazy("audience", "Children")
    YOUNG = "young", _("Young people")
    ADULTS = "adults", pgettext_lazy("audience", "Adults")
    SENIORS = "seniors", _("Older people")
    COOWNERS = "coowners", _("Co-owners")


class Minors(models.TextChoices):
    """Who may come without an adult of the household."""

    ACCOMPANIED = "accompanied", _("with an adult")
    ALONE_FROM_12 = "alone_from_12", _("alone from 12, with a parent’s agreement")
    NONE = "none", _("adults only")


class AgeBand(models.TextChoices):
    UNDER_6 = "0-5", _("under 6")
    FROM_6 = "6-11", _("6 to 11")
    FROM_12 = "12-17", _("12 to 17")


class Frequency(models.TextChoices):
    WEEKLY = "weekly", _("by weeks")
    MONTHLY = "monthly", _("by months, on the same weekday")


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    NOT_HELD = "not_held", _("not held")


class RegistrationStatus(models.TextChoices):
    CONFIRMED = "confirmed", _("confirmed")
    OFFERED = "offered", _("offered a place")
    WAITING = "waiting", _("on the waiting list")
    CANCELLED = "cancelled", _("cancelled")

    HOLDING = enum.nonmember(("confirmed", "offered"))  # those whose people are counted as seats taken


class OfferState(models.TextChoices):
    OPEN = "open", pgettext_lazy("an offer", "open")
    ACCEPTED = "accepted", pgettext_lazy("an offer", "accepted")
    DECLINED = "declined", pgettext_lazy("an offer", "declined")
    EXPIRED = "expired", pgettext_lazy("an offer", "run out")
    WITHDRAWN = "withdrawn", pgettext_lazy("an offer", "withdrawn")


class QuestionKind(models.TextChoices):
    CHOICE = "choice", _("one answer among several")
    YES_NO = "yes_no", _("yes or no")
    TEXT = "text", _("a few words")


class Moment(models.TextChoices):
    BEFORE = "before", _("before it begins")
    AFTER = "after", _("after it ends")


class ReminderAudience(models.TextChoices):
    CONFIRMED = "confirmed", _("households with a place")
    WAITING = "waiting", _("households on the waiting list")
    PRESENT = "present", _("households that came")


class Attendance(models.TextChoices):
    UNKNOWN = "unknown", _("not marked yet")
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class NotHeld(models.TextChoices):
    """Why a session did not take place."""

    NOBODY = "nobody", _("nobody came")
    TEAM = "team", _("the team could not come")
    VENUE = "venue", _("the place was closed or not fit")
    WEATHER = "weather", _("the weather")
    OTHER = "other", pgettext_lazy("reason", "another reason")


class AnswerKind(models.TextChoices):
    LEVEL = "level", _("four levels of satisfaction")
    YES_NO = "yes_no", _("yes or no")
    WORDS = "words", _("a sentence")


class SurveySubject(models.TextChoices):
    """What a question measures (indicator RES-2 and, for what people will do, IMP-2)."""

    WORKSHOP = "workshop", _("the session itself")
    HOME = "home", _("the home")
    SURROUNDINGS = "surroundings", _("the surroundings")
    WELL_BEING = "well_being", _("well-being")
    INTENTION = "intention", _("what they will do")
    OTHER = "other", pgettext_lazy("subject", "something else")


class SurveyChannel(models.TextChoices):
    WEB = "web", _("website")
    PAPER = "paper", _("paper")
    TABLET = "tablet", _("tablet")


class TaxAxis(models.IntegerChoices):
    """Axes of the property tax allowance (abattement TFPB) in the USH words of 2015; those of today are unconfirmed."""

    STAFF_PRESENCE = 1, _("More local staff")
    STAFF_TRAINING = 2, _("Training and support of local staff")
    EXTRA_UPKEEP = 3, _("Extra upkeep")
    WASTE = 4, _("Waste, bulky items and wrecks")
    TRANQUILLITY = 5, _("Peace and quiet")
    CONSULTATION = 6, _("Consultation and awareness of tenants")
    SOCIAL_TIES = 7, _("Activities and ties between neighbours")
    SMALL_WORKS = 8, _("Small works for the quality of service")
