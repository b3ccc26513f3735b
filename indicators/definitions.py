"""What each figure, table and row is called and means, in the reader's words. Shown on the screen and in exports."""

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from indicators.counting import NO_LANDLORD, OTHER_LANDLORD, OUTSIDE, SATISFACTION, UNKNOWN

SOURCES = {
    "participation": _("Sessions and people"),
    "satisfaction": _("Opinions of those who came"),
    "advice": _("Advice to co-ownerships"),
}

NOTHING = {
    "participation": _(
        "No session was held in this period. A session counts once it is closed as held: choose other dates, or close "
        "the sessions that are over."
    ),
    "satisfaction": _("There is no opinion to show on the sessions of this period."),
    "advice": _("No request for advice was received and no contact was written down in this period."),
}

LABELS = {
    "sessions": _("Sessions held"),
    "households": _("Households signed up"),
    "seats": _("People signed up"),
    "present": _("People present"),
    "nameless": _("of whom counted without a name"),
    "distinct": _("Distinct people"),
    "answers": _("Answers to the survey"),
    "replies_workshop": _("Replies about the session"),
    "satisfied_workshop": _("Satisfied with the session"),
    "replies_home": _("Replies about the home"),
    "satisfied_home": _("Satisfied with their home"),
    "replies_surroundings": _("Replies about the surroundings"),
    "satisfied_surroundings": _("Satisfied with the surroundings"),
    "replies_well_being": _("Replies about life in the neighbourhood"),
    "satisfied_well_being": _("Satisfied with life in the neighbourhood"),
    "requests": _("Requests for advice received"),
    "answered": _("of which answered"),
    "in_time": _("of which within the promised time"),
    "closed": _("of which closed"),
    "co_ownerships": _("Co-ownerships concerned"),
    "calls": _("Telephone calls"),
    "visits": _("Visits"),
    "meetings": pgettext_lazy("contacts", "Meetings"),
}

SATISFIED = _("Of the replies at four levels to this question, those that say very or rather satisfied.")
REPLIES = _("Replies at four levels to this question. A household may leave a question out.")

DEFINITIONS = {
    "sessions": _("Sessions closed as held that begin between the first and the last day, both included."),
    "households": _(
        "Households with a confirmed place at these sessions, walk-ins included. Waiting lists and cancelled sign-ups "
        "are not counted."
    ),
    "seats": _("Adults and children announced by these households."),
    "present": _(
        "Adults and children marked present, and those counted without a name. A person who comes to three sessions "
        "counts three times."
    ),
    "nameless": _(
        "People counted at the door besides the list. Nobody knows where they live: the tables show them as unknown."
    ),
    "distinct": _(
        "A person who comes to three sessions in a year counts once: for each contact and calendar year, the largest "
        "number of people who came with it to one session. Over two years, a person counts once a year: the key that "
        "stands for an erased contact changes each year. A household without a contact counts at each session. People "
        "counted without a name cannot be told apart: they are not in this figure."
    ),
    "answers": _(
        "One answer a household, given on the website, on paper or on the tablet, about a session of the period. "
        "Answers are anonymous: nothing leads from them to a person."
    ),
    **{figure: REPLIES if figure.startswith("replies") else SATISFIED for figure in SATISFACTION[1:]},
    "requests": _(
        "Requests for advice received between the first and the last day, both included. A request that repeats "
        "another one is not counted."
    ),
    "answered": _("Of these requests, those that have had a first answer, even after the last day."),
    "in_time": format_lazy(
        _("Of the requests answered, those whose first answer came within {days} days of the day of receipt."),
        days=settings.REQUEST_ANSWER_DAYS,
    ),
    "closed": _("Of these requests, those that are closed today, answered or not."),
    "co_ownerships": _(
        "Co-ownerships of the register to which the advisers linked these requests, each counted once. A request that "
        "is linked to none adds none."
    ),
    "calls": _("Telephone calls of the period that the advisers wrote on a request or on a co-ownership."),
    "visits": _("Visits of the period that the advisers wrote on a request or on a co-ownership."),
    "meetings": _("Meetings of the period that the advisers wrote on a request or on a co-ownership."),
}

BREAKDOWNS = {
    "neighbourhood": _("By neighbourhood"),
    "landlord": _("By landlord"),
    "kind": _("By kind of session"),
    "opinion": _("Opinions by kind of session"),
    "advice": _("Advice by neighbourhood"),
}

NOTES = {
    "neighbourhood": _(
        "Sessions are in the neighbourhood of their venue, people in that of their home. A venue without a "
        "neighbourhood is unknown. The distinct people of a contact are in one row, that of its latest session."
    ),
    "landlord": _(
        "People are in the row of their own landlord. There is no column of sessions: one session may have several "
        "landlords. The distinct people of a contact are in one row, that of its latest session."
    ),
    "kind": _(
        "There is no column of distinct people: one person may come to several kinds of session, and the column would "
        "not add up."
    ),
    "opinion": _(
        "A share is followed by its number and by that of the replies. Only questions at four levels are counted; the "
        "others are on the screen of each session."
    ),
    "advice": _(
        "Requests are in the neighbourhood of the co-ownership that they are linked to, else in the one that was told. "
        "A co-ownership is in one row, that of its latest request. Contacts are those of the period, whenever the "
        "request was received."
    ),
}

OTHER_ROWS = {
    "neighbourhood": {OUTSIDE: _("Elsewhere"), UNKNOWN: _("Unknown")},
    "landlord": {
        OTHER_LANDLORD: _("Another social landlord"),
        NO_LANDLORD: _("Owner or private tenant"),
        UNKNOWN: _("Unknown"),
    },
    "kind": {},
    "opinion": {},
}
OTHER_ROWS["advice"] = OTHER_ROWS["neighbourhood"]

BEHIND = {
    "figures_sessions": (_("Sessions behind a figure"), _("Sessions, the oldest first"), _("Session")),
    "figures_requests": (_("Requests behind a figure"), _("Requests and contacts, the oldest first"), _("Request")),
}
DISTINCT_DOES_NOT_ADD_UP = _(
    "This list shows how many people came to each session. Its sum can be larger than the figure: a person who came to "
    "several sessions is one distinct person."
)
NARROWING = _(
    "The neighbourhood, landlord and kind above choose the sessions: by the neighbourhood of the venue, and by the "
    "landlords and the kind of the event. The tables then say where the people who came live. Advice to co-ownerships "
    "has neither landlord nor kind: it is shown when all are chosen, and narrowed by the neighbourhood of the building."
)
PARTNER_VIEW = _(
    "You see the sessions of your own events and neighbourhoods, and your own tenants. Numbers below five people are "
    "hidden, and others with them when a subtraction would give them away. Opinions leave out the sessions that have "
    "fewer than five answers."
)
