"""Buildings with the duties that the law gives them on 22 November 2026, worked out by hand from the texts.

Each line says the answers as they are typed, then for some duties the state and the day, with the article. Read the
comments beside the texts, never beside the code: a line that disagrees with the calculator is a bug of the calculator
until the text says otherwise. "L. 65" is the law n° 65-557, "CCH" the code of construction, "D. 67" the decree
n° 67-223, and "LCR" the law n° 2021-1104 (art. 158-VI for the DPE, 171-VI for the plan).
"""

from datetime import date

TODAY = date(2026, 11, 22)

# The permit is of 1974, the building of 1976: over 15 years old on every date of the plan, permit long before 2013.
OLD = {"permis": "1974", "reception": "1976"}
BARE = OLD | {"dpe": "aucun", "plan": "aucun", "dtg": "non"}

LATE, THIS_YEAR, LATER, RECURRING = "late", "this_year", "later", "recurring"
DONE, OPEN, NOT, UNKNOWN = "done", "open", "not_concerned", "unknown"

PLAN, FUND, DPE, AG = "plan-pluriannuel", "fonds-de-travaux", "dpe-collectif", "assemblee-generale"
REGISTER, PV, EXTRANET, UPDATE = "immatriculation", "proces-verbal", "extranet", "extranet-a-jour"
STRUCTURE, LETTING, AGENT = "diagnostic-structurel", "logements-loues", "mandataire-ad-hoc"


def day(text: str) -> date:
    return date.fromisoformat(text)


