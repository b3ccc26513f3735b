"""What each figure, table and row is called and means, in the reader's words. Shown on the screen and in exports."""

from django.utils.translation import gettext_lazy as _

from indicators.figures import NO_LANDLORD, OTHER_LANDLORD, OUTSIDE, UNKNOWN

LABELS = {
    "sessions": _("Sessions held"),
    "households": _("Households signed up"),
    "seats": _("People signed up"),
    "present": _("People present"),
    "nameless": _("of whom counted without a name"),
    "distinct": _("Distinct people"),
}

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
}

BREAKDOWNS = {
    "neighbourhood": _("By neighbourhood"),
    "landlord": _("By landlord"),
    "kind": _("By kind of session"),
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
}

OTHER_ROWS = {
    "neighbourhood": {OUTSIDE: _("Elsewhere"), UNKNOWN: _("Unknown")},
    "landlord": {
        OTHER_LANDLORD: _("Another social landlord"),
        NO_LANDLORD: _("Owner or private tenant"),
        UNKNOWN: _("Unknown"),
    },
    "kind": {},
}

DISTINCT_DOES_NOT_ADD_UP = _(
    "This list shows how many people came to each session. Its sum can be larger than the figure: a person who came to "
    "several sessions is one distinct person."
)
NARROWING = _(
    "The neighbourhood, landlord and kind above choose the sessions: by the neighbourhood of the venue, and by the "
    "landlords and the kind of the event. The tables then say where the people who came live."
)
PARTNER_VIEW = _(
    "You see the sessions of your own events and neighbourhoods, and your own tenants. Numbers below five people are "
    "hidden, and others with them when a subtraction would give them away."
)
