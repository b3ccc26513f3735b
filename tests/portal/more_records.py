"""One record of each room that the small world shows besides its sessions: advice, guides, campaigns, short lists."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile

from campaigns.enums import MaterialKind
from campaigns.models import Material, MaterialFile
from copro.enums import Article, Clock, ModelKind, Topic
from copro.models import (
    AnswerTemplate,
    CoOwnership,
    Decision,
    DutyRule,
    GlossaryTerm,
    ModelText,
    RequestsLink,
    RnicImport,
    RnicMapping,
    VulnerabilityNote,
)
from engagement.short_links import link_to
from events.models import Event, ReminderRule, SchoolHoliday, Series, SpokenLanguage
from guides.models import Source
from guides.models.simple import SimpleApproval
from home.models import EverydayWords
from tests import factories as make
from tests.campaigns import pages as campaign_pages
from tests.copro import asking
from tests.guides import pages as guide_pages

LAW = {"legal_basis": "Un texte", "checked_on": date(2026, 11, 22)}


def of_advice() -> dict[str, Any]:
    """A request with a file, the link to somebody's requests, a co-ownership with a note, a register file read."""
    advice = asking.submitted()
    building = CoOwnership.objects.create(number="AB1234567", address="1 rue du Test", commune="Tours")
    VulnerabilityNote.objects.create(co_ownership=building, text="Une note")
    file = {"file": ContentFile(b"x", name="rnic.csv"), "refusals": ContentFile(b"x", name="refus.csv")}
    return {
        "advice": advice, "document": asking.kept(advice), "co_ownership": building,
        "requests_link": RequestsLink.objects.create(person=advice.person, language="fr"),
        "rnic_import": RnicImport.objects.create(name="rnic.csv", is_dry_run=True, **file),
        "answer_template": AnswerTemplate.objects.create(title="Test", text="Bonjour"),
        "rnic_mapping": RnicMapping.objects.create(title="Test"),
    }  # fmt: skip


def of_law() -> dict[str, Any]:
    """One published record of each kind of rule."""
    key, topic = {"key": "essai", **LAW}, Topic.OBLIGATIONS
    made = {
        "dutyrule": DutyRule(title="Un devoir", what="Faire", who="Le syndic", clock=Clock.STANDING, **key),
        "decision": Decision(title="Un vote", topic=topic, article=Article.ART_24, wording="Il est décidé", **key),
        "modeltext": ModelText(title="Un modèle", kind=ModelKind.LETTER, topic=topic, text="Madame,", **key),
        "glossaryterm": GlossaryTerm(term="Tantième", meaning="Une part", **key),
    }
    for record in made.values():
        record.save()
        record.save_revision().publish()
    return made


def of_guides() -> dict[str, Any]:
    guide = guide_pages.guide(slug="joint", steps=[guide_pages.step()])
    approval = {"readers": "Nadia\nKarim", "approved_on": date(2026, 11, 22)}
    return {
        "guide": guide, "repair": guide_pages.repair(), "source": Source.objects.create(key="S0", label="Une source"),
        "simpleapproval": SimpleApproval.objects.create(page=guide_pages.simple(guide), **approval),
    }  # fmt: skip


def of_campaigns() -> dict[str, Any]:
    """A campaign with a sheet made from its text, and a place where it hangs."""
    page = campaign_pages.campaign()
    facts = {"campaign": page, "kind": MaterialKind.POSTER, "title": {"fr": "Affiche"}, "credit": "Habiter"}
    material = Material.objects.create(**facts)
    return {
        "campaign": page, "material": material, "place": link_to(page, None, "Hall du 12"),
        "materialfile": MaterialFile.objects.create(material=material, made_as="a4"),
    }  # fmt: skip


def of_short_lists(event: Event) -> dict[str, Any]:
    """What the team sets now and then, and a rule of dates of an event."""
    hours = {"start": "14:00", "end": "16:00", "count": 4, "capacity": 10, "skips_public_holidays": False}
    return {
        "series": Series.objects.create(event=event, venue=make.venue(), first_on=make.soon(30).date(), **hours),
        "question": make.question(event), "reminderrule": ReminderRule.objects.create(hours=30),
        "everydaywords": EverydayWords.objects.create(said="murs noirs", means="moisissure"),
        "spokenlanguage": SpokenLanguage.objects.first()
        or SpokenLanguage.objects.create(slug="fr", name={"fr": "français"}),
        "schoolholiday": SchoolHoliday.objects.create(
            name="Toussaint", starts_on=date(2027, 10, 16), ends_on=date(2027, 11, 1)
        ),
    }  # fmt: skip