BUILDINGS: list[tuple[str, dict, dict]] = [
    # Thresholds of lots
    (
        "24 lots, volunteer syndic, nothing done",
        BARE | {"lots": "24", "syndic": "benevole", "ag": "18/06/2026", "cloture": "12"},
        {
            REGISTER: (RECURRING, day("2018-12-31")),  # CCH L. 711-1: all others by the end of 2018
            PLAN: (LATE, day("2025-01-01")),  # L. 65 art. 14-2, LCR 171-VI: at most 50 lots
            FUND: (RECURRING, day("2025-01-01")),  # L. 65 art. 14-2-1: the dates of the plan, over 10 years old
            DPE: (LATE, day("2026-01-01")),  # CCH L. 126-31, LCR 158-VI: at most 50 lots
            AG: (LATER, day("2027-06-30")),  # L. 65 art. 14-1: held in June for 2025; six months after 31/12/2026
            PV: (RECURRING, day("2026-07-18")),  # L. 65 art. 42: one month after the meeting, that is over
            EXTRANET: (NOT, None),
            UPDATE: (NOT, None),  # L. 65 art. 18: professional syndics only
        },
    ),
    (
        "2 lots, the smallest",
        BARE | {"lots": "2"},
        {
            PLAN: (LATE, day("2025-01-01")),
            DPE: (LATE, day("2026-01-01")),  # same dates as 24 lots
        },
    ),
    (
        "49 lots",
        BARE | {"lots": "49"},
        {
            REGISTER: (RECURRING, day("2018-12-31")),
            PLAN: (LATE, day("2025-01-01")),
            DPE: (LATE, day("2026-01-01")),  # LCR 158-VI: "at most fifty" only
        },
    ),
    (
        "50 lots: two readings for the DPE",
        BARE | {"lots": "50"},
        {
            REGISTER: (RECURRING, day("2018-12-31")),  # CCH L. 711-1: more than 50 lots by 2017, so not this one
            PLAN: (LATE, day("2025-01-01")),  # LCR 171-VI: 51 to 200 before, so no doubt here
            FUND: (RECURRING, day("2025-01-01")),
            DPE: (LATE, day("2025-01-01")),  # LCR 158-VI: "between 50 and 200" and "at most 50"; the prudent date
        },
    ),
    (
        "51 lots",
        BARE | {"lots": "51"},
        {
            REGISTER: (RECURRING, day("2017-12-31")),
            PLAN: (LATE, day("2024-01-01")),  # LCR 171-VI: 51 to 200
            FUND: (RECURRING, day("2024-01-01")),
            DPE: (LATE, day("2025-01-01")),
        },
    ),
    (
        "200 lots",
        BARE | {"lots": "200"},
        {
            REGISTER: (RECURRING, day("2017-12-31")),
            PLAN: (LATE, day("2024-01-01")),
            DPE: (LATE, day("2025-01-01")),
        },
    ),
    (
        "201 lots",
        BARE | {"lots": "201"},
        {
            REGISTER: (RECURRING, day("2016-12-31")),
            PLAN: (LATE, day("2023-01-01")),  # LCR 171-VI: more than 200
            FUND: (RECURRING, day("2023-01-01")),
            DPE: (LATE, day("2024-01-01")),  # LCR 158-VI: more than 200
        },
    ),
    (
        "10,000 lots, the largest that we take",
        BARE | {"lots": "10000"},
        {
            PLAN: (LATE, day("2023-01-01")),
            DPE: (LATE, day("2024-01-01")),
        },
    ),
    # Permit: before 1 January 2013, that day excluded (CCH L. 126-31)
    (
        "permit of 31 December 2012",
        {
            "lots": "30",
            "permis": "31/12/2012",
            "reception": "15/03/2014",
            "dpe": "aucun",
            "plan": "aucun",
            "dtg": "non",
        },
        {
            DPE: (LATE, day("2026-01-01")),
            PLAN: (LATER, day("2029-03-15")),  # L. 65 art. 14-2: 15 years after completion
            FUND: (RECURRING, day("2025-01-01")),  # art. 14-2-1: 10 years on 15/03/2024, but the rules date from 2025
        },
    ),
    (
        "permit of 1 January 2013",
        {"lots": "30", "permis": "01/01/2013", "reception": "15/03/2014", "dpe": "aucun"},
        {
            DPE: (NOT, None),
        },
    ),
    ("permit of the year 2012", {"lots": "30", "permis": "2012", "dpe": "aucun"}, {DPE: (LATE, day("2026-01-01"))}),
    ("permit of the year 2013", {"lots": "30", "permis": "2013", "dpe": "aucun"}, {DPE: (NOT, None)}),
    (
        "permit not known, completed in 2012: older than 2013 in any case",
        {"lots": "30", "reception": "2012", "dpe": "aucun"},
        {
            DPE: (LATE, day("2026-01-01")),
        },
    ),
    (
        "permit not known, completed in 2014: it may be of 2012",
        {"lots": "30", "reception": "2014", "dpe": "aucun"},
        {
            DPE: (UNKNOWN, None),
        },
    ),
    # Age: 15 years for the plan (L. 65 art. 14-2), the anniversary included
    (
        "15 years old yesterday",
        BARE | {"lots": "30", "permis": "2009", "reception": "21/11/2011"},
        {PLAN: (LATE, day("2026-11-21"))},
    ),
    (
        "15 years old today",
        BARE | {"lots": "30", "permis": "2009", "reception": "22/11/2011"},
        {PLAN: (THIS_YEAR, day("2026-11-22"))},
    ),
    (
        "15 years old tomorrow",
        BARE | {"lots": "30", "permis": "2009", "reception": "23/11/2011"},
        {PLAN: (THIS_YEAR, day("2026-11-23"))},
    ),
    (
        "15 years old on the last day of the year",
        BARE | {"lots": "30", "permis": "2009", "reception": "31/12/2011"},
        {
            PLAN: (THIS_YEAR, day("2026-12-31")),
        },
    ),
    (
        "15 years old on the first day of next year",
        BARE | {"lots": "30", "permis": "2009", "reception": "01/01/2012"},
        {
            PLAN: (LATER, day("2027-01-01")),
        },
    ),
    (
        "completed in 2011, day not known: some day of 2026, the first one by prudence",
        BARE | {"lots": "30", "permis": "2009", "reception": "2011"},
        {
            PLAN: (THIS_YEAR, day("2026-01-01")),
        },
    ),
    (
        "completed in 2010, day not known: late whichever it is",
        BARE | {"lots": "30", "permis": "2008", "reception": "2010"},
        {
            PLAN: (LATE, day("2025-01-01")),
        },
    ),
    (
        "201 lots completed in June 2009: 15 years after the date of its size",
        BARE | {"lots": "201", "permis": "2006", "reception": "15/06/2009"},
        {
            PLAN: (LATE, day("2024-06-15")),  # not 01/01/2023: it was not 15 years old
            FUND: (RECURRING, day("2023-01-01")),  # 10 years old in 2019: the date of its size
        },
    ),
    (
        "completed on 29 February 2012",
        BARE | {"lots": "30", "permis": "2009", "reception": "29/02/2012"},
        {
            PLAN: (LATER, day("2027-02-28")),  # no 29 February in 2027: the last day of that month
        },
    ),
    # Age: 10 years for the fund (L. 65 art. 14-2-1)
    (
        "10 years old today",
        {"lots": "30", "permis": "2014", "reception": "22/11/2016"},
        {FUND: (RECURRING, day("2026-11-22"))},
    ),
    (
        "10 years old tomorrow",
        {"lots": "30", "permis": "2014", "reception": "23/11/2016"},
        {FUND: (THIS_YEAR, day("2026-11-23"))},
    ),
    (
        "10 years old next year",
        {"lots": "30", "permis": "2014", "reception": "01/01/2017"},
        {FUND: (LATER, day("2027-01-01"))},
    ),
    (
        "completed in 2016, day not known",
        {"lots": "30", "permis": "2014", "reception": "2016"},
        {FUND: (THIS_YEAR, day("2026-01-01"))},
    ),
    (
        "new: completed in March 2026",
        {"lots": "12", "permis": "2023", "reception": "03/2026", "plan": "aucun", "dtg": "non"},
        {
            PLAN: (LATER, day("2041-03-01")),  # 15 years, the first day possible
            FUND: (LATER, day("2036-03-01")),  # 10 years
            DPE: (NOT, None),
            STRUCTURE: (LATER, day("2041-03-01")),  # CCH L. 126-6-1: over 15 years, whatever the commune decides
        },
    ),
    (
        "permit of 2020, completion not known: never before the permit",
        {"lots": "12", "permis": "2020", "plan": "aucun", "dtg": "non"},
        {
            PLAN: (LATER, day("2035-01-01")),
            FUND: (LATER, day("2030-01-01")),
        },
    ),
    # The plan, done once, every ten years (L. 65 art. 14-2)
    (
        "plan adopted ten years ago yesterday",
        OLD | {"lots": "24", "plan": "adopte", "plan_date": "21/11/2016", "dtg": "non"},
        {
            PLAN: (LATE, day("2026-11-21")),
        },
    ),
    (
        "plan adopted ten years ago today",
        OLD | {"lots": "24", "plan": "adopte", "plan_date": "22/11/2016", "dtg": "non"},
        {
            PLAN: (THIS_YEAR, day("2026-11-22")),
        },
    ),
    (
        "plan adopted in 2024",
        OLD | {"lots": "24", "plan": "adopte", "plan_date": "01/03/2024", "dtg": "non"},
        {
            PLAN: (DONE, day("2034-03-01")),
        },
    ),
    (
        "plan of 2013, older than the duty itself",
        OLD | {"lots": "24", "plan": "adopte", "plan_date": "15/05/2013", "dtg": "non"},
        {
            PLAN: (LATE, day("2025-01-01")),  # LCR 171-VI: nothing was due before 2025
        },
    ),
    ("plan adopted, date not known", OLD | {"lots": "24", "plan": "adopte", "dtg": "non"}, {PLAN: (UNKNOWN, None)}),
    (
        "draft ready: its adoption is to be voted (art. 25)",
        OLD | {"lots": "24", "plan": "projet", "dtg": "non"},
        {PLAN: (OPEN, None)},
    ),
    ("global diagnosis without need: exempt", OLD | {"lots": "24", "plan": "aucun", "dtg": "oui"}, {PLAN: (NOT, None)}),
    ("plan: nothing known", OLD | {"lots": "24", "dtg": "non"}, {PLAN: (UNKNOWN, None)}),
    (
        "lots not known: late in any case, the earliest date by prudence",
        BARE,
        {
            PLAN: (LATE, day("2023-01-01")),
            DPE: (LATE, day("2024-01-01")),
            REGISTER: (RECURRING, day("2016-12-31")),
        },
    ),
    # The collective DPE, every ten years but for A, B and C (CCH L. 126-31)
    ("class D of 2020", OLD | {"lots": "30", "dpe": "D", "dpe_date": "10/05/2020"}, {DPE: (DONE, day("2030-05-10"))}),
    (
        "class E, ten years ago yesterday",
        OLD | {"lots": "30", "dpe": "E", "dpe_date": "21/11/2016"},
        {DPE: (LATE, day("2026-11-21"))},
    ),
    (
        "class F, ten years ago today",
        OLD | {"lots": "30", "dpe": "F", "dpe_date": "22/11/2016"},
        {DPE: (THIS_YEAR, day("2026-11-22"))},
    ),
    (
        "class E of 2014: due again when the duty begins",
        OLD | {"lots": "30", "dpe": "E", "dpe_date": "01/05/2014"},
        {
            DPE: (LATE, day("2026-01-01")),
        },
    ),
    ("class A: never again", OLD | {"lots": "30", "dpe": "A", "dpe_date": "01/05/2014"}, {DPE: (DONE, None)}),
    ("class C: never again", OLD | {"lots": "30", "dpe": "C"}, {DPE: (DONE, None)}),
    ("class D, date not known", OLD | {"lots": "30", "dpe": "D"}, {DPE: (UNKNOWN, None)}),
    ("DPE: nothing known", OLD | {"lots": "30"}, {DPE: (UNKNOWN, None)}),
    # The general meeting: six months after the end of the accounts (L. 65 art. 14-1)
    (
        "civil year, last meeting in June 2025",
        OLD | {"cloture": "12", "ag": "12/06/2025"},
        {AG: (LATE, day("2026-06-30"))},
    ),
    (
        "civil year, last meeting not known",
        OLD | {"cloture": "12"},
        {AG: (UNKNOWN, day("2026-06-30")), PV: (UNKNOWN, None)},
    ),
    ("accounts end in June", OLD | {"cloture": "6", "ag": "10/12/2025"}, {AG: (THIS_YEAR, day("2026-12-30"))}),
    ("accounts end in August", OLD | {"cloture": "8", "ag": "10/01/2026"}, {AG: (LATER, day("2027-02-28"))}),
    (
        "accounts end in November, in eight days",
        OLD | {"cloture": "11", "ag": "15/05/2026"},
        {AG: (LATER, day("2027-05-30"))},
    ),
    ("end of the accounts not known", OLD | {"ag": "15/05/2026"}, {AG: (UNKNOWN, None)}),
    # The minutes (L. 65 art. 42) and the site of the syndic (L. 65 art. 18, D. 67 art. 33-1-1)
    (
        "professional syndic, meeting in September",
        OLD | {"syndic": "professionnel", "ag": "30/09/2026"},
        {
            EXTRANET: (RECURRING, day("2020-07-01")),
            UPDATE: (THIS_YEAR, day("2026-12-30")),  # within three months
            PV: (RECURRING, day("2026-10-30")),  # within one month: over
        },
    ),
    (
        "professional syndic, meeting four weeks ago",
        OLD | {"syndic": "professionnel", "ag": "25/10/2026"},
        {
            PV: (THIS_YEAR, day("2026-11-25")),
            UPDATE: (LATER, day("2027-01-25")),
        },
    ),
    ("cooperative syndic", OLD | {"syndic": "cooperatif"}, {EXTRANET: (NOT, None)}),
    ("syndic not known", OLD, {EXTRANET: (UNKNOWN, None), UPDATE: (UNKNOWN, None), STRUCTURE: (UNKNOWN, None)}),
    # Arrears: 25 %, or 15 % over 200 lots (L. 65 art. 29-1 A)
    ("24 lots, a quarter unpaid", OLD | {"lots": "24", "impayes": "25-plus"}, {AGENT: (OPEN, None)}),
    ("200 lots, 15 to 25 % unpaid", OLD | {"lots": "200", "impayes": "15-25"}, {AGENT: (NOT, None)}),
    ("201 lots, 15 to 25 % unpaid", OLD | {"lots": "201", "impayes": "15-25"}, {AGENT: (OPEN, None)}),
    ("201 lots, 8 to 15 % unpaid", OLD | {"lots": "201", "impayes": "8-15"}, {AGENT: (NOT, None)}),
    ("lots not known, 15 to 25 % unpaid", OLD | {"impayes": "15-25"}, {AGENT: (UNKNOWN, None)}),
    ("lots not known, under 8 % unpaid", OLD | {"impayes": "moins-8"}, {AGENT: (NOT, None)}),
    ("arrears not known", OLD | {"lots": "24"}, {AGENT: (UNKNOWN, None)}),
    # Letting (law n° 89-462 art. 6, decree n° 2002-120 art. 3 bis)
    ("class G", OLD | {"dpe": "G", "dpe_date": "2022"}, {LETTING: (RECURRING, day("2025-01-01"))}),
    ("class F", OLD | {"dpe": "F", "dpe_date": "2022"}, {LETTING: (LATER, day("2028-01-01"))}),
    ("class E", OLD | {"dpe": "E", "dpe_date": "2022"}, {LETTING: (LATER, day("2034-01-01"))}),
    ("class D", OLD | {"dpe": "D", "dpe_date": "2022"}, {LETTING: (NOT, None)}),
    ("no collective DPE: each home has its own class", OLD | {"dpe": "aucun"}, {LETTING: (UNKNOWN, None)}),
    # Nothing known at all
    (
        "nothing known",
        {"lots": ""},
        {
            REGISTER: (RECURRING, day("2016-12-31")),  # all dates are over
            "fiche-synthetique": (RECURRING, None),
            "carnet-d-entretien": (RECURRING, None),  # L. 65 art. 8-2 and 18
            "provisions": (RECURRING, day("2027-01-01")),  # L. 65 art. 14-1: the first day of the quarter
            PLAN: (UNKNOWN, None),
            FUND: (UNKNOWN, None),
            DPE: (UNKNOWN, None),
            AG: (UNKNOWN, None),
            LETTING: (UNKNOWN, None),
        },
    ),
]
