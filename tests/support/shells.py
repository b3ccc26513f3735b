"""Every kind of page of the portal, with what hurts a careless one: built once, looked at by many tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from accounts.roles import Role
from core.models import Theme
from core.styleguide_examples.words import MIXED, WORD, of_200
from events import registration
from events.models import EventIndexPage, EventPage, Session
from events.registration import SignUp
from guides.models import GuideIndexPage, GuidePage
from home import contents, structure, translations
from home.models import HomePage, NeighbourhoodIndexPage, NeighbourhoodPage, PlainPage
from territory.models import Neighbourhood
from tests import factories as make
from tests.guides import pages as guides

LANGUAGES = ("fr", "ar")
CROWD = 200


@dataclass
class Shells:
    """The addresses of every kind of page, by name and language, and the keys to the closed ones."""

    origin: str
    addresses: dict[str, dict[str, str]] = field(default_factory=dict)
    cookies: list[dict] = field(default_factory=list)
    crowd: str = ""  # the page of an event with CROWD dates in a day

    def every(self) -> list[tuple[str, str, str]]:
        return [(name, code, url) for name, of in self.addresses.items() for code, url in of.items()]


@contextmanager
def standing(blocker) -> Iterator[Shells]:
    """Lay the site in the test database and serve it; leave what the migrations gave.

    The whole site is laid once for all tests of a module, so none of them may ask for the database, which would
    be emptied under the others.
    """
    from pytest_django.live_server_helper import LiveServer

    with blocker.unblock():
        lay_the_ground()
        server = LiveServer("127.0.0.1")
        try:
            yield build(server.url)
        finally:
            server.stop()
            lay_the_ground()


def lay_the_ground() -> None:
    """Empty the database, then put back the rows of the migrations (see tests/conftest.py)."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(connection._test_serialized_contents)
    forget()


def forget() -> None:
    """Drop what Django and Wagtail remember of rows that are gone."""
    from django.contrib.contenttypes.models import ContentType
    from django.core.cache import cache
    from wagtail.models import Site

    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()
    cache.clear()


def build(origin: str) -> Shells:
    structure.set_up()
    contents.load_guide(structure.read(structure.FILES / "guides" / "robinet-qui-fuit.toml"))
    contents.load_advice(structure.read(structure.FILES / "copro" / "voter-les-travaux.toml"))
    good, crowded = programme()
    hard_guides()
    structure.synchronise_languages(Locale.objects.get(language_code="fr"))
    translations.load_folder(structure.FILES / "translations", ["robinet-qui-fuit"])
    call_command("update_index", verbosity=0)
    shells = Shells(origin)
    add_pages(shells, good, crowded)
    add_views(shells, good, crowded)
    shells.cookies = [*signed_up(good), *staff_session()]
    for cookie in shells.cookies:
        cookie["url"] = origin
    return shells


def programme() -> tuple[Session, Session]:
    """A workshop of every day, and one with two hundred dates in a day, whose name has no space."""
    event = make.event(title="Réparer un robinet", themes=[Theme.objects.get(slug="water")])
    make.event_page(
        event, title="Réparer un robinet", slug="reparer", summary="On change un joint.", drawing="event-workshop"
    )
    venue = make.venue(name=WORD, address=MIXED, neighbourhood=Neighbourhood.objects.get(slug="sanitas"))
    good = make.session(event=event, capacity=10, venue=venue)
    long = make.event(title=of_200("Atelier"))
    make.event_page(long, slug="atelier-long", summary=WORD)
    make.session(event=long, venue=venue)
    crowd = make.event(title=WORD)
    make.event_page(crowd, title=WORD, slug="foule", summary=WORD)
    first = make.session(event=crowd, venue=venue, starts_at=make.soon(3), capacity=1)
    Session.objects.bulk_create(
        Session(
            event=crowd,
            venue=venue,
            capacity=1,
            starts_at=first.starts_at,
            ends_at=first.starts_at + timedelta(hours=1),
        )
        for _n in range(CROWD - 1)
    )
    return good, first


