"""A guide as a resident reads it: the facts, the gestures in order with their pictures, whom to call, who pays."""

import gc
import json

import pytest
from bs4 import BeautifulSoup
from django.utils import translation

from guides.facts import facts
from guides.models import Source
from tests import factories as make
from tests.guides import pages

pytestmark = pytest.mark.django_db


def shown(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return " ".join(tag.get_text(" ").split())


# The facts


def test_page_shows_its_title_summary_and_what_to_know_in_ten_seconds(client):
    page = pages.guide(title="Un robinet qui fuit", summary="Dix minutes et un joint.", minutes_min=10, minutes_max=25)
    soup = shown(client, page)
    assert [words(tag) for tag in soup.find_all("h1")] == ["Un robinet qui fuit"]
    assert words(soup.select_one("p.lead")) == "Dix minutes et un joint."
    with translation.override("fr"):
        expected = [(" ".join(fact["label"].split()), " ".join(fact["value"].split())) for fact in facts(page)]
    bar = soup.select_one(".facts-bar")
    assert [(words(dt), words(dd)) for dt, dd in zip(bar("dt"), bar("dd"), strict=True)] == expected
    assert {"10", "25"} <= set(words(bar).split())


def test_facts_in_english_name_time_level_task_and_cost():
    page = pages.guide(minutes_min=10, minutes_max=25, level="medium", who="both", cost="under_10", season="winter")
    with translation.override("en"):
        assert [(str(fact["label"]), str(fact["value"])) for fact in facts(page)] == [
            ("Time", "10 to 25 min"),
            ("Level", "With care"),
            ("Whose task", "Shared with your landlord"),
            ("Cost of the parts", "Under €10"),
            ("Season", "Winter"),
        ]


def test_facts_leave_out_all_year_and_a_range_of_one_value():
    page = pages.guide(minutes_min=15, minutes_max=15)
    with translation.override("en"):
        assert [str(fact["value"]) for fact in facts(page)] == ["15 min", "Easy", "Yours to do", "It depends"]


def test_page_says_danger_first_and_escapes_it(client):
    soup = shown(client, pages.guide(danger="Coupez le <gaz>.", steps=[pages.step()]))
    notice = soup.select_one(".notice--danger")
    assert "Coupez le <gaz>." in words(notice)
    assert notice.find_next(class_="steps") is not None


def test_empty_sections_are_not_shown(client):
    soup = shown(client, pages.guide())
    assert [soup.find(id=each) for each in ("materials", "steps", "calls", "who", "related")] == [None] * 5


# The steps


@pytest.mark.parametrize("count", [1, 60])
def test_steps_are_all_there_numbered_in_order(client, count):
    steps = [pages.step(title=f"Geste {n}", text=f"Comment {n}.") for n in range(1, count + 1)]
    found = shown(client, pages.guide(steps=steps)).select("ol.steps > li .step")
    assert [words(step.select_one(".step__n")) for step in found] == [str(n) for n in range(1, count + 1)]
    assert [words(step.select_one(".step__text")) for step in found] == [f"Comment {n}." for n in range(1, count + 1)]
    assert all(f"Geste {n}" in words(step.h3) for n, step in enumerate(found, start=1))


def test_notice_between_two_steps_takes_no_number(client):
    notice = ("notice", {"kind": "warning", "title": "Attention", "text": "<p>Eau chaude.</p>"})
    soup = shown(client, pages.guide(steps=[pages.step(), notice, pages.step()]))
    assert [words(tag) for tag in soup.select(".step__n")] == ["1", "2"]
    items = soup.select("ol.steps > li")
    assert len(items) == 3
    assert "Eau chaude." in words(items[1].select_one(".notice--warning"))


def test_drawing_of_a_step_is_inlined_with_its_alternative_text(client):
    steps = [pages.step(drawing="tap-washer", alt='Un joint "de 12"'), pages.step(drawing="tap-fixed")]
    described, silent = shown(client, pages.guide(steps=steps)).select(".step__art > svg")
    assert (described["role"], described["aria-label"]) == ("img", 'Un joint "de 12"')
    assert described.find("path") is not None
    assert (silent["aria-hidden"], silent.get("aria-label")) == ("true", None)


def test_unknown_drawing_leaves_the_step_readable(client):
    [step] = shown(client, pages.guide(steps=[pages.step(drawing="no-such-drawing")])).select(".step")
    assert step.svg is None
    assert "Fermez le robinet." in words(step)


@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning")
def test_picture_of_a_step_is_a_rendition_with_its_alternative_text(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    page = pages.guide(steps=[pages.step(image=pages.picture(), alt="Un joint usé", drawing="tap-washer")])
    [art] = shown(client, page).select(".step__art")
    gc.collect()  # Wagtail leaves the spooled file of a new rendition to the collector
    assert (art.img["alt"], art.img["width"], art.svg) == ("Un joint usé", "640", None)
    assert (tmp_path / "images" / "joint.width-640.png").exists()


def test_picture_whose_file_is_lost_leaves_its_place_to_the_drawing(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    lost = pages.picture()
    steps = [pages.step(image=lost, alt="Un joint", drawing="tap-washer"), pages.step(image=lost, alt="Rien")]
    page = pages.guide(steps=steps)
    (tmp_path / lost.file.name).unlink()
    drawn, bare = shown(client, page).select(".step")
    assert (drawn.img, drawn.svg["aria-label"]) == (None, "Un joint")
    assert (bare.select(".step__art"), "Fermez le robinet." in words(bare)) == ([], True)


def test_text_of_a_step_is_plain_text(client):
    page = pages.guide(
        steps=[pages.step(title="<b>Coupez</b>", text="<script>x</script>\n\nPuis.", warning="<i>Chaud</i>")]
    )
    [step] = shown(client, page).select(".step")
    assert step.find(["b", "i", "script"]) is None
    assert "<b>Coupez</b>" in words(step.h3)
    assert [words(p) for p in step.select(".step__text > p:not(.step__warning)")] == ["<script>x</script>", "Puis."]
    assert "<i>Chaud</i>" in words(step.select_one(".step__warning"))


# Whom to call, who pays


def test_calls_have_a_link_that_a_telephone_dials(client):
    page = pages.guide(calls=[pages.call(phone="0800473333", emergency=True, when="Ça sent le gaz"), pages.call()])
    gas, caretaker = shown(client, page).select(".call-box")
    assert gas.a["href"] == "tel:+33800473333"
    assert "0\u00a0800\u00a047\u00a033\u00a033" in gas.a.get_text()
    assert "Ça sent le gaz" in words(gas)
    assert "call-box--emergency" in gas["class"]
    assert "call-box--emergency" not in caretaker["class"]
    assert (caretaker.a, "Votre gardien" in words(caretaker)) == (None, True)


def test_who_does_what_is_a_table_with_the_law_of_each_row(client):
    seal = pages.repair(equipment="Joint", tenant="Le changer", basis="Décret n° 87-712", exception="S’il est neuf.")
    pipe = pages.repair(equipment="Colonne", landlord="La réparer", coownership="La voter", status="to_confirm")
    table = shown(client, pages.guide(repairs=[pipe, seal])).find("table")
    assert len(table.select("thead th[scope=col]")) == 3
    first, second = table.select("tbody tr")
    checked = "Vérifié le 22 novembre 2026."
    assert [words(cell) for cell in first(["th", "td"])] == [
        f"Joint Décret n° 87-712 {checked}", "Le changer Sauf : S’il est neuf.", "–",
    ]  # fmt: skip
    assert ["À confirmer" in words(row.th) for row in (first, second)] == [False, True]
    assert "La réparer" in words(second("td")[1])
    assert "La voter" in words(second("td")[1])


def test_each_row_says_its_language_and_one_without_translation_is_in_french(client):
    plain, translated = pages.repair(equipment="Joint"), pages.repair(equipment="Colonne")
    english = translated.copy_for_translation(make.locale("en"))
    english.equipment = "Main pipe"
    english.save()
    page = pages.guide(repairs=[plain, translated])
    make.home_page("en")
    copy = page.copy_for_translation(make.locale("en"), copy_parents=True, alias=True)
    rows = shown(client, copy).select("table.who tbody tr")
    assert [(row.th.span.get("lang"), words(row.th.span)) for row in rows] == [("fr", "Joint"), (None, "Main pipe")]
    assert [row.td.div.get("lang") for row in rows] == ["fr", None]


def test_materials_are_listed_and_those_of_the_tool_library_say_so(client):
    materials = [
        ("material", {"name": "Clé de 12", "note": "ou pince", "loanable": False}),
        ("material", {"name": "Furet", "note": "", "loanable": True}),
    ]
    soup = shown(client, pages.guide(materials=materials))
    assert [words(item) for item in soup.select(".materials li")] == ["Clé de 12 (ou pince)", "Furet à emprunter"]


def test_sources_of_the_page_its_steps_and_its_rows_are_named_once(client):
    for key, url in (("D82", "https://example.org/d82"), ("GAZ", ""), ("EAU", ""), ("AUTRE", "")):
        Source.objects.create(key=key, label=f"Source {key}", url=url)
    row = pages.repair(source_keys="D82")
    page = pages.guide(source_keys="GAZ D82", steps=[pages.step(sources="EAU")], repairs=[row])
    listed = shown(client, page).select(".colophon li")
    assert [words(item) for item in listed] == ["Source D82", "Source EAU", "Source GAZ"]
    assert [item.a and item.a["href"] for item in listed] == ["https://example.org/d82", None, None]


def test_guides_on_the_same_theme_are_linked(client):
    water, air = pages.theme("water"), pages.theme("air")
    page = pages.guide(themes=[water])
    pages.guide(title="Voisin", themes=[water, air])
    pages.guide(title="Ailleurs", themes=[air])
    pages.guide(title="Brouillon", themes=[water], live=False)
    section = shown(client, page).find(id="related").parent
    assert [words(link) for link in section("a")] == ["Voisin"]


def test_team_and_audience_are_said(client):
    page = pages.guide(author="Rédaction", for_owner=False, for_coowner=False)
    soup = shown(client, page)
    assert "Auteur : Rédaction." in words(soup.select_one(".colophon"))
    assert "Locataires" in words(soup.select_one(".facts-bar"))


def test_page_gives_its_steps_to_search_engines_and_nothing_escapes_its_script(client):
    page = pages.guide(title="</script><b>Ici", steps=[pages.step(title="Coupez", text="L’eau & <b>")])
    data = json.loads(shown(client, page).find("script", type="application/ld+json").string)
    assert (data["@type"], data["name"]) == ("HowTo", "</script><b>Ici")
    assert [(step["name"], step["text"]) for step in data["step"]] == [("Coupez", "L’eau & <b>")]


def test_page_says_when_its_facts_were_checked(client):
    page = pages.guide()
    assert "22\u00a0novembre 2026" in shown(client, page).main.get_text()


# Its workshops


def test_page_leads_to_the_next_open_sessions_of_its_theme(client):
    water, air = pages.theme("water"), pages.theme("air")
    later = make.published_session(event=make.event(title="Plus tard", themes=[water]), starts_at=make.soon(9))
    make.published_session(event=make.event(title="Bientôt", themes=[water]), starts_at=make.soon(2))
    make.published_session(event=make.event(title="Autre sujet", themes=[air]))
    make.session(event=make.event(title="Brouillon", themes=[water]))
    make.published_session(event=make.event(title="Passé", themes=[water]), starts_at=make.soon(-2))
    make.published_session(event=make.event(title="Annulé", themes=[water]), status="cancelled")
    aside = shown(client, pages.guide(themes=[water])).select_one("aside")
    links = [(words(link), link["href"]) for link in aside.select("ul.stack a")]
    assert [title for title, _ in links] == ["Bientôt", "Plus tard"]
    assert client.get(links[1][1]).status_code == 200
    assert later.venue.neighbourhood.name in words(aside)


def test_guide_beside_a_session_in_no_neighbourhood_is_shown(client):
    water = pages.theme("water")
    session = make.published_session(event=make.event(themes=[water]), venue=make.venue(neighbourhood=None))
    assert session.event.title in words(shown(client, pages.guide(themes=[water])).aside)
