"""Who came to a session, in people, by age and by how they reached us: what is read before it is closed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from engagement.enums import Origin
from events.enums import AgeBand
from events.models import Registration, Session

type Lines = list[tuple[str, int]]
NOT_SAID, NAMELESS, ADULT = "", "nameless", "adult"


@dataclass(frozen=True)
class WhoCame:
    by_age: Lines
    by_origin: Lines

    @property
    def total(self) -> int:
        return sum(people for _label, people in self.by_age)


def who_came(session: Session, confirmed: Iterable[Registration]) -> WhoCame:
    """Add up the households that are marked present and the heads counted without a name."""
    ages, origins = Counter(session.headcount_ages), Counter({NAMELESS: session.headcount})
    ages[ADULT] = session.headcount_adults
    ages[NOT_SAID] = session.headcount_children - sum(session.headcount_ages.values())
    for entry in confirmed:
        origins[entry.origin] += entry.people_present
        ages[ADULT] += entry.present_adults
        ages.update(ages_present(entry))
    return WhoCame(lines(ages, age_labels()), lines(origins, origin_labels()))


def ages_present(entry: Registration) -> dict[str, int]:
    """Return the children present by band; who came in another number than was said is of no known age."""
    if sum(entry.ages.values()) == entry.present_children:
        return entry.ages
    return {NOT_SAID: entry.present_children}


def lines(counts: Counter, labels: dict[str, str]) -> Lines:
    return [(label, counts[key]) for key, label in labels.items() if counts[key]]


def age_labels() -> dict[str, str]:
    return {
        ADULT: _("Adults"), AgeBand.UNDER_6: _("Children under 6"), AgeBand.FROM_6: _("Children from 6 to 11"),
        AgeBand.FROM_12: _("Young people from 12 to 17"), NOT_SAID: _("Children, age not said"),
    }  # fmt: skip


def origin_labels() -> dict[str, str]:
    return {origin.value: capfirst(origin.label) for origin in Origin} | {NAMELESS: _("Counted without a name")}
