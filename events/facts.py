"""What one should know before coming, in words: access of the place, ages, languages, what became of the session."""

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from events.enums import Audience, Minors, SessionStatus
from events.models import Event, Session
from events.seats import moment
from territory.models import Venue

ACCESS = {
    "is_step_free": lambda: _("Step-free"),
    "has_lift": lambda: _("Lift"),
    "has_hearing_loop": lambda: _("Hearing loop"),
    "has_toilets": lambda: _("Toilets"),
}


def access_of(venue: Venue) -> list[dict]:
    """Return each fact as label, words and answer: yes, no, or unknown, which nobody may read as no."""
    return [{"label": label(), **answer(getattr(venue, name))} for name, label in ACCESS.items()]


def answer(known: bool | None) -> dict:
    if known is None:
        return {"answer": "unknown", "words": _("not checked yet")}
    if known:
        return {"answer": "yes", "words": pgettext("access", "yes")}
    return {"answer": "no", "words": pgettext("access", "no")}


def facts_of(event: Event) -> list[dict]:
    """Return who may come and in which languages. The event has its `spoken_languages` at hand."""
    facts = [{"label": _("For whom"), "value": audience_of(event)}]
    if event.minors != Minors.ACCOMPANIED or event.audience in {Audience.FAMILIES, Audience.CHILDREN, Audience.YOUNG}:
        facts.append({"label": _("Minors"), "value": event.get_minors_display()})
    if languages := languages_of(event):
        facts.append({"label": _("Languages"), "value": languages})
    if event.max_party:
        people = ngettext("%(count)s person at most", "%(count)s people at most", event.max_party)
        facts.append({"label": _("By household"), "value": people % {"count": event.max_party}})
    return facts


def audience_of(event: Event) -> str:
    """Return the audience with its ages: "Families, from 6 to 12 years"."""
    words = event.get_audience_display()
    ages = {"from": event.age_min, "to": event.age_max}
    if event.age_min and event.age_max:
        return _("%(audience)s, from %(from)s to %(to)s years") % {"audience": words, **ages}
    if event.age_min:
        return _("%(audience)s, from %(from)s years") % {"audience": words, **ages}
    if event.age_max:
        return _("%(audience)s, up to %(to)s years") % {"audience": words, **ages}
    return str(words)


def languages_of(event: Event) -> str:
    """Return the languages spoken besides French, which always is; nothing when it is the only one."""
    names = [as_in_a_list(str(language)) for language in event.spoken_languages.all()]
    return ", ".join([pgettext("spoken language", "French"), *names]) if names else ""


def as_in_a_list(name: str) -> str:
    """Return a language's name as French writes it after a comma: "arabe", but "LSF" as it is."""
    lower = get_language() == "fr" and name[1:2].islower()
    return name[:1].lower() + name[1:] if lower else name


def row_state(session: Session) -> str:
    """Return how a list draws a session: cancelled, over, or as usual."""
    if session.status in {SessionStatus.CANCELLED, SessionStatus.NOT_HELD}:
        return "cancelled"
    return "over" if session.is_over or session.is_closed else ""


def moved_words(session: Session) -> str:
    """Return from when and where a session has moved, or nothing."""
    if not session.moved_at or session.status != SessionStatus.PLANNED or session.is_over:
        return ""
    then, there = session.previous_starts_at, session.previous_venue
    when = moment(then) if then and then != session.starts_at else None
    where = there.name if there and there.pk != session.venue_id else ""
    if when and where:
        return _("Moved. It was to be on %(day)s at %(hour)s, %(place)s.") % {**when, "place": where}
    if when:
        return _("Moved. It was to be on %(day)s at %(hour)s.") % when
    return _("Moved. It was to be here: %(place)s.") % {"place": where} if where else ""
