"""The page of an event: its dates with their places, seats and the way in, whatever became of the others."""

import pytest

from events import scheduling
from events.models import SpokenLanguage
from territory.models import Partner
from tests import factories as make
from tests.events.visitor import path, read, words
from tests.guides import pages as guides

pytestmark = pytest.mark.django_db


def shown(client, page):
    response = client.get(page.get_url())
    assert response.status_code == 200
    return read(response)


def cards(soup):
    return {card["id"].removeprefix("seance-"): card for card in soup.select("article.session-card")}


def test_page_lists_the_sessions_from_today_of_its_event_in_order(client):
    event = make.event(title="Robinet")
    later, soon = make.session(event=event, starts_at=make.soon(9)), make.session(event=event, starts_at=make.soon(2))
    make.session(event=event, starts_at=make.soon(-2))
    make.published_session()
    soup = shown(client, make.event_page(event, summary="Un joint et une clé.", body="<p>On apporte les outils.</p>"))
    assert list(cards(soup)) == [str(soon.uuid), str(later.uuid)]
    assert [words(tag) for tag in soup("h1")] == ["Robinet"]
    assert words(soup.select_one("p.lead")) == "Un joint et une clé."
    assert "On apporte les outils." in words(soup.select_one("[aria-labelledby=about]"))


def test_session_says_its_place_and_the_access_that_somebody_checked(client):
    checked = make.venue(address="12 rue du Test", directions="Sonner deux fois.", is_step_free=True, has_toilets=False)
    session = make.session(venue=checked, starts_at=make.paris(2099, 3, 1, 18, 30))
    card = cards(shown(client, make.event_page(session.event)))[str(session.uuid)]
    place = checked.neighbourhood
    for said in (
        "dimanche 1er\u00a0mars 2099",
        "18\u00a0h\u00a030",
        checked.name,
        "12 rue du Test",
        "Sonner deux fois.",
        f"{place.name}, {place.commune.name}",
    ):
        assert " ".join(said.split()) in words(card)
    assert access(card) == {
        "Sans marches": "oui", "Ascenseur": "pas encore vérifié", "Boucle magnétique": "pas encore vérifié",
        "Toilettes": "non",
    }  # fmt: skip


def access(card):
    return {words(fact.dt): words(fact.dd) for fact in card.select(".access > div")}


@pytest.mark.parametrize(("known", "said"), [(True, "yes"), (False, "no"), (None, "not checked yet")])
def test_access_that_nobody_checked_is_said_as_such(client, known, said):
    names = ("is_step_free", "has_lift", "has_hearing_loop", "has_toilets")
    session = make.session(venue=make.venue(**dict.fromkeys(names, known)))
    make.event_page(session.event)
    card = cards(shown(client, make.event_page(session.event, code="en")))[str(session.uuid)]
    assert set(access(card).values()) == {said}
    assert len(access(card)) == 4


@pytest.mark.parametrize(
    ("fields", "languages", "said"),
    [
        ({}, [], {"For whom": "Everybody"}),
        (
            {"audience": "families", "age_min": 6, "age_max": 12, "max_party": 4},
            ["Arabe", "LSF"],
            {
                "For whom": "Families, from 6 to 12 years", "Minors": "with an adult",
                "Languages": "French, Arabe, LSF", "By household": "4 people at most",
            },
        ),
        ({"audience": "seniors", "age_min": 60}, [], {"For whom": "Older people, from 60 years"}),
        ({"age_max": 12, "minors": "none"}, [], {"For whom": "Everybody, up to 12 years", "Minors": "adults only"}),
    ],
)  # fmt: skip
def test_page_says_for_whom_and_in_which_languages(client, fields, languages, said):
    event = make.event(**fields)
    for number, name in enumerate(languages):
        event.spoken_languages.add(SpokenLanguage.objects.create(slug=f"l{number}", order=number, name={"fr": name}))
    make.event_page(event)
    facts = shown(client, make.event_page(event, code="en")).select(".facts-bar > div")
    assert {words(fact.dt): words(fact.dd) for fact in facts} == said


