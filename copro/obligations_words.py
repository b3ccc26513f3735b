from datetime import date

from django.utils.translation import gettext as _

from copro.enums import State
from copro.obligations import Duty
from core.templatetags.habiter import day_short


def when(duty: Duty, today: date) -> str:
    """Return the date of a duty in a sentence, or nothing where it has none."""
    if duty.due is None:
        return ""
    words = {
        State.LATE: _("To be done since %(date)s."),
        State.THIS_YEAR: _("To be done by %(date)s."),
        State.LATER: _("Nothing before %(date)s."),
        State.DONE: _("Next time by %(date)s."),
        State.UNKNOWN: _("The date was %(date)s."),
        State.RECURRING: _("Next time on %(date)s.") if duty.due >= today else _("In force since %(date)s."),
    }
    return words[duty.state] % {"date": day_short(duty.due)}
