"""The calculator on the web: an address anybody can type, a page, a paper, reminders."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from icalendar import Calendar
from pypdf import PdfReader

from accounts.roles import Role
from copro.models import DutyRule
from home import copro_rules
from tests import factories as make
from tests.support import pdf_libs

pytestmark = pytest.mark.django_db

PAGE = "/copropriete/mes-obligations/"
OLD = "lots=24&permis=1974&reception=1976&syndic=benevole&dpe=aucun&plan=aucun&dtg=non"


@pytest.fixture(autouse=True)
def rules():
    make.home_page()
    copro_rules.load()


def page(client, query=""):
    response = client.get(f"{PAGE}?{query}" if query else PAGE)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(element) -> str:
    """The text of an element, no-break spaces and line ends alike."""
    return " ".join(element.text.split())


def under(soup, state):
    return [title.text for title in soup.select(f"section[aria-labelledby=etat-{state}] .duty__title")]


def test_questions_are_asked_first_and_nothing_is_said(client):
    soup = page(client)
    assert soup.select_one("main form")["method"] == "get"
    assert (soup.select(".duty"), soup.select(".error-summary")) == ([], [])


def test_duties_stand_under_their_state_with_basis_vote_and_price(client):
    soup = page(client, OLD)
    assert under(soup, "late") == [
        "Faire établir le projet de plan pluriannuel de travaux",
        "Faire réaliser le DPE collectif",
    ]
    plan = soup.find(id="devoir-plan-pluriannuel")
    assert "art. 14-2" in words(plan) and "22 novembre 2026" in words(plan)
    votes = [link["href"] for link in plan.select("a[href*=majorite]")]
    assert votes[0] == "/copropriete/quelle-majorite/?decision=preparer-le-plan"
    assert client.get(votes[0]).status_code == 200
    assert "2,5 %" in words(soup.find(id="devoir-fonds-de-travaux"))


def test_answers_are_shown_and_the_unknown_ones_with_what_they_change(client):
    soup = page(client, "lots=24&plan=aucun")
    said = words(soup.find("section", attrs={"aria-labelledby": "answers"}))
    assert said.startswith("Vos réponses Nombre de lots24Plan pluriannuel de travauxrien pour le moment")
    assert "8 questions sans réponse Dépôt du permis" in said
    assert "Je ne sais pas" not in said
    hanging = soup.find("section", attrs={"aria-labelledby": "a-preciser"})
    by_question = {link["href"]: words(link.find_parent("li")) for link in hanging.select("h3 a[href^='#id_']")}
    assert "Faire réaliser le DPE collectif" in by_question["#id_dpe"]
    assert "Ouvrir un espace en ligne sécurisé" in by_question["#id_syndic"]
    assert all(soup.select(link["href"]) for link in hanging.select("a[href^='#']"))


def test_certain_duties_come_first_and_each_stands_once(client):
    soup = page(client, "lots=24")
    states = [section["aria-labelledby"] for section in soup.select("section.duties")]
    assert states == ["etat-recurring", "a-preciser"]
    assert len(soup.select(".duty")) == len({duty["id"] for duty in soup.select(".duty")})
    assert len(soup.select("details.more .duty")) == len(soup.select(".opening ul a"))


def test_all_unknown_is_an_answer_too(client):
    assert len(page(client, "lots=").select(".duty")) == DutyRule.objects.count()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("lots=0", "lots"),
        ("lots=1", "lots"),
        ("lots=-3", "lots"),
        ("lots=1000000", "lots"),
        ("lots=" + "9" * 5000, "lots"),
        ("lots=vingt", "lots"),
        ("lots=1%00", "lots"),
        ("lots=%ED%A0%80", "lots"),
        ("lots=1.5", "lots"),
        ("permis=1200", "permis"),
        ("permis=2090", "permis"),
        ("permis=31/02/1974", "permis"),
        ("permis=%00", "permis"),
        ("permis=" + "1" * 3000, "permis"),
        ("reception=2090", "reception"),
        ("permis=1980&reception=1979", "reception"),
        ("permis=02/06/1980&reception=01/06/1980", "reception"),
        ("dpe=Z", "dpe"),
        ("dpe=%E2%80%AEA", "dpe"),
        ("dpe_date=2020", "dpe"),
        ("dpe=aucun&dpe_date=2020", "dpe"),
        ("plan_date=2020", "plan"),
        ("plan=aucun&plan_date=2020", "plan"),
        ("syndic=<script>", "syndic"),
        ("ag=2090", "ag"),
        ("cloture=13", "cloture"),
        ("dtg=peut-etre", "dtg"),
        ("impayes=100", "impayes"),
    ],
)
def test_bad_value_is_a_sentence_by_its_field_and_what_was_typed_stays(client, query, field):
    soup = page(client, query)
    [link] = soup.select(".error-summary a")
    assert link["href"] == f"#id_{field}"
    assert words(link) in words(soup.find(id=f"id_{field}_error"))
    assert soup.select(".duty") == []
    name, typed = query.split("&")[0].split("=")
    kept = soup.find(id=f"id_{name}")
    if kept.name == "input" and typed.isascii() and "%" not in typed:
        assert kept["value"] == typed


@pytest.mark.parametrize("query", ["lots=2", "lots=10000", "lots=1 000", "permis=1400", "permis=1980&reception=1980"])
def test_value_at_the_edge_is_taken(client, query):
    soup = page(client, query)
    assert soup.select(".error-summary") == []
    assert soup.select(".duty")


def test_today_is_no_date_to_come_and_tomorrow_is(client):
    today = timezone.localdate()
    assert page(client, f"ag={today:%d/%m/%Y}").select(".error-summary") == []
    assert len(page(client, f"ag={today + timedelta(days=1):%d/%m/%Y}").select(".error-summary a")) == 1


def test_ten_thousand_fields_are_refused_in_words(client):
    query = "&".join(f"lots={n}" for n in range(10_000))
    assert client.get(f"{PAGE}?{query}").status_code == 400


def test_result_is_the_same_for_everybody_and_sets_no_cookie(client):
    response = client.get(f"{PAGE}?{OLD}")
    assert not response.cookies
    assert "csrf" not in response.text


def test_one_address_a_building(client):
    urls = {
        page(client, query).select_one(".long-link a")["href"]
        for query in ("lots=24&plan=aucun", "plan=aucun&lots=24", "plan=aucun&lots=24&utm=x&dpe=")
    }
    assert len(urls) == 1
    assert urls.pop().endswith("/copropriete/mes-obligations/?lots=24&plan=aucun")


def test_costs_under_ten_queries(client, django_assert_max_num_queries):
    client.get(PAGE)
    with django_assert_max_num_queries(9):
        client.get(f"{PAGE}?{OLD}")


# Reminders


def reminders(client, query) -> dict[str, object]:
    response = client.get(f"{PAGE}rappels.ics?{query}")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["uid"]).split("@")[0]: event for event in Calendar.from_ical(response.content).walk("VEVENT")}


def test_reminders_are_whole_days_with_alarms_and_stable_identifiers(client):
    first, again = reminders(client, f"{OLD}&cloture=12"), reminders(client, f"cloture=12&{OLD}")
    assert set(first) == set(again)
    quarter = next(event for uid, event in first.items() if uid.startswith("provisions-"))
    assert type(quarter["dtstart"].dt) is date
    assert quarter["dtend"].dt - quarter["dtstart"].dt == timedelta(days=1)
    assert [alarm["trigger"].dt for alarm in quarter.walk("VALARM")] == [timedelta(days=-30), timedelta(days=-7)]
    assert quarter["rrule"]["freq"] == ["MONTHLY"]
    assert str(quarter["url"]).endswith(f"?{OLD}&cloture=12")
    assert set(reminders(client, OLD.replace("24", "25"))).isdisjoint(first)


def test_late_duty_is_put_on_today(client):
    late = next(event for uid, event in reminders(client, OLD).items() if uid.startswith("dpe-collectif-"))
    assert late["dtstart"].dt == timezone.localdate()
    assert str(late["summary"]).endswith("Faire réaliser le DPE collectif")
    assert late["summary"] != "Faire réaliser le DPE collectif"


def test_day_of_this_year_that_is_over_is_put_on_today(client):
    year = timezone.localdate().year - 15  # 15 years old some day of this year
    query = f"lots=24&permis={year - 3}&reception={year}&plan=aucun&dtg=non"
    plan = next(event for uid, event in reminders(client, query).items() if uid.startswith("plan-pluriannuel-"))
    assert plan["dtstart"].dt == timezone.localdate()
    assert str(plan["summary"]) == "Faire établir le projet de plan pluriannuel de travaux"


def test_text_of_a_rule_breaks_no_line_of_the_calendar(client):
    rule = DutyRule.objects.get(key="provisions")
    rule.title, rule.what = "Payer, ou ; non", "Une ligne\r\nBEGIN:VALARM\r\nEND:VEVENT"
    rule.save()
    quarter = next(event for uid, event in reminders(client, OLD).items() if uid.startswith("provisions-"))
    assert str(quarter["summary"]) == "Payer, ou ; non"


@pytest.mark.parametrize("address", ["rappels.ics", "pdf/"])
def test_bad_answers_lead_back_to_the_questions_with_what_was_typed(client, address):
    response = client.get(f"{PAGE}{address}?lots=0&permis=1974")
    assert (response.status_code, response["Location"]) == (302, f"{PAGE}?lots=0&permis=1974")


# Paper


@pytest.mark.skipif(not pdf_libs.are_here(), reason="Missing: the libraries for PDF: run `make pdf-libs`")
@pytest.mark.parametrize("prefix", ["", "/ar"])
def test_paper_holds_the_same_duties(client, prefix):
    response = client.get(f"{prefix}{PAGE}pdf/?{OLD}")
    assert response["Content-Type"] == "application/pdf"
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(response.content)).pages).split())
    assert "Faire réaliser le DPE collectif" in text
    assert "art. L. 126-31" in text.replace("\xa0", " ")


@pytest.mark.skipif(not pdf_libs.are_here(), reason="Missing: the libraries for PDF: run `make pdf-libs`")
def test_paper_says_what_hangs_on_a_missing_answer_and_holds_those_duties_whole(client):
    response = client.get(f"{PAGE}pdf/?lots=24")
    text = " ".join(" ".join(each.extract_text() for each in PdfReader(BytesIO(response.content)).pages).split())
    screen = page(client, "lots=24")
    assert words(screen.select_one("#a-preciser")) in text
    assert all(words(each) in text for each in screen.select(".opening h3, .duty__title"))
    assert "art. L. 126-31" in text.replace("\xa0", " ")


# The admin


def test_rule_is_edited_previewed_and_keeps_its_history(client):
    client.force_login(make.staff(Role.ARTEMIS))
    rule = DutyRule.objects.get(key="dpe-collectif")
    edit = f"/admin/snippets/copro/dutyrule/edit/{rule.pk}/"
    assert client.get(edit).status_code == 200
    assert client.get(f"/admin/snippets/copro/dutyrule/history/{rule.pk}/").status_code == 200
    preview = rule.make_preview_request()
    assert preview.status_code == 200
    assert preview.rendered_content.count('class="duty duty--') == 6
    assert rule.revisions.count() == 1
    assert client.get("/admin/snippets/copro/decision/").status_code == 200
    client.force_login(make.staff(Role.FACILITATOR))
    assert client.get(edit).status_code in (302, 403)


@pytest.mark.parametrize(
    "torn", [{}, {"bands-count": "x"}, {"bands-count": "1", "conditions-count": "0"}, {"bands-count": "999999999"}]
)
def test_rule_whose_blocks_come_torn_is_refused_and_stays(client, torn):
    client.force_login(make.staff(Role.ARTEMIS))
    rule = DutyRule.objects.get(key="dpe-collectif")
    response = client.post(f"/admin/snippets/copro/dutyrule/edit/{rule.pk}/", {"title": "Autre", **torn})
    assert response.status_code == 400 and "<h1" in response.text
    assert rule.revisions.count() == 1


def test_rule_that_could_not_be_dated_is_refused():
    from django.core.exceptions import ValidationError

    rule = DutyRule.objects.get(key="assemblee-generale")
    rule.months = None
    with pytest.raises(ValidationError) as refused:
        rule.full_clean()
    assert list(refused.value.message_dict) == ["months"]
