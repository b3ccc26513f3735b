"""Every change by the team, and every reading of personal data in bulk, leaves a line in the journal, in French."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.log_actions import registry
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts.roles import Role
from copro import requests
from events.models import SurveyQuestion
from tests import factories as make
from tests.accounts.test_second_factor import code_of
from tests.events import test_staff_event_form as event_form
from tests.events.session_posts import household
from tests.events.test_photos import jpeg, media  # noqa: F401
from tests.events.test_survey import typed
from tests.portal import world as worlds
from tests.portal.test_matrix import rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("media"),
    pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning"),
]
NO_NAMES = "shows no personal data"
WAGTAIL = "Wagtail writes its own line"
# What is not written, and why. Everything else in the admin must leave a line.
SILENT = {
    ("figures", "GET"): NO_NAMES, ("figures_sessions", "GET"): NO_NAMES, ("figures_export", "GET"): NO_NAMES,
    ("figures_requests", "GET"): NO_NAMES,
    ("session_cancel", "GET"): NO_NAMES, ("session_survey", "GET"): NO_NAMES, ("survey_tablet", "GET"): NO_NAMES,
    ("activity_events:index", "GET"): NO_NAMES, ("activity_events:index_results", "GET"): NO_NAMES,
    ("activity_events:add", "GET"): NO_NAMES, ("activity_events:edit", "GET"): NO_NAMES,
    ("activity_events:delete", "GET"): NO_NAMES, ("activity_sessions:index", "GET"): NO_NAMES,
    ("activity_sessions:index_results", "GET"): NO_NAMES, ("rights:index", "GET"): "an empty form",
    ("rights:erase", "GET"): "asks first, and tells numbers only",
    ("guide_feedback_report", "GET"): "opinions that nobody signed",
    ("co_ownerships:edit", "GET"): "one building, as the public register has it",
    ("co_ownerships:delete", "GET"): "one building, as the public register has it",
    ("co_ownerships:usage", "GET"): NO_NAMES, ("forget_second_factor", "GET"): "asks first",
    ("second_factor", "GET"): "one’s own",
}  # fmt: skip
SILENT |= dict.fromkeys([(name, "GET") for name in (
    "search_misses", "search_misses_results", "guide_links_report", "start_guide", "session_poster",
    "posting_places:index", "campaign_reach:index", "campaign_reach:export", "advice_statistics:index",
    "rnic_import_new", "rnic_import", "rnic_imports:index", "rnic_imports:index_results", "co_ownerships:add",
    *(f"{space}:{last}" for space in ("answer_templates", "rnic_mappings")
      for last in ("index", "index_results", "add", "edit", "delete", "usage")),
)], NO_NAMES)  # fmt: skip
SILENT |= dict.fromkeys([(f"{space}:{last}", "GET") for space in ("co_ownerships", "answer_templates", "rnic_mappings")
                         for last in ("history", "history_results")], "the journal itself")  # fmt: skip


def coming(world) -> dict:
    return {"pk": world.records["coming"].pk, "registration_id": world.records["booked"].pk}


def counted(world) -> dict:
    return {"attendance": "present", "present_adults": "1", "present_children": "0"}


def photo(world) -> dict:
    answers = {"caption": "Un joint", "credit": "L’équipe", "people_agreed": "on"}
    file = {"photo-file": SimpleUploadedFile("photo.jpg", jpeg())}
    return {f"photo-{name}": value for name, value in answers.items()} | file


def opinion(world) -> dict:
    make.present(session=world.records["session"])
    kinds = ("level", "yes_no", "words")
    return typed([SurveyQuestion.objects.create(text={"fr": kind}, kind=kind, order=n) for n, kind in enumerate(kinds)])


def new_event(world) -> dict:
    return event_form.event() | event_form.rows(event_form.row(world.records["venue"]))


def same_event(world) -> dict:
    return event_form.event(title="Autre titre") | event_form.rows()


def longer_series(world) -> dict:
    series = world.records["series"]
    return {f"extend-{series.pk}-until": series.first_on.isoformat()}


def building(world) -> dict:
    return {"number": "", "address": "2 rue du Test", "commune": "Tours", "syndic_type": "unknown"}


def columns(world) -> dict:
    return {"title": "Autre fichier", "number": "numero", "address": "adresse", "commune": "commune"}


def template(world) -> dict:
    return {"title": "Autre modèle", "text": "Bonjour", "order": "1"}


def register_file(world) -> dict:
    return {"file": SimpleUploadedFile("rnic.csv", b"numero;adresse"), "dry_run": "on"}


def contact(world) -> dict:
    return {"kind": "note", "held_on": "2026-11-22", "text": "Un appel"}


# What a member of the team sends, by address and method: the answers, and other arguments where the usual do not fit.
ACTS: dict[tuple[str, str], Callable] = {
    ("session_screen", "GET"): lambda world: {},
    ("session_mark", "POST"): counted,
    ("session_withdraw", "POST"): lambda world: {},
    ("session_add", "POST"): lambda world: household("add"),
    ("session_walk_in", "POST"): lambda world: household("walk-in"),
    ("session_headcount", "POST"): lambda world: {"heads-adults": "2", "heads-children": "0"},
    ("session_close", "POST"): lambda world: {
        "outcome": "not_held",
        "not_held_because": "weather",
        "reason": "weather",
    },
    ("session_reopen", "POST"): lambda world: {},
    ("session_photo", "POST"): photo,
    ("session_photo_remove", "POST"): lambda world: {},
    ("session_cancel", "POST"): lambda world: {},
    ("session_sheet", "GET"): lambda world: {},
    ("door", "GET"): lambda world: {},
    ("door_tap", "POST"): lambda world: {"tap": world.records["registration"].pk},
    ("door_walk_in", "POST"): lambda world: household("walk-in"),
    ("door_heads", "POST"): lambda world: {"device": uuid4(), "adults": "3", "children": "0"},
    ("session_survey", "POST"): opinion,
    ("survey_tablet", "POST"): opinion,
    ("activity_events:add", "POST"): new_event,
    ("activity_events:edit", "POST"): same_event,
    ("activity_events:delete", "POST"): lambda world: {},
    ("calls_to_make:index", "GET"): lambda world: {},
    ("calls_to_make:called", "POST"): lambda world: {},
    ("failed_messages:index", "GET"): lambda world: {},
    ("failed_messages:resend", "POST"): lambda world: {},
    ("delivery_log:index", "GET"): lambda world: {},
    ("session_offer", "POST"): lambda world: {},
    ("activity_events:extend_series", "POST"): longer_series,
    ("posting_places:index", "POST"): lambda world: {"campaign": world.records["campaign"].pk, "place": "Hall du 3"},
    ("start_guide", "POST"): lambda world: {"kind": "repair"},
    ("advice_requests:index", "GET"): lambda world: {},
    ("advice_requests:index_results", "GET"): lambda world: {},
    ("advice_request", "GET"): lambda world: {},
    ("advice_request_document", "GET"): lambda world: {},
    ("advice_request_assign", "POST"): lambda world: {"adviser": world.users["admin"].pk},
    ("advice_request_take", "POST"): lambda world: {},
    ("advice_request_tell", "POST"): lambda world: {"text": "Oui", "as": "answer"},
    ("advice_request_note", "POST"): contact,
    ("advice_request_link", "POST"): lambda world: {"co_ownership": "AB1234567"},
    ("advice_request_close", "POST"): lambda world: {},
    ("advice_request_reopen", "POST"): lambda world: {},
    ("co_ownerships:index", "GET"): lambda world: {},
    ("co_ownerships:index_results", "GET"): lambda world: {},
    ("co_ownerships_export", "GET"): lambda world: {},
    ("co_ownership", "GET"): lambda world: {},
    ("co_ownership_contact", "POST"): contact,
    ("co_ownership_vulnerability", "POST"): lambda world: {"note-text": "Une note"},
    ("co_ownerships:add", "POST"): building,
    ("co_ownerships:edit", "POST"): building,
    ("co_ownerships:delete", "POST"): lambda world: {},
    ("rnic_import_new", "POST"): register_file,
    ("rnic_import_again", "POST"): lambda world: {},
    ("rnic_import_refusals", "GET"): lambda world: {},
    ("rnic_mappings:add", "POST"): columns,
    ("rnic_mappings:edit", "POST"): columns,
    ("rnic_mappings:delete", "POST"): lambda world: {},
    ("answer_templates:add", "POST"): template,
    ("answer_templates:edit", "POST"): template,
    ("answer_templates:delete", "POST"): lambda world: {},
    ("rights:index", "POST"): lambda world: {"email": "nadia@example.org"},
    ("rights:file", "GET"): lambda world: {},
    ("rights:export", "GET"): lambda world: {"format": "json"},
    ("rights:erase", "POST"): lambda world: {},
    ("purges:index", "GET"): lambda world: {},
    ("purges:export", "GET"): lambda world: {"format": "csv"},
    ("purges:printed", "GET"): lambda world: {},
    ("processing:index", "GET"): lambda world: {},
    ("processing:export", "GET"): lambda world: {"format": "xlsx"},
    ("processing:printed", "GET"): lambda world: {},
    ("second_factor", "POST"): lambda world: {"act": "set", "code": code_of(world.users["admin"])},
    ("forget_second_factor", "POST"): lambda world: {},
}


def offered_before(world) -> dict:
    entry = make.offered(session=world.records["coming"])
    return {"pk": entry.session_id, "registration_id": entry.pk, "answer": "oui"}


def closed_request(world) -> dict:
    requests.close(world.records["advice"].pk, make.admin())
    return {"pk": world.records["advice"].pk}


# Freed or called off before it begins, reopened once closed.
OTHER_ARGUMENTS = {
    "session_withdraw": coming,
    "session_cancel": lambda world: {"pk": world.records["coming"].pk},
    "session_reopen": lambda world: {"pk": make.held_session().pk},
    "session_offer": offered_before,
    "advice_request_reopen": closed_request,
}


def in_the_admin() -> set[tuple[str, str]]:
    staff = {(name, method) for name, method, got in rows() if got["nobody"] == "login"}
    return {each for each in staff if not each[0].startswith(("wagtailsnippets_", "wagtailusers_"))}


def test_every_address_of_the_admin_is_written_in_the_journal_or_silent_on_purpose():
    assert in_the_admin() == {*ACTS} | {*SILENT}
    assert {*ACTS} & {*SILENT} == set()


def test_each_act_leaves_a_line_by_who_did_it(settings):
    settings.FORM_MIN_SECONDS = 0
    for act in ACTS:
        with transaction.atomic():
            status, written = sent(*act)
            transaction.set_rollback(True)
        assert (status in {200, 302}, written) == (True, True), act


def sent(name: str, method: str) -> tuple[int, bool]:
    """Do one act in a world of its own; return the status, and whether the journal has a line of who did it."""
    world, client = worlds.build(), Client()
    client.force_login(user := world.users["admin"])
    arguments = OTHER_ARGUMENTS[name](world) if name in OTHER_ARGUMENTS else world.args(name)
    answers = ACTS[name, method](world)
    response = getattr(client, method.lower())(reverse(name, kwargs=arguments), answers)
    if response.streaming:
        response.getvalue()  # read to its end, a file is closed
    written = any(kind.objects.filter(user=user).exists() for kind in (ModelLogEntry, PageLogEntry))
    return response.status_code, written


def test_every_line_of_ours_is_told_in_french():
    registry.scan_for_actions()
    ours = {name: action for name, action in registry.formatters.items() if not name.startswith("wagtail")}
    with translation.override("en"):
        english = {name: (str(action.label), str(action.message)) for name, action in ours.items()}
    with translation.override("fr"):
        french = {name: (str(action.label), str(action.message)) for name, action in ours.items()}
    assert len(french) > 20
    assert [name for name, words in french.items() if {*words} & {*english[name]}] == []


def test_site_history_shows_acts_of_rights_to_who_administers_and_readings_of_lists_to_the_team(client):
    entry = make.registration(session=make.session())
    admin, facilitator = make.admin(), make.staff(Role.FACILITATOR)
    history = reverse("wagtailadmin_reports:site_history")
    seen = {}
    for user in (facilitator, admin):
        client.force_login(user)
        client.get(reverse("session_screen", args=[entry.session.pk]))
        client.get(reverse("rights:file", args=["contact", entry.person_id]))
    for user in (facilitator, admin):
        client.force_login(user)
        text = client.get(history).text
        seen[user] = ("Liste des noms ouverte" in text, "Dossier d’une personne ouvert" in text)
    assert seen == {facilitator: (True, False), admin: (True, True)}
