"""What an empty agenda proposes: the nearest dates, the neighbourhoods next door, the same elsewhere."""

from django.utils.translation import gettext as _

from events.listing import with_pages
from events.models import SessionQuerySet

MOST = 3
WHEN = ("du", "au", "places")
WHAT = ("genre", "theme", "public", "langue", "acces", *WHEN)


def of(form, request) -> list[dict]:
    """Return groups of title and sessions, without those that hold nothing and without showing a session twice."""
    groups = [(title, list(sessions.from_today().for_lists()[:MOST])) for title, sessions in nearest(form)]
    seen: set[int] = set()
    found = []
    for title, sessions in groups:
        fresh = [session for session in sessions if session.pk not in seen]
        seen |= {session.pk for session in fresh}
        found.append({"title": title, "sessions": fresh})
    with_pages([session for group in found for session in group["sessions"]], request)
    return [group for group in found if group["sessions"]]


def nearest(form) -> list[tuple[str, SessionQuerySet]]:
    asked, place = form.cleaned_data, form.neighbourhood
    groups = []
    if any(asked[name] for name in WHEN):
        groups.append((_("The nearest dates"), form.matching(without=WHEN)))
    if place:
        elsewhere = form.matching(without=("quartier", *WHEN))
        commune = {"commune": place.commune.name}
        near = elsewhere.filter(venue__neighbourhood__commune=place.commune_id)
        groups += [
            (_("In the same commune: %(commune)s") % commune, near),
            (_("The same choices in other neighbourhoods"), elsewhere),
            (_("Something else in this neighbourhood"), form.matching(without=WHAT)),
        ]  # fmt: skip
    if form.is_filtered:
        everything = form.matching(without=tuple(form.fields))
        groups.append((_("The next sessions, whatever your choices"), everything))
    return groups
