"""The real structure of the site: languages, pages, roles, neighbourhoods, landlords, partners, themes.

Run again, it adds what is missing and changes nothing that staff edited.
"""

from datetime import date

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)
from wagtail_localize.models import LocaleSynchronization
from wagtail_localize.synctree import synchronize_tree

from accounts.roles import Role, set_up_roles
from campaigns.models import CampaignIndexPage
from copro.models import CoproIndexPage
from core import drawings
from core.models import Room, SiteSettings, Theme
from events.models import EventIndexPage, SpokenLanguage, SurveyQuestion
from guides.models import GuideIndexPage
from home import translations
from home.models import EverydayWords, HomePage, NeighbourhoodIndexPage, NeighbourhoodPage, PlainPage
from home.prose import to_body
from home.site_files import FILES, read
from territory.models import Commune, ContactPoint, Landlord, Neighbourhood, Partner

CHECKED_ON = date(2026, 11, 22)  # when the facts of home/site were last read
TRANSLATED = ["accueil", "guides", "agenda", "copropriete", "campagnes", "quartiers", "qui-appeler"]


def set_up() -> None:
    words, territory = read(FILES / "home.toml"), read(FILES / "territory.toml")
    set_up_records(territory)
    source = set_up_languages()
    home = set_up_pages(source, words)
    set_up_neighbourhood_pages(home)
    set_up_identity(home, words["site"])
    synchronise_languages(source)
    translations.load_folder(FILES / "translations", TRANSLATED)
    set_up_everyday_words(read(FILES / "synonyms.toml"))
    set_up_rights(home)  # last: rights are given on the pages of every language
    set_up_review()


def set_up_records(territory: dict) -> None:
    for order, each in enumerate(territory["themes"]):
        Theme.objects.get_or_create(slug=each["slug"], defaults=each | {"order": order})
    for order, each in enumerate(territory["rooms"]):
        Room.objects.get_or_create(slug=each["slug"], defaults=each | {"order": order})
    for order, each in enumerate(territory["spoken_languages"]):
        SpokenLanguage.objects.get_or_create(slug=each["slug"], defaults=each | {"order": order})
    for each in territory["communes"]:
        Commune.objects.get_or_create(name=each["name"])
    for each in territory["landlords"]:
        Landlord.objects.get_or_create(slug=each["slug"], defaults=each)
    for each in territory["partners"]:
        Partner.objects.get_or_create(slug=each["slug"], defaults=each)
    for order, each in enumerate(territory["neighbourhoods"]):
        set_up_neighbourhood(each, order)
    if not SurveyQuestion.objects.exists():
        for order, each in enumerate(read(FILES / "survey.toml")["questions"]):
            SurveyQuestion.objects.create(order=order, **each)
    for order, each in enumerate(territory["contacts"]):
        ContactPoint.objects.get_or_create(
            number=each["number"], kind=each["kind"],
            defaults={"label": each["label"], "source": each["source"], "order": order,
                      "checked_on": CHECKED_ON},
        )  # fmt: skip


def set_up_neighbourhood(each: dict, order: int) -> None:
    facts = {
        key: each[key] for key in ("name", "other_names", "is_new_in_2024", "location", "population") if key in each
    }
    defaults = facts | {"commune": Commune.objects.get(name=each["commune"]), "order": order}
    neighbourhood, created = Neighbourhood.objects.get_or_create(slug=each["slug"], defaults=defaults)
    if created:
        neighbourhood.landlords.set(Landlord.objects.filter(slug__in=each.get("landlords", [])))


def set_up_languages() -> Locale:
    for code, _ in settings.LANGUAGES:
        Locale.objects.get_or_create(language_code=code)
    return Locale.objects.get(language_code=settings.LANGUAGE_CODE)


def set_up_pages(source: Locale, words: dict) -> HomePage:
    home = HomePage.objects.filter(locale=source).first() or make_home(source, words)
    for model, slug, title, summary in (
        (GuideIndexPage, "guides", "Guides", "Entretenir, réparer, comprendre : chaque geste pas à pas."),
        (EventIndexPage, "agenda", "Agenda", "Ateliers, chantiers et permanences dans les 13 quartiers."),
        (
            CoproIndexPage,
            "copropriete",
            "Copropriété",
            "Ce que la loi demande, quoi voter, et qui peut vous conseiller.",
        ),
        (CampaignIndexPage, "campagnes", "Campagnes", "Ce que nous faisons ensemble, avec des affiches à imprimer."),
    ):
        if not model.objects.child_of(home).exists():
            page = model(title=title, slug=slug, summary=summary, locale=source)
            page.show_in_menus = model is not CampaignIndexPage  # a fifth entry would break the menu into two lines
            home.add_child(instance=page)
    order = ["a-propos", "qui-appeler", "donnees-personnelles", "accessibilite", "mentions-legales"]
    for slug in order:
        if not PlainPage.objects.child_of(home).filter(slug=slug).exists():
            add_plain_page(home, read(FILES / "pages" / f"{slug}.toml"))
    return home


