"""What stands behind search: danger first, misspelt words, everyday words, excerpts, what was not found."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Collection

from accounts.roles import Role
from core import stems
from core.models import CustomDocument
from home import emergencies, search_misses
from home.excerpts import excerpt
from home.models import EverydayWords, SearchEntry, SearchMiss
from home.spelling import Vocabulary
from territory.models import ContactPoint
from tests import factories as make
from tests.guides import pages
from tests.home.site import run

pytestmark = pytest.mark.django_db
BROWSER = {"User-Agent": "Mozilla/5.0 (Android 9) Firefox/128.0"}


def search(client, words, code="fr", headers=BROWSER, **more):
    response = client.get(f"{'' if code == 'fr' else f'/{code}'}/recherche/", {"q": words} | more, headers=headers)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def found(soup):
    return [" ".join(link.text.split()) for link in soup.select("main .results h2 a")]


# Stems


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("Fuites", "fuite", "fr"), ("moisissures", "MOISISSURE", "fr"), ("évier", "eviers", "fr"),
        ("travaux", "travail", "fr"), ("cœur", "coeur", "fr"), ("taps", "tap", "en"), ("الغاز", "غاز", "ar"),
        ("رائحة", "رائحه", "ar"),
    ],
)  # fmt: skip
def test_forms_of_a_word_have_one_stem(one, other, language):
    assert stems.stems_of(one, language) == stems.stems_of(other, language) != []


def test_small_words_and_signs_leave_nothing():
    assert stems.stems_of("Comment est-ce que je dois… l’a ? 🌻 \x00 « »", "fr") == []


# Danger


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("gaz", "0800473333"), ("ça sent le gaz", "0800473333"), ("odeur de GAZ !", "0800473333"),
        ("smell of gas", "0800473333"), ("رائحة غاز", "0800473333"), ("gazz", "0800473333"),
        ("feu", "18"), ("il y a le feu", "18"), ("insendie", "18"), ("incendi", "18"), ("de la fumée partout", "18"),
        ("fire", "18"), ("حريق", "18"), ("monoxyde", "18"), ("monoxide", "18"), ("monoxid de carbone", "18"),
        ("electrocution", "15"), ("électrocusion", "15"), ("electric shock", "15"), ("صعقة", "15"),
        ("mon voisin est inconscient", "15"), ("urgense", "15"),
    ],
)  # fmt: skip
def test_danger_shows_its_number_before_anything_else(client, words, first):
    make.home_page()
    main = search(client, words).main
    box = main.select_one(".danger-call")
    assert box.select_one("a")["href"] == reverse_tel(first)
    assert {"tel:112", "sms:114"} <= {link["href"] for link in box.select("a")}
    assert main.select_one(".danger-call, .results, .empty")["class"] == ["danger-call"]


def reverse_tel(number):
    return f"tel:+33{number[1:]}" if len(number) == 10 else f"tel:{number}"


@pytest.mark.parametrize(
    "words", ["robinet", "tester le détecteur de fumée", "peu", "jeu", "bleu", "garage", "rage", "", "décharge de bail"]
)
def test_everything_else_alarms_nobody(words):
    assert emergencies.found_in(words) is None


def test_danger_is_shown_even_when_the_words_are_too_many(client):
    make.home_page()
    soup = search(client, "ça sent le gaz " * 300)
    assert soup.select_one(".danger-call") is not None
    assert len(soup.select(".error-summary li")) == 1


# Spelling, everyday words, pages shown first


@pytest.mark.parametrize(
    ("typed", "meant"), [("cafar", "cafard"), ("robinè", "robinet"), ("moisisure", "moisissure"), ("zzzzzz", "")]
)
def test_nearest_word_is_one_of_the_sites_own(typed, meant):
    words = Vocabulary(["cafard", "robinet", "moisissure", "évier", "eau"])
    assert words.nearest(stems.fold(typed)) == meant


def test_misspelt_word_finds_and_says_what_was_understood(client):
    pages.guide(title="Chasser un cafard")
    soup = search(client, "cafar")
    assert found(soup) == ["Chasser un cafard"]
    assert "« cafard »" in soup.main.text.replace("\xa0", " ")


def test_everyday_words_of_the_editors_find_at_once(client):
    pages.guide(title="Moisissure au mur")
    assert found(search(client, "pustules vertes")) == []
    EverydayWords.objects.create(language="fr", said="pustules vertes, lèpre", means="moisissure")
    assert found(search(client, "des pustules vertes")) == ["Moisissure au mur"]
    assert found(search(client, "lepre")) == ["Moisissure au mur"]


def test_page_that_the_editors_chose_comes_first(client):
    chosen = pages.guide(title="Autre chose")
    pages.guide(title="Robinet")
    EverydayWords.objects.create(language="fr", said="robinet", means="robinet", page=chosen)
    assert found(search(client, "robinet")) == ["Autre chose", "Robinet"]
    chosen.unpublish()
    assert found(search(client, "robinet")) == ["Robinet"]


# Everything is found


def test_documents_and_contacts_are_found_and_forgotten_with_their_record(client):
    make.home_page()
    document = CustomDocument.objects.create(title="Notice du bricolage", file="notice.pdf")
    contact = ContactPoint.objects.create(label={"fr": "Conciergerie"}, number="02 61 91 00 01", kind="landlord")
    assert search(client, "bricolage").select_one("main .results h2 a")["href"] == document.url
    assert search(client, "conciergerie").select_one("main .results a.button")["href"] == "tel:+33261910001"
    document.delete()
    contact.delete()
    assert found(search(client, "bricolage")) + found(search(client, "conciergerie")) == []


def test_page_behind_a_restriction_is_not_found(client):
    guide = pages.guide(title="Secret")
    assert found(search(client, "secret")) == ["Secret"]
    guide.view_restrictions.create(restriction_type="login")
    assert found(search(client, "secret")) == []


def test_document_of_a_closed_collection_is_not_found(client):
    make.home_page()
    closed = Collection.get_first_root_node().add_child(name="Équipe")
    CustomDocument.objects.create(title="Notice interne", file="notice.pdf", collection=closed)
    assert found(search(client, "interne")) == ["Notice interne"]
    closed.view_restrictions.create(restriction_type="login")
    assert found(search(client, "interne")) == []


def test_changed_page_is_found_by_its_new_words_only(client):
    guide = pages.guide(title="Robinet")
    guide.title = "Siphon"
    guide.save()
    assert (found(search(client, "robinet")), found(search(client, "siphon"))) == ([], ["Siphon"])
    guide.delete()
    assert SearchEntry.objects.filter(title="Siphon").count() == 0


def test_rebuilt_index_is_the_same():
    pages.guide(title="Robinet", tags=["goutte"])
    make.event_page(title="Atelier")
    before = sorted(SearchEntry.objects.values_list("title", "language", "postings__term"))
    SearchEntry.objects.filter(title="Robinet").delete()
    run("rebuild_search")
    assert before == sorted(SearchEntry.objects.values_list("title", "language", "postings__term"))


def test_kinds_are_told_apart_and_counted(client):
    pages.guide(title="Un robinet")
    make.event_page(title="Atelier robinet")
    soup = search(client, "robinet")
    counts = {" ".join(link.text.split()): link["href"] for link in soup.select("nav.tabs a")}
    assert list(counts) == ["Tous les résultats 2", "Guide 1", "Atelier 1"]
    assert found(search(client, "robinet", type="guide")) == ["Un robinet"]
    wrong = search(client, "robinet", type="' OR 1=1")
    assert (len(wrong.select(".error-summary li")), found(wrong)) == (1, [])


def test_words_found_are_marked_and_nothing_is_markup(client):
    pages.guide(title="Essai", summary="<b>Le robinet</b> & co.")
    result = search(client, "robinets").select_one(".result")
    assert [mark.text for mark in result.select("mark")] == ["robinet"]
    assert result.select("b") == []
    assert "<b>Le robinet</b> & co." in result.text


def test_excerpt_is_cut_between_words_around_the_first_one_found():
    text = "mot " * 100 + "robinet " + "fin " * 100
    pieces = excerpt(text, {stems.stem("robinet", "fr")}, "fr")
    assert [piece for piece, marked in pieces if marked] == ["robinet"]
    whole = "".join(piece for piece, _ in pieces)
    assert whole.startswith("… mot")
    assert whole.endswith("fin …")
    assert len(whole) < 240


# What was not found


def test_what_is_not_found_is_counted_without_who_and_shown_from_three_times(client):
    make.home_page()
    for _ in range(3):
        search(client, "Trottinette  ÉLECTRIQUE 06 12 34 56 78 a@b.fr")
    search(client, "Dupont Jean")
    search(client, "trottinette electrique", page="2")
    assert sorted(SearchMiss.objects.values_list("words", "count")) == [
        ("dupont jean", 1),
        ("trottinette electrique", 4),
    ]
    client.force_login(make.staff(Role.EDITOR))
    page = client.get(reverse("search_misses")).text
    assert "trottinette electrique" in page
    assert "dupont" not in page


@pytest.mark.parametrize("headers", [{"User-Agent": "Googlebot/2.1"}, {}, BROWSER | {"Sec-Purpose": "prefetch"}])
def test_robots_are_not_counted(client, headers):
    make.home_page()
    search(client, "trottinette", headers=headers)
    assert SearchMiss.objects.count() == 0


@pytest.mark.parametrize("words", ["robinet", "06 12 34 56 78", "nadia@example.org", "", "?!"])
def test_what_is_found_or_personal_is_not_counted(client, words):
    pages.guide(title="Robinet")
    search(client, words)
    assert SearchMiss.objects.count() == 0


def test_counts_are_capped_and_old_ones_go(client, monkeypatch):
    make.home_page()
    today = timezone.localdate()
    SearchMiss.objects.create(day=today - timedelta(days=500), language="fr", words="ancien")
    monkeypatch.setattr(search_misses, "MOST_A_DAY", 2)
    for words in ("trottinette", "hamster", "perroquet"):
        search(client, words)
    assert set(SearchMiss.objects.values_list("words", flat=True)) == {"trottinette", "hamster"}


@pytest.mark.parametrize(("role", "status"), [(Role.EDITOR, 200), (Role.FACILITATOR, 302), (Role.LANDLORD, 302)])
def test_report_is_for_those_who_write(client, role, status):
    make.home_page()
    client.force_login(make.staff(role))
    assert client.get(reverse("search_misses")).status_code == status
    assert client.get(reverse("search_misses_results")).status_code == status


def test_empty_result_leads_to_somebody(client):
    make.home_page()
    cache.clear()
    main = search(client, "trottinette").main
    assert {"tel:18", "tel:+33800473333"} <= {link["href"] for link in main.select("a[href^=tel]")}
    assert len(main.select(".empty ~ p a.button")) == 3
