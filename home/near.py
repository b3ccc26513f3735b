"""The neighbourhood pages: choosing one without a script, what is near, who to call, what we know and since when."""

import re

from django import forms
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from home import front
from home.models import NeighbourhoodIndexPage, NeighbourhoodPage
from home.site_files import FILES, read
from territory.enums import ContactKind
from territory.models import ContactPoint, Landlord, Neighbourhood
from territory.names import names

GUIDES, SESSIONS = 3, 4
YEAR = re.compile(r"\b(19|20)\d\d\b")


def choices() -> list[tuple[str, str]]:
    known = names()
    return [*((each.slug, each.name) for each in known.today), *((slug, slug) for slug in known.merged)]


class ChoiceForm(forms.Form):
    quartier = forms.ChoiceField(
        choices=choices,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("We do not know this neighbourhood. Choose one in the list.")},
    )


def chosen(index: NeighbourhoodIndexPage, request) -> HttpResponseRedirect | None:
    """Return the way to the page of the neighbourhood that the address names, or nothing."""
    form = ChoiceForm(request.GET)
    if not form.is_valid() or not form.cleaned_data["quartier"]:
        return None
    found = names().known(form.cleaned_data["quartier"])
    page = found and NeighbourhoodPage.objects.child_of(index).live().filter(neighbourhood__slug=found.slug).first()
    return HttpResponseRedirect(page.get_url(request)) if page else None


def index_context(index: NeighbourhoodIndexPage, request) -> dict:
    pages = NeighbourhoodPage.objects.child_of(index).live().filter(neighbourhood__merged_into=None)
    pages = pages.select_related("neighbourhood__commune").order_by("neighbourhood__order", "title")
    cards = [
        {"url": page.get_url(request), "title": page.title, "text": page.neighbourhood.commune.name,
         "drawing": page.drawing} for page in pages
    ]  # fmt: skip
    return {"form": ChoiceForm(request.GET), "cards": cards}


def address_of_merged(page: NeighbourhoodPage, request) -> str | None:
    """Return the address of the page that took this one's neighbourhood in, in the same language."""
    if page.neighbourhood.merged_into_id is None:
        return None
    pages = NeighbourhoodPage.objects.live().filter(locale=page.locale_id)
    taken_in = pages.filter(neighbourhood=page.neighbourhood.merged_into_id).first()
    return taken_in.get_url(request) if taken_in else None


def page_context(page: NeighbourhoodPage, request) -> dict:
    neighbourhood = page.neighbourhood
    landlords = list(neighbourhood.landlords.all())
    request.habiter_neighbourhood = neighbourhood.slug
    return {
        "neighbourhood": neighbourhood,
        "sessions": front.next_sessions(neighbourhood.slug, request, SESSIONS),
        "lead": page.lead,
        "calls": who_to_call(neighbourhood, landlords),
        "facts": facts(neighbourhood, landlords),
        "figures": dated_figures(neighbourhood),
        "cards": front.guide_cards(page.locale_id, request, GUIDES),
    }


def who_to_call(neighbourhood: Neighbourhood, landlords: list[Landlord]) -> list[dict]:
    """Return what components/call_box.html shows: for each need somebody, with a number only where one was checked."""
    points = list(ContactPoint.objects.for_neighbourhood(neighbourhood))
    of = {kind: [point for point in points if point.kind == kind] for kind in ContactKind}
    names_of_landlords = ", ".join(landlord.name for landlord in landlords)
    return [
        *(
            rows(of[ContactKind.LANDLORD], _("A repair, the lease, the rent"))
            or [row(_("A repair, the lease, the rent"), landlord_without_number(names_of_landlords))]
        ),
        row(
            _("The stairs, the hall, the bins"),
            _("Your caretaker: the name and the hours are on the board in the hall."),
        ),
        *(rows(of[ContactKind.TOWN], _("The street, your rights, social help")) or [
            row(_("The street, your rights, social help"),
                _("The town hall of %(town)s. We will write its number here once we have checked it.")
                % {"town": neighbourhood.commune.name})
        ]),
        *(rows(of[ContactKind.ADVICE], _("Works and votes in a co-ownership")) or [
            row(_("Works and votes in a co-ownership"),
                _("Artemis, the free advice service of the Métropole. We will write its number here once we have "
                  "checked it."))
        ]),
        *rows(of[ContactKind.NETWORK], pgettext("who to call", "Gas, electricity, water")),
    ]  # fmt: skip


def landlord_without_number(names_of_landlords: str) -> str:
    if names_of_landlords:
        return _("%(landlords)s. The number is on your rent notice and often in the hall.") % {
            "landlords": names_of_landlords
        }
    return _("Your landlord: the number is on your rent notice and often in the hall.")


def rows(points: list[ContactPoint], when: str) -> list[dict]:
    return [row(when, str(point.label), point.to_call) for point in points]


def row(when: str, whom: str, phone: str = "") -> dict:
    return {"when": when, "whom": whom, "phone": phone}


def facts(neighbourhood: Neighbourhood, landlords: list[Landlord]) -> list[dict]:
    """Return what is confirmed of a neighbourhood, as label and value."""
    known = [
        (_("Town"), neighbourhood.commune.name),
        (_("Landlords"), ", ".join(landlord.name for landlord in landlords)),
        (_("In the city contract"), _("Since 2024") if neighbourhood.is_new_in_2024 else _("Since before 2024")),
    ]
    return [{"label": label, "value": value} for label, value in known if value]


def dated_figures(neighbourhood: Neighbourhood) -> list[dict]:
    """Return the published figures that have both a year and a source, with the source's name."""
    sources = read(FILES / "figure-sources.toml")["sources"]
    return [
        {"text": each["text"], "year": each["year"], "source": sources[each["source"]]}
        for each in neighbourhood.population
        if YEAR.search(each.get("year", "")) and each.get("source") in sources
    ]
