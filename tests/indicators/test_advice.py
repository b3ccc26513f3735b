"""Advice to co-ownerships in the figures: what counts, in which row, and who may open it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from accounts.roles import Role
from copro.enums import EntryKind, RequestStatus
from copro.models import CoOwnershipEntry, RequestEntry
from indicators import figures, tables
from indicators.counting import ADVICE, OUTSIDE, UNKNOWN, Scope
from territory.enums import Whereabouts
from tests import factories as make
from tests.indicators.screens import YEAR as QUERY
from tests.indicators.screens import read, signed_in
from tests.indicators.test_figures import YEAR, count, totals

pytestmark = pytest.mark.django_db

MARCH = make.paris(2026, 3, 10)


def asked(**fields):
    return make.advice(**{"received_at": MARCH} | fields)


def test_requests_are_those_received_in_the_period_and_repeated_ones_are_not():
    first = asked(received_at=make.paris(2026, 1, 1, 0, 30))
    asked(received_at=make.paris(2025, 12, 31, 23, 30))
    asked(received_at=make.paris(2026, 12, 31, 23, 30))
    asked(duplicate_of=first)
    assert totals() == {"requests": 2}


def test_answer_is_in_time_until_the_last_day_promised(settings):
    settings.REQUEST_ANSWER_DAYS = 60
    asked(received_at=make.paris(2026, 3, 10, 23, 30), answered_at=make.paris(2026, 5, 9, 0, 30))
    asked(received_at=make.paris(2026, 3, 10, 0, 30), answered_at=make.paris(2026, 5, 9, 23, 30))
    asked(received_at=make.paris(2026, 3, 10, 23, 30), answered_at=make.paris(2026, 5, 10, 0, 30))
    assert totals() == {"requests": 3, "answered": 3, "in_time": 2}


def test_closed_are_answered_or_not():
    asked(status=RequestStatus.CLOSED)
    asked(status=RequestStatus.CLOSED, answered_at=MARCH)
    asked(status=RequestStatus.ANSWERED, answered_at=MARCH)
    assert totals() == {"requests": 3, "answered": 2, "in_time": 2, "closed": 2}


def test_co_ownership_counts_once_in_the_row_of_its_last_request():
    before, after = make.neighbourhood(), make.neighbourhood()
    building = make.co_ownership()
    asked(co_ownership=building, neighbourhood=before)
    asked(co_ownership=building, neighbourhood=after, received_at=MARCH + timedelta(days=1))
    asked(neighbourhood=after)
    counted = count()
    assert [counted.value("co_ownerships", "advice", str(place.pk)) for place in (before, after)] == [0, 1]
    assert [counted.value("requests", "advice", str(place.pk)) for place in (before, after)] == [1, 2]


@pytest.mark.parametrize(
    "whereabouts, row",
    [(Whereabouts.OUTSIDE, OUTSIDE), (Whereabouts.UNKNOWN, UNKNOWN), (Whereabouts.INSIDE, UNKNOWN)],
)
def test_request_in_none_of_the_neighbourhoods(whereabouts, row):
    asked(whereabouts=whereabouts)
    assert count().value("requests", "advice", row) == 1


def test_neighbourhood_of_the_register_goes_before_the_one_that_was_told():
    told, known = make.neighbourhood(), make.neighbourhood()
    asked(neighbourhood=told, co_ownership=make.co_ownership(neighbourhood=known))
    assert count().value("requests", "advice", str(known.pk)) == 1
    assert totals(neighbourhood=known) == {"requests": 1, "co_ownerships": 1}
    assert totals(neighbourhood=told) == {}


def test_contacts_are_of_the_day_they_were_held_and_notes_are_none():
    request, building = asked(received_at=make.paris(2025, 6, 1)), make.co_ownership()
    in_march, before = date(2026, 3, 1), date(2025, 3, 1)
    for kind in EntryKind:
        RequestEntry.objects.create(request=request, kind=kind, held_on=in_march)
        RequestEntry.objects.create(request=request, kind=kind, held_on=before, created_at=MARCH)
    for kind in CoOwnershipEntry.KINDS:
        CoOwnershipEntry.objects.create(co_ownership=building, kind=kind, held_on=in_march, text="x")
    RequestEntry.objects.create(request=request, kind=EntryKind.CALL, created_at=MARCH)  # says no day
    assert totals() == {"calls": 3, "visits": 2, "meetings": 2}


@pytest.mark.parametrize("narrowed", [{"kind": "workshop"}, {"landlord": None}])
def test_advice_has_neither_landlord_nor_kind(narrowed):
    narrowed = {name: value or make.landlord() for name, value in narrowed.items()}
    asked()
    scope = Scope(*YEAR, **narrowed)
    assert totals(**narrowed) == {}
    assert [each.source.name for each in tables.sections(scope, figures.count(scope))] == [
        "participation", "satisfaction",
    ]  # fmt: skip
    exported = list(tables.exported_rows(scope, figures.count(scope)))
    assert {value for row in exported for value in row[-len(ADVICE) :]} == {None}


def test_lead_sees_the_numbers_and_opens_no_request(client, english):
    signed_in(client, Role.LEAD)
    place = make.neighbourhood(name="Sanitas")
    asked(neighbourhood=place, answered_at=MARCH)
    asked(neighbourhood=place)
    _response, found = read(client, "figures", **QUERY)
    assert found.tables["Advice by neighbourhood"]["Sanitas"] == ["2", "1", "100\u00a0% (1/1)", "0", "0", "0", "0", "0"]
    assert found.links == {}
    opened = client.get(reverse("figures_requests"), QUERY | {"chiffre": "requests"})
    assert opened["Location"] == reverse("wagtailadmin_home")


def test_who_reads_requests_opens_them_from_the_figure(client, english):
    user = signed_in(client, Role.LEAD)
    user.groups.add(*make.staff(Role.ARTEMIS).groups.all())
    request, building = asked(name="Nadia Secret"), make.co_ownership(name="Les Lilas")
    RequestEntry.objects.create(request=request, kind=EntryKind.VISIT, held_on=date(2026, 3, 12))
    CoOwnershipEntry.objects.create(co_ownership=building, kind=EntryKind.VISIT, held_on=date(2026, 3, 11), text="x")
    _response, found = read(client, "figures", **QUERY)
    assert found.links[("Total",), 1].startswith(reverse("figures_requests"))
    response, found = read(client, "figures_requests", **QUERY, chiffre="requests")
    rows = found.tables["Requests and contacts, the oldest first"]
    assert list(rows) == ["Request", request.reference, "Total"]
    assert "Secret" not in response.content.decode()
    _response, found = read(client, "figures_requests", **QUERY, chiffre="visits")
    rows = found.tables["Requests and contacts, the oldest first"]
    assert list(rows) == ["Request", "Les Lilas, Tours", request.reference, "Total"]


def test_sessions_of_a_figure_of_advice_are_no_address(client):
    signed_in(client)
    asked()
    assert read(client, "figures_sessions", **QUERY, chiffre="requests")[0].context["form"].errors
    assert read(client, "figures_requests", **QUERY, chiffre="present")[0].context["form"].errors


def test_partner_sees_no_small_number_of_requests(client, english):
    signed_in(client, Role.LANDLORD, landlord=make.landlord())
    few, some, many = (make.neighbourhood(name=name) for name in ("Nord", "Sud", "Est"))
    for place, number in [(few, 2), (some, 6), (many, 9)]:
        for _ in range(number):
            asked(neighbourhood=place, answered_at=MARCH)
    _response, found = read(client, "figures", **QUERY)
    rows = found.tables["Advice by neighbourhood"]
    assert {name: rows[name][0] for name in ("Nord", "Sud", "Est", "Total")} == {
        "Nord": "<\u00a05", "Sud": "hidden", "Est": "9", "Total": "17",
    }  # fmt: skip
    assert {name: rows[name][2] for name in ("Nord", "Sud", "Est")} == {
        "Nord": "<\u00a05", "Sud": "hidden", "Est": "100\u00a0% (9/9)",
    }  # fmt: skip


def test_queries_are_the_same_for_1_and_30_requests(django_assert_num_queries):
    scope = Scope(*YEAR)
    for number in (1, 29):
        for _ in range(number):
            request = asked(neighbourhood=make.neighbourhood(), co_ownership=make.co_ownership())
            RequestEntry.objects.create(request=request, kind=EntryKind.VISIT, created_at=MARCH)
        with django_assert_num_queries(9):
            figures.count(scope)
        with django_assert_num_queries(2):
            figures.contributions(scope, "requests")
        with django_assert_num_queries(3):
            figures.contributions(scope, "visits")
