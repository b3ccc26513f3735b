from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    EMAIL = "email", _("e-mail")
    SMS = "sms", _("SMS")
    CALL = "call", _("telephone call by the team")


class MessageState(models.TextChoices):
    QUEUED = "queued", _("to send")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


class Origin(models.TextChoices):
    """Through which door a sign-up came; kept for ever, it is not personal."""

    WEB = "web", _("website")
    PHONE = "phone", _("telephone")
    PAPER = "paper", _("paper")
    PARTNER = "partner", _("partner")
    DOOR = "door", _("at the door")


class Housing(models.TextChoices):
    SOCIAL_TENANT = "social_tenant", _("Tenant of a social landlord")
    PRIVATE_TENANT = "private_tenant", _("Tenant of a private owner")
    OWNER = "owner", pgettext_lazy("housing", "Owner")
    UNKNOWN = "unknown", _("I do not know, or something else")


class Need(models.TextChoices):
    """Closed choices, never free text: a need of access can be health data (GDPR art. 9)."""

    STEP_FREE = "step_free", _("A place without steps")
    HEARING = "hearing", _("Help to hear well")
    SIGHT = "sight", _("Help to see or read well")
    LANGUAGE = "language", _("Help with French")
    CHILDCARE = "childcare", _("Somebody to mind my children")


class PurgeState(models.TextChoices):
    UNDER_WAY = "under_way", _("under way")
    DONE = "done", pgettext_lazy("purge", "done")
    STOPPED = "stopped", _("stopped midway: the next night went on")
    REFUSED = "refused", _("refused: more than a night may erase")
