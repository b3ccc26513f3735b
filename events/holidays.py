"""Days on which a series may rest: public holidays, computed, and the school holidays that staff entered."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from events.models import SchoolHoliday

LONGEST_TERM = timedelta(weeks=12)  # no term between two school holidays is longer
FIXED = {
    (1, 1): gettext_lazy("New Year’s Day"),
    (5, 1): gettext_lazy("Labour Day"),
    (5, 8): gettext_lazy("Victory of 1945"),
    (7, 14): gettext_lazy("National Day"),
    (8, 15): gettext_lazy("Assumption"),
    (11, 1): gettext_lazy("All Saints’ Day"),
    (11, 11): gettext_lazy("Armistice of 1918"),
    (12, 25): gettext_lazy("Christmas"),
}
AFTER_EASTER = {1: gettext_lazy("Easter Monday"), 39: gettext_lazy("Ascension Day"), 50: gettext_lazy("Whit Monday")}


def public_holidays(year: int) -> dict[date, str]:
    """Return the eleven public holidays of France (Code du travail, art. L3133-1), with their names."""
    days = {date(year, month, day): str(name) for (month, day), name in FIXED.items()}
    for after, name in AFTER_EASTER.items():
        # 8 May and Ascension may be one day: both names are kept.
        day = easter(year) + timedelta(days=after)
        days[day] = f"{days[day]}, {name}" if day in days else str(name)
    return days


@dataclass(frozen=True)
class Rest:
    """Days off between two dates, each with why, and the periods of the school calendar behind them."""

    public: dict[date, str]
    school: dict[date, str]
    periods: tuple[SchoolHoliday, ...] = ()

    @classmethod
    def between(cls, first: date, last: date) -> "Rest":
        """Read the days off from `first` to `last`, both included, in one query."""
        public = {}
        for year in range(first.year, last.year + 1):
            public |= public_holidays(year)
        periods = tuple(SchoolHoliday.objects.all())
        return cls(public, school_days(periods, first, last), periods)

    def covers(self, first: date, last: date) -> bool:
        """Say whether the school calendar that staff entered reaches over these dates."""
        begins = any(period.starts_on <= first + LONGEST_TERM for period in self.periods)
        return begins and any(period.ends_on >= last for period in self.periods)


def school_days(periods: Iterable[SchoolHoliday], first: date, last: date) -> dict[date, str]:
    days = {}
    for period in periods:
        words = _("school holidays: %(name)s") % {"name": period.name}
        day, end = max(period.starts_on, first), min(period.ends_on, last)
        while day <= end:
            days[day] = words
            day += timedelta(days=1)
    return days
