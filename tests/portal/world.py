"""A small world in which every address of ours has something to show, and the arguments that lead there."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from accounts.models import User
from accounts.roles import Role
from core.models import CustomImage, Room, Theme
from engagement import links
from events.models import SessionPhoto, SurveyTicket
from home.structure import set_up_rights
from territory.models import ContactPoint
from tests import factories as make
from tests.portal import more_records as more

WHO = ("nobody", *(role.name.lower() for role in Role), "admin")


@dataclass
class World:
    """Records by the word that names them in an address, and one user a role."""

    records: dict[str, Any]
    users: dict[str, User | None] = field(default_factory=dict)

    def args(self, name: str) -> dict:
        """Return what an address needs to be written."""
        space, _, last = name.rpartition(":")
        if last in {"list", "list_results", "add", "index", "index_results", "choose", "printed", "preview_on_add"}:
            return {}
        if space.startswith("wagtailsnippets_"):
            return _of_snippet(self.records[space.rpartition("_")[2]], last)
        return OWN.get(space or last, lambda world, last: {})(self, last)

    def url(self, name: str) -> str:
        return reverse(name, kwargs=self.args(name))


def _of_snippet(record, last: str) -> dict:
    if last == "revisions_compare":
        return {"pk": record.pk, "revision_id_a": "earliest", "revision_id_b": "latest"}
    return {"pk": record.pk} | ({"revision_id": record.latest_revision_id} if last.startswith("revisions") else {})


def _of_session(world: World, last: str) -> dict:
    known = {"pk": world.records["session"].pk}
    if last in {"session_mark", "session_withdraw"}:
        known["registration_id"] = world.records["registration"].pk
    if last == "session_offer":
        known |= {"registration_id": world.records["offered"].pk, "answer": "oui"}
    if last == "session_poster":
        known = {"pk": world.records["coming"].pk, "paper": "a4"}
    return known | ({"photo_id": world.records["photo"].pk} if last == "session_photo_remove" else {})


SESSION = ("session_screen", "session_mark", "session_withdraw", "session_add", "session_walk_in", "session_headcount",
           "session_close", "session_reopen", "session_photo", "session_photo_remove", "session_cancel",
           "session_offer", "session_poster", "session_sheet", "door", "door_tap", "door_walk_in",
           "door_heads", "session_survey", "survey_tablet")  # fmt: skip
# Addresses that take the number of one record, by the record.
NUMBERED = {
    "advice": ("advice_request", *(f"advice_request_{verb}" for verb in (
        "assign", "take", "tell", "note", "link", "close", "reopen"))),
    "co_ownership": ("co_ownerships", "co_ownership", "co_ownership_contact", "co_ownership_vulnerability"),
    "rnic_import": ("rnic_import", "rnic_import_again", "rnic_import_refusals"),
    "rnic_mapping": ("rnic_mappings",), "answer_template": ("answer_templates",),
    "campaign": ("poster",), "materialfile": ("material_file",),
}  # fmt: skip
OWN = {name: _of_session for name in SESSION}
OWN |= {
    name: lambda world, last, record=record: {"pk": world.records[record].pk}
    for record, names in NUMBERED.items()
    for name in names
}
OWN |= {
    "activity_events": lambda world, last: {"pk": world.records["series" if last == "extend_series" else "event"].pk},
    "calls_to_make": lambda world, last: {"pk": world.records["call"].pk},
    "failed_messages": lambda world, last: {"pk": world.records["failed"].pk},
    "rights": lambda world, last: {"kind": "contact", "pk": world.records["registration"].person_id},
    "forget_second_factor": lambda world, last: {"pk": world.records["colleague"].pk},
    "wagtailusers_users": lambda world, last: {"pk": world.users["editor"].pk},
    "session_calendar": lambda world, last: {"uuid": world.records["coming"].uuid},
    "sign_up": lambda world, last: {"uuid": world.records["coming"].uuid},
    "sign_up_received": lambda world, last: {"uuid": world.records["coming"].uuid},
    "manage_link": lambda world, last: {"token": links.sign("registration", world.records["booked"].uuid)},
    "survey_link": lambda world, last: {"token": links.sign("survey", world.records["registration"].uuid)},
    "manage_short_link": lambda world, last: {"token": links.sign("registration", world.records["booked"].uuid)},
    "door_code": lambda world, last: {"reference": world.records["registration"].reference},
    "short_link": lambda world, last: {"code": world.records["place"].code},
    "short_link_typed": lambda world, last: {"code": world.records["place"].code},
    "guide_paper": lambda world, last: {"slug": world.records["guide"].slug},
    "guide_feedback": lambda world, last: {"slug": world.records["guide"].slug},
    "guide_feedback_received": lambda world, last: {"slug": world.records["guide"].slug},
    "copro_model_file": lambda world, last: {"key": world.records["modeltext"].key, "extension": "txt"},
    "advice_request_document": lambda world, last: {
        "pk": world.records["advice"].pk,
        "uuid": world.records["document"].uuid,
    },
    "advice_document": lambda world, last: {"uuid": world.records["document"].uuid},
    "advice_open": lambda world, last: {"uuid": world.records["advice"].uuid},
    "advice_link": lambda world, last: {"token": links.sign("advice", world.records["advice"].uuid)},
    "advice_list_link": lambda world, last: {"token": links.sign("advice-list", world.records["requests_link"].uuid)},
}


def build() -> World:
    """A session under way with one household, one to come, a call to make, a failed message, a user of each role."""
    home = make.home_page()
    make.agenda_page()
    landlord = make.landlord()
    event = make.event(landlords=[landlord])
    session = make.session(event=event, starts_at=make.soon(-0.02), capacity=20)
    registration = make.registration(session=session, landlord=landlord, person=make.person())
    SurveyTicket.objects.create(registration=registration)
    coming = make.published_session()
    by_phone = make.registration(session=coming, person=make.person(phone="+33612345678"))
    booked = make.registration(session=coming)
    photo = {"session": session, "image": _image(), "caption": "Un joint", "credit": "Régie", "people_agreed": True}
    records = {
        "session": session, "registration": registration, "coming": coming, "booked": booked,
        "offered": make.offered(session=session, landlord=landlord), "event": (of_dates := make.event()),
        "call": make.message(by_phone), "failed": make.message(booked, state="failed"),
        "photo": SessionPhoto.objects.create(**photo),
        "theme": Theme.objects.first() or Theme.objects.create(slug="eau", name={"fr": "Eau"}),
        "room": Room.objects.first() or Room.objects.create(slug="cuisine", name={"fr": "Cuisine"}),
        "venue": make.venue(), "neighbourhood": make.neighbourhood(), "landlord": make.landlord(),
        "partner": make.partner(), "contactpoint": _contact_point(),
        "colleague": make.staff(second_factor_at=timezone.now()),
    }  # fmt: skip
    records |= more.of_advice() | more.of_law() | more.of_guides() | more.of_campaigns()
    records |= more.of_short_lists(of_dates)
    set_up_rights(home)
    users = {role.name.lower(): make.staff(role, landlord=landlord if role == Role.LANDLORD else None) for role in Role}
    return World(records, {"nobody": None, **users, "admin": make.admin()})


def _image() -> CustomImage:
    return CustomImage.objects.create(title="x", file=get_test_image_file(), is_decorative=True)


def _contact_point() -> ContactPoint:
    return ContactPoint.objects.first() or ContactPoint.objects.create(label={"fr": "Mairie"}, kind="emergency")