def hard_guides() -> None:
    for slug, title in (("long", of_200("Réparer")), ("court", "Eau"), ("mot", WORD), ("sens", MIXED)):
        step, row = guides.step(title=title, text=WORD), guides.row(equipment=WORD, tenant=title, basis=WORD)
        guides.guide(
            title=title, slug=slug, summary=WORD, steps=[step], who_does_what=[row], calls=[guides.call(whom=title)]
        )


def add_pages(shells: Shells, good: Session, crowded: Session) -> None:
    from copro.models import AdvicePage, CoproIndexPage

    french = {"locale__language_code": "fr"}
    kinds: dict[str, Page] = {
        "home": HomePage.objects.get(**french),
        "guides": GuideIndexPage.objects.get(**french),
        "guide": GuidePage.objects.get(slug="robinet-qui-fuit", **french),
        "guide of 200": GuidePage.objects.get(slug="long", **french),
        "guide of 3": GuidePage.objects.get(slug="court", **french),
        "guide of one word": GuidePage.objects.get(slug="mot", **french),
        "guide of both directions": GuidePage.objects.get(slug="sens", **french),
        "agenda": EventIndexPage.objects.get(**french),
        "event": EventPage.objects.get(event=good.event, **french),
        "event of 200": EventPage.objects.get(slug="atelier-long", **french),
        "copro": CoproIndexPage.objects.get(**french),
        "advice": AdvicePage.objects.get(**french),
        "plain": PlainPage.objects.get(slug="qui-appeler", **french),
        "neighbourhoods": NeighbourhoodIndexPage.objects.get(**french),
        "neighbourhood": NeighbourhoodPage.objects.get(slug="sanitas", **french),
        "neighbourhood of nothing": NeighbourhoodPage.objects.get(slug="niqueux-bruere", **french),
    }
    for name, page in kinds.items():
        by_language = {each.locale.language_code: each.get_url() for each in page.get_translations(inclusive=True)}
        shells.addresses[name] = {code: by_language[code] for code in LANGUAGES}
    agenda = shells.addresses["agenda"]
    shells.crowd = EventPage.objects.get(event=crowded.event, **french).get_url()
    shells.addresses["agenda of nothing"] = {code: f"{url}?quartier=europe" for code, url in agenda.items()}


def add_views(shells: Shells, good: Session, crowded: Session) -> None:
    for code in LANGUAGES:
        with translation.override(code):
            for name, address in {
                "search": reverse("search"),
                "search with results": reverse("search") + "?q=robinet",
                "search misspelt": reverse("search") + "?q=robinnet&type=guide",
                "search in danger": reverse("search") + "?q=gaz",
                "search without results": reverse("search") + f"?q={WORD}",
                "sign-up": reverse("sign_up", args=[good.uuid]),
                "full sign-up": reverse("sign_up", args=[crowded.uuid]),
                "received": reverse("sign_up_received", args=[good.uuid]),
                "signed": reverse("manage"),
                "style guide": reverse("style_guide"),
                "404": ("" if code == "fr" else f"/{code}") + "/nulle/part/",
            }.items():
                shells.addresses.setdefault(name, {})[code] = address
    registration.register(crowded.pk, SignUp(name="Karim", adults=1, email="karim@example.org"), uuid4())


def signed_up(session: Session) -> list[dict]:
    """Register a household whose name goes both ways; return the cookie that its signed link gives."""
    from engagement import links
    from events.invitations import PURPOSE

    who = SignUp(name=MIXED[:80], adults=2, email="nadia@example.org")
    made = registration.register(session.pk, who, uuid4())
    client = Client()
    client.get(reverse("manage_link", args=[links.sign(PURPOSE, made.uuid)]))
    return cookies_of(client)


def staff_session() -> list[dict]:
    client = Client()
    client.force_login(make.staff(Role.EDITOR))
    return cookies_of(client)


def cookies_of(client: Client) -> list[dict]:
    return [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items() if morsel.value]
