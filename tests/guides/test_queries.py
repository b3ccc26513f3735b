"""What a guide and the list of guides cost the database, asked by a process that remembers nothing."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.models import CustomImage
from guides.catalogue import PER_PAGE
from guides.models import Source
from tests import factories as make
from tests.guides import pages, shelves

pytestmark = pytest.mark.django_db
MOST = 12
OFFERED = {"fr": "/guides/", "en": "/en/guides/", "ar": "/ar/guides/"}


@pytest.fixture(autouse=True)
def site(settings, tmp_path, client):
    """A site that was visited: the first visit of all writes the row of its settings."""
    settings.MEDIA_ROOT = tmp_path
    make.home_page()
    client.get("/")


def cost(client, address: str) -> tuple[int, BeautifulSoup]:
    """Return what a page costs a process that knows the names of the neighbourhoods and nothing else, and the page."""
    names = cache.get("territory.names")
    cache.clear()
    cache.set("territory.names", names)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
    assert response.status_code == 200
    return len(queries), BeautifulSoup(response.content, "html.parser")


def guide_with_nothing():
    return pages.guide()


def guide_with_everything():
    """As much of everything as a guide can show."""
    water = pages.theme("water", tint="water")
    film = {"title": "Le joint", "file": pages.document("f.mp4"), "captions": pages.document("f.vtt")}
    for key in ("D82", "GAZ", "EAU"):
        Source.objects.create(key=key, label=f"Source {key}")
    steps = [pages.step(image=pages.picture(f"{n}.png"), alt="Un joint", sources="D82") for n in range(20)]
    steps += [pages.step(drawing="tap-washer", sources="GAZ") for _ in range(40)]
    link = f'<a linktype="page" id="{pages.guide().pk}">Lire</a>'
    notice = ("notice", {"kind": "warning", "title": "Attention", "text": f"<p>Eau chaude. {link}</p>"})
    page = pages.guide(
        introduction=f"<p>{link}</p>",
        themes=[water, pages.theme("air")], rooms=[pages.room("kitchen")], tags=["fuite", "joint"], source_keys="EAU",
        steps=[*steps, notice, notice], video=[("video", film | {"transcript": "On visse."})], drawing="tap-fixed",
        materials=[("material", {"name": "Clé", "note": "", "loanable": True})] * 5, calls=[pages.call()] * 10,
        repairs=[pages.repair(source_keys="D82") for _ in range(20)], social_image=pages.picture("partage.png"),
    )  # fmt: skip
    pages.simple(page)
    for _ in range(5):
        shelves.offer(pages.guide(themes=[water]))
        make.published_session(event=make.event(themes=[water]))
    for picture in CustomImage.objects.all():  # drawn once, when the guide is published or first read
        picture.get_renditions("width-640", "fill-1200x630|format-png")
    return page


@pytest.mark.parametrize(
    ("guide", "steps", "pictures"),
    [(guide_with_nothing, 0, 0), (guide_with_everything, 60, 20)],
    ids=["nothing", "everything"],
)
def test_guide_costs_at_most_12_queries_in_every_language(client, guide, steps, pictures):
    page, costs = guide(), {}
    shelves.offer(page)
    for code, address in OFFERED.items():
        costs[code], soup = cost(client, f"{address}{page.slug}/")
        assert (len(soup.select(".step")), len(soup.select(".step__art img"))) == (steps, pictures)
        assert len(soup.select("video track")) == bool(steps)
        assert len(soup.select("table.who tbody tr")) == (20 if steps else 0)
        assert (soup.select_one(".language-notice") is not None) == (code == "en")
    assert max(costs.values()) <= MOST, costs


def test_links_in_texts_cost_the_same_one_and_many_and_lead_to_the_readers_language(client):
    target = pages.guide(slug="cible")
    shelves.offer(target)
    link, lost = f'<a linktype="page" id="{target.pk}">Lire</a>', '<a linktype="page" id="999999">Perdu</a>'

    def linking(count: int):
        text = f"<p>{link} {lost}</p>"
        notice = ("notice", {"kind": "information", "title": "Voir", "text": text})
        page = pages.guide(introduction=text, steps=[pages.step(), *[notice] * count])
        shelves.offer(page)
        return page

    few, many = linking(1), linking(9)
    for address in OFFERED.values():
        (one, _page), (all_, soup) = (cost(client, f"{address}{page.slug}/") for page in (few, many))
        assert (one, all_ <= MOST) == (all_, True)
        assert {a.get("href") for a in soup.find_all("a", string="Lire")} == {f"{address}cible/"}
        assert {a.get("href") for a in soup.find_all("a", string="Perdu")} == {None}
        assert len(soup.find_all("a", string="Lire")) == 10


@pytest.mark.parametrize("count", [10, 1000])
def test_list_and_its_guides_cost_at_most_12_queries_with_10_and_1000(client, count):
    kitchen, water = pages.room("kitchen"), pages.theme("water")
    sample = pages.guide(rooms=[kitchen], themes=[water], tags=["fuite"], steps=[pages.step()])
    shelves.offer(sample)
    shelves.fill(sample, count - 1)
    costs = {}
    for code, address in OFFERED.items():
        costs[code], soup = cost(client, f"{address}?piece=kitchen&texte=fuite&page=2" if count > 10 else address)
        assert len(soup.select("main .card")) == min(count, PER_PAGE)
        assert {link.get("lang") for link in soup.select(".card__title a")} == ({"fr"} if code == "en" else {None})
        assert str(count) in soup.select_one("[role=status]").text.replace("\u202f", "")
        costs[f"{code} guide"], _guide = cost(client, f"{address}{sample.slug}/")
    assert max(costs.values()) <= MOST, costs
