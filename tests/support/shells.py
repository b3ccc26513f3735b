"""Every kind of page of the portal, with what hurts a careless one: built once, looked at by many tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page

from accounts.roles import Role
from campaigns.models import CampaignIndexPage, CampaignPage, MaterialFile
from core.models import Theme
from core.styleguide_examples.words import MIXED, WORD, of_200
from events import registration
from events.models import EventIndexPage, EventPage, Session, SpokenLanguage
from events.registration import SignUp
from guides.models import GuideIndexPage, GuidePage, SimpleGuidePage
from home import contents, copro_rules, references, structure, translations
from home.models import HomePage, NeighbourhoodIndexPage, NeighbourhoodPage, PlainPage
from territory.models import Neighbourhood
from tests import factories as make
from tests.campaigns import pages as campaigns
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
    references.load()
    contents.load_guide(structure.read(structure.FILES / "guides" / "robinet-qui-fuit.toml"))
    contents.load_advice(structure.read(structure.FILES / "copro" / "voter-les-travaux.toml"))
    copro_rules.load()
    contents.load_campaign(structure.read(structure.FILES / "campaigns" / "halls-partages.toml"))
    good, crowded = programme()
    hard_guides()
    hard_campaign()
    structure.synchronise_languages(Locale.objects.get(language_code="fr"))
    translations.load_folder(structure.FILES / "translations", ["robinet-qui-fuit"])
    call_command("update_index", verbosity=0)
    shells = Shells(origin)
    add_pages(shells, good, crowded)
    add_views(shells, good, crowded)
    shells.cookies = [*signed_up(good), *asked_for_advice(), *staff_session()]
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
    event.spoken_languages.set(SpokenLanguage.objects.filter(slug__in=["ar", "lsf"]))
    make.held_session(event=event, venue=venue)
    make.session(event=event, venue=venue, status="cancelled", starts_at=make.soon(2))
    make.session(
        event=event, venue=venue, moved_at=make.soon(-1), previous_venue=make.venue(name=MIXED, address=""),
        previous_starts_at=make.soon(4), starts_at=make.soon(5),
    )  # fmt: skip
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
        step, row = guides.step(title=title, text=WORD), guides.repair(equipment=WORD, tenant=title, basis=WORD)
        page = guides.guide(
            title=title, slug=slug, summary=WORD, steps=[step], repairs=[row], calls=[guides.call(whom=title)]
        )
        guides.simple(page, title=title, parts=[guides.part(title=title, text=WORD)])


def hard_campaign() -> None:
    """One that is over, with words that no line holds, and a file that is gone."""
    over = campaigns.campaign(
        title=of_200("Campagne"), slug="finie", message=WORD, contact=MIXED, ends_on=date(2026, 1, 31), all_year=False,
        landlords=[make.landlord(name=WORD)], actions=[campaigns.action(WORD[:80], MIXED)],
    )  # fmt: skip
    MaterialFile.objects.create(material=campaigns.material(over, title={"fr": WORD}, credit=MIXED), label=WORD[:40])


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
        "simple version": SimpleGuidePage.objects.child_of(GuidePage.objects.get(slug="long", **french)).get(),
        "agenda": EventIndexPage.objects.get(**french),
        "event": EventPage.objects.get(event=good.event, **french),
        "event of 200": EventPage.objects.get(slug="atelier-long", **french),
        "campaigns": CampaignIndexPage.objects.get(**french),
        "campaign": CampaignPage.objects.get(slug="halls-partages", **french),
        "campaign over": CampaignPage.objects.get(slug="finie", **french),
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
    for name, query in (("guides chosen", "piece=kitchen&texte=eau"), ("guides refused", "piece=cave&theme=x")):
        shells.addresses[name] = {code: f"{url}?{query}" for code, url in shells.addresses["guides"].items()}
    agenda = shells.addresses["agenda"]
    shells.crowd = EventPage.objects.get(event=crowded.event, **french).get_url()
    for name, query in {
        "agenda of nothing": "?quartier=europe&langue=lsf&au=2020-01-01",
        "agenda with proposals": "?quartier=europe&genre=workshop",
        "agenda of a month": "?vue=mois",
        "agenda of the past": "?vue=archives",
        "agenda asked wrongly": "?vue=mois&mois=0000-13&quartier=nulle-part&du=hier",
    }.items():
        shells.addresses[name] = {code: agenda_url + query for code, agenda_url in agenda.items()}


def add_views(shells: Shells, good: Session, crowded: Session) -> None:
    campaign, gone = (
        CampaignPage.objects.get(slug="finie", locale__language_code="fr"),
        MaterialFile.objects.get(made_as=""),
    )
    for code in LANGUAGES:
        with translation.override(code):
            for name, address in {
                "sheet with errors": reverse("poster", args=[campaign.pk]) + "?format=a3&quartier=mars",
                "file gone": reverse("material_file", args=[gone.pk]),
                "search": reverse("search"),
                "search with results": reverse("search") + "?q=robinet",
                "search misspelt": reverse("search") + "?q=robinnet&type=guide",
                "search in danger": reverse("search") + "?q=gaz",
                "search without results": reverse("search") + f"?q={WORD}",
                "sign-up": reverse("sign_up", args=[good.uuid]),
                "full sign-up": reverse("sign_up", args=[crowded.uuid]),
                "received": reverse("sign_up_received", args=[good.uuid]),
                "signed": reverse("manage"),
                "who pays": reverse("who_does_what") + "?quartier=sanitas&texte=e",
                "who pays refused": reverse("who_does_what") + "?piece=cave&bailleur=x",
                "opinion": reverse("guide_feedback", args=["robinet-qui-fuit"]),
                "opinion given": reverse("guide_feedback_received", args=["robinet-qui-fuit"]),
                "style guide": reverse("style_guide"),
                **copro_views(),
                "advice form": reverse("advice_ask"),
                "advice followed": reverse("advice_follow"),
                "my advice requests": reverse("advice_mine"),
                "advice list sent": reverse("advice_list_sent"),
                "advice list": reverse("advice_list"),
                "advice link unknown": reverse("advice_link", args=["inconnu"]),
                "404": ("" if code == "fr" else f"/{code}") + "/nulle/part/",
            }.items():
                shells.addresses.setdefault(name, {})[code] = address
    registration.register(crowded.pk, SignUp(name="Karim", adults=1, email="karim@example.org"), uuid4())


def copro_views() -> dict[str, str]:
    """The tools of co-ownership: empty, answered, and with every kind of mistake."""
    duties, majority = reverse("copro_obligations"), reverse("copro_majorities")
    return {
        "duties asked": duties,
        "duties of 50 lots": f"{duties}?lots=50&permis=1974&reception=1976&dpe=aucun&plan=projet&impayes=25-plus",
        "duties of nothing known": f"{duties}?lots=",
        "duties with mistakes": f"{duties}?lots={WORD}&permis=2090&reception=1200&dpe=Z&plan_date=2020&ag=x",
        "majority asked": majority,
        "majority counted": f"{majority}?decision=travaux-d-energie&total=1000&pour=400&contre=100",
        "majority with mistakes": f"{majority}?decision=x&total={WORD}&pour=-1",
        "copro models": reverse("copro_models"),
        "copro words": reverse("copro_glossary"),
    }


def signed_up(session: Session) -> list[dict]:
    """Register a household whose name goes both ways; return the cookie that its signed link gives."""
    from engagement import links
    from events.invitations import PURPOSE

    who = SignUp(name=MIXED[:80], adults=2, email="nadia@example.org")
    made = registration.register(session.pk, who, uuid4())
    client = Client()
    client.get(reverse("manage_link", args=[links.sign(PURPOSE, made.uuid)]))
    return cookies_of(client)


def asked_for_advice() -> list[dict]:
    """Make a request for advice with a hard name, a file and an answer; return the cookies that its links give."""
    from copro import request_letters, requests
    from copro.models import RequestsLink
    from tests.copro import asking

    advice = asking.submitted(name=MIXED[:80], message=WORD, building_name=WORD[:120], address=MIXED)
    asking.kept(advice, f"{WORD[:80]}.pdf")
    requests.answer(advice.pk, f"{WORD}\n\n{MIXED}", make.admin(), [asking.kept_apart(f"{WORD[:70]}.pdf")])
    requests.send_list(advice.person.email, "fr")
    client = Client()
    for address in (request_letters.follow_url(advice), request_letters.list_url(RequestsLink.objects.get())):
        client.get(address.removeprefix(settings.SITE_URL))
    return cookies_of(client)


def staff_session() -> list[dict]:
    client = Client()
    client.force_login(make.staff(Role.EDITOR))
    return cookies_of(client)


def cookies_of(client: Client) -> list[dict]:
    return [{"name": name, "value": morsel.value} for name, morsel in client.cookies.items() if morsel.value]