def test_languages_are_written_as_french_does_in_a_list(client):
    event = make.event()
    for number, name in enumerate(["Arabe", "LSF"]):
        event.spoken_languages.add(SpokenLanguage.objects.create(slug=f"l{number}", order=number, name={"fr": name}))
    facts = shown(client, make.event_page(event)).select(".facts-bar > div")
    assert words(facts[-1].dd) == "français, arabe, LSF"


def test_moved_session_says_from_when_and_where_until_it_is_over(client):
    session = make.published_session(starts_at=make.paris(2099, 3, 1, 18), venue=make.venue(name="Salle A"))
    dates = {"venue": session.venue, "starts_at": session.starts_at, "ends_at": session.ends_at, "capacity": 10}
    user, page = make.staff(), make.event_page(session.event, code="en")

    def said(**changed):
        scheduling.change_session(session.pk, scheduling.Dates(**dates | changed), user)
        return [words(each) for each in shown(client, page).select(".session__moved")]

    assert said(capacity=20) == []
    later = {"starts_at": make.paris(2099, 3, 2, 18), "ends_at": make.paris(2099, 3, 2, 20)}
    assert said(**later) == ["Moved. It was to be on Sunday 1 March at 18:00."]
    assert said(**later, venue=make.venue(name="Salle B")) == ["Moved. It was to be here: Salle A."]
    assert said(venue=make.venue(name="Salle C")) == ["Moved. It was to be on Monday 2 March at 18:00, Salle B."]


@pytest.mark.parametrize(
    ("taken", "fields", "text", "way_in"),
    [
        (2, {"capacity": 10}, "8 places left", "Sign up"),
        (9, {"capacity": 10}, "1 place left", "Sign up"),
        (10, {"capacity": 10}, "Full: waiting list", "Join the waiting list"),
        (12, {"capacity": 10}, "Full: waiting list", "Join the waiting list"),
        (0, {"requires_sign_up": False}, "Open to all, no sign-up", None),
        (2, {"status": "cancelled"}, "Cancelled", None),
        (0, {"status": "held"}, "Took place", None),
        (0, {"status": "not_held"}, "Did not take place", None),
        (2, {"capacity": 10, "partner_seats": 5}, "3 places left", "Sign up"),
        (6, {"capacity": 10, "partner_seats": 5}, "Full: waiting list", "Join the waiting list"),
        (2, {"capacity": 10, "partner_seats": 5, "partner_seats_until": make.soon(-1)}, "8 places left", "Sign up"),
        (
            0,
            {"sign_up_opens_at": make.paris(2099, 3, 1, 9, 30)},
            "Sign-up opens on Sunday 1 March at 09:30",
            None,
        ),
        (0, {"sign_up_closes_at": make.soon(-1)}, "Sign-up is closed", None),
    ],
)
def test_seats_are_said_in_words_with_the_way_in(client, taken, fields, text, way_in):
    session = make.session(**fields)
    if taken:
        make.registration(session=session, adults=taken)
    make.waiting(session=session)
    make.event_page(session.event)
    card = cards(shown(client, make.event_page(session.event, code="en")))[str(session.uuid)]
    assert words(card.select_one(".seats")) == text
    links = [link for link in card("a") if link["href"] == path(session, "en")]
    assert [words(link).startswith(way_in) for link in links] == ([True] if way_in else [])
    calendars = [link for link in card("a") if link["href"].endswith(f"/agenda/seance/{session.uuid}.ics")]
    assert len(calendars) == (session.status == "planned")


def test_page_names_those_who_organise(client):
    partner = Partner.objects.create(slug="artefacts", name="ArteFacts")
    event = make.event(landlords=[make.landlord(name="Bailleur Bleu")], partners=[partner])
    section = shown(client, make.event_page(event)).select_one("[aria-labelledby=with]")
    assert [words(item) for item in section("li")] == ["Bailleur Bleu", "ArteFacts"]