def set_up_neighbourhood_pages(home: HomePage) -> None:
    """Give every neighbourhood its page, below their list."""
    index = NeighbourhoodIndexPage.objects.child_of(home).first()
    if index is None:
        index = NeighbourhoodIndexPage(
            title="Les quartiers", slug="quartiers", locale=home.locale,
            summary="Ce qui se passe près de chez vous, et qui appeler, dans chacun des 13 quartiers.",
        )  # fmt: skip
        home.add_child(instance=index)
    for neighbourhood in Neighbourhood.objects.exclude(pages__locale=home.locale):
        drawing = f"place-{neighbourhood.slug}"
        index.add_child(
            instance=NeighbourhoodPage(
                title=neighbourhood.name, slug=neighbourhood.slug, neighbourhood=neighbourhood, locale=home.locale,
                drawing=drawing if drawings.read(drawing) else "",
            )
        )  # fmt: skip


def set_up_everyday_words(words: dict) -> None:
    """Add the shipped words of each language that are not there yet; those that staff changed stay."""
    for language, rows in words.items():
        for said, means in rows.items():
            EverydayWords.objects.get_or_create(language=language, said=said, defaults={"means": means})


def make_home(source: Locale, words: dict) -> HomePage:
    """Put our home page in the place of Wagtail's welcome page, and make it the site's root."""
    root = Page.get_first_root_node()
    text = words["home"]
    home = HomePage(
        title=text["title"], slug="accueil", seo_title=text.get("seo_title", ""), lead=text["lead"],
        search_hint=text["search_hint"], copro_text=words["blocks"]["coownership"]["text"], locale=source,
        summary=text["lead"],
    )  # fmt: skip
    root.add_child(instance=home)
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    welcome = site.root_page if site.pk else None
    site.root_page, site.site_name = home, words["site"]["name"]
    site.save()
    if welcome and welcome.pk != home.pk and welcome.content_type.model == "page":
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def add_plain_page(home: HomePage, content: dict) -> None:
    page = PlainPage(
        title=content["title"], slug=content["slug"], summary=content.get("summary", ""), body=to_body(content),
        is_legal=True, show_in_menus=content["slug"] == "qui-appeler", locale=home.locale,
    )  # fmt: skip
    home.add_child(instance=page)


def set_up_identity(home: HomePage, words: dict) -> None:
    site = Site.objects.get(root_page=home)
    SiteSettings.objects.get_or_create(
        site=site,
        defaults={
            "name": words["name"], "authority": words.get("authority", ""),
            "tagline": in_every_language(words, "tagline"), "footer_text": in_every_language(words, "footer_text"),
        },
    )  # fmt: skip


def in_every_language(words: dict, key: str) -> dict[str, str]:
    """Return a text by language: `key` in French, `key_en`, `key_ar` where they are given."""
    texts = {code: words.get(f"{key}_{code}", "") for code, _ in settings.LANGUAGES} | {"fr": words[key]}
    return {code: text for code, text in texts.items() if text}


def set_up_rights(home: HomePage) -> None:
    groups = set_up_roles()
    for page, role, rights in (
        *((page, Role.EDITOR, ("add", "change", "publish")) for page in HomePage.objects.all()),
        *((page, Role.ARTEMIS, ("add", "change", "publish")) for page in CoproIndexPage.objects.all()),
        *((page, Role.FACILITATOR, ("add", "change")) for page in EventIndexPage.objects.all()),
    ):
        for right in rights:
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{right}_page")
            GroupPagePermission.objects.get_or_create(group=groups[role], page=page, permission=permission)
    files = Permission.objects.filter(
        content_type__app_label__in=["core", "wagtailimages", "wagtaildocs"],
        codename__in=[f"{verb}_{model}" for verb in ("add", "change", "choose") for model in
                      ("image", "document", "customimage", "customdocument")],
    )  # fmt: skip
    root = Collection.get_first_root_node()
    for role in (Role.EDITOR, Role.ARTEMIS, Role.FACILITATOR):
        for permission in files:
            GroupCollectionPermission.objects.get_or_create(group=groups[role], collection=root, permission=permission)


def set_up_review() -> None:
    """A guide that somebody may write but not publish is read by a moderator, one of the editors, who publishes it."""
    workflow, created = Workflow.objects.get_or_create(name="Relecture des guides")
    if not created:
        return
    task = GroupApprovalTask.objects.create(name="Relecture par la rédaction")
    task.groups.set(Group.objects.filter(name=Role.EDITOR.value))
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    for index in GuideIndexPage.objects.all():
        WorkflowPage.objects.get_or_create(page=index, defaults={"workflow": workflow})


def synchronise_languages(source: Locale) -> None:
    """Give every page a place in every language: untranslated, it is an alias that shows the source's text."""
    for locale in Locale.objects.exclude(pk=source.pk):
        LocaleSynchronization.objects.get_or_create(locale=locale, defaults={"sync_from": source})
        synchronize_tree(source, locale)