def test_page_leads_to_the_guides_on_its_themes_and_says_the_language_of_their_titles(client):
    water, air = guides.theme("water"), guides.theme("air")
    about = guides.guide(title="Changer un joint", themes=[water])
    guides.guide(title="Aérer", themes=[air])
    guides.guide(title="Brouillon", themes=[water], live=False)
    page = make.event_page(make.event(themes=[water]))
    [link] = shown(client, page).select("#guides-about + ul a")
    assert (words(link), link["href"], link.get("lang")) == ("Changer un joint", about.get_url(), None)
    english = make.event_page(page.event, code="en")
    copy = about.copy_for_translation(make.locale("en"), copy_parents=True, alias=True)
    [link] = shown(client, english).select("#guides-about + ul a")
    assert (words(link), link["href"], link["lang"]) == ("Changer un joint", copy.get_url(), "fr")


def test_page_about_no_guide_has_no_such_section(client):
    guides.guide(themes=[guides.theme("water")])
    assert shown(client, make.event_page(make.event(themes=[guides.theme("air")]))).find(id="guides-about") is None


def test_page_without_a_date_leads_to_the_agenda(client):
    soup = shown(client, make.event_page())
    assert cards(soup) == {}
    assert "/agenda/" in [link["href"] for link in soup.select("[aria-labelledby=dates] a")]


def test_page_taken_down_is_a_404_and_its_sessions_survive(client):
    session = make.published_session()
    page = session.event.pages.get()
    page.unpublish()
    assert client.get(page.get_url()).status_code == 404
    session.refresh_from_db()


@pytest.mark.parametrize(("code", "queries"), [("fr", 9), ("en", 9)])
def test_page_costs_the_same_queries_with_1_and_30_sessions(client, django_assert_num_queries, code, queries):
    event = make.event(landlords=[make.landlord()])
    page = make.event_page(event)
    page = page if code == "fr" else make.event_page(event, code=code)
    place = make.venue()
    make.registration(session=make.session(event=event, venue=place))
    shown(client, page)  # content types are read once a process, the roots of sites once an hour
    for count in (1, 30):
        with django_assert_num_queries(queries) as made:
            assert len(cards(shown(client, page))) == count
        assert len(made) <= 15
        for days in range(29):
            make.registration(session=make.session(event=event, venue=place, starts_at=make.soon(days + 8)))


def test_places_that_partners_took_are_no_longer_kept_for_them(client):
    session = make.session(capacity=10, partner_seats=4)
    make.registration(session=session, adults=3, origin="partner")
    make.event_page(session.event)
    card = cards(shown(client, make.event_page(session.event, code="en")))[str(session.uuid)]
    assert words(card.select_one(".seats")) == "6 places left"


# An untranslated page in the reader's language


def test_untranslated_event_keeps_the_readers_words_and_says_which_are_french(client):
    page = make.event_page(make.session().event, title="Robinet", summary="Un joint.", body="<p>Des outils.</p>")
    make.home_page("ar")
    offered = page.copy_for_translation(make.locale("ar"), copy_parents=True, alias=True)
    soup = shown(client, offered)
    french = ["h1", ".lead", ".prose", ".page-head h1"]
    assert {(tag["lang"], tag["dir"]) for tag in soup.select(", ".join(french))} == {("fr", "ltr")}
    assert [words(tag) for tag in soup.select("main h2, main .session-card h3") if tag.find_parent(lang="fr")] == []
    assert soup.main.get("lang") is soup.main.get("dir") is None


@pytest.mark.parametrize(("is_translated", "language"), [(False, "fr"), (True, None)])
def test_row_of_the_agenda_says_the_language_of_its_title(client, is_translated, language):
    event = make.session().event
    page = make.event_page(event, title="Robinet")
    make.agenda_page("ar")
    copy = page.copy_for_translation(make.locale("ar"), copy_parents=True, alias=not is_translated)
    if is_translated:
        copy.title = "حنفية"
        copy.save_revision().publish()
    [title] = read(client.get("/ar/agenda/")).select(".session__title a")
    assert (title.get("lang"), title.get("hreflang")) == (language, None)
