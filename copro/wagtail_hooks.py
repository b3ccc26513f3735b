from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from copro import staff_desk_views as desk
from copro import staff_register_views as register
from copro.personal_data import personal_data
from copro.retention import retention_kinds
from copro.staff_desk_home import lines_of
from copro.staff_desk_lists import LIST_READ as REQUESTS_READ
from copro.staff_register_lists import LIST_READ as REGISTER_READ
from copro.staff_rules import RulesGroup
from copro.viewsets import AdviceDesk

hooks.register("my_work_lines", lines_of)
hooks.register("retention_kinds", retention_kinds)
hooks.register("personal_data", personal_data)
register_snippet(RulesGroup)


@hooks.register("register_admin_viewset")
def advice_desk():
    return AdviceDesk()


@hooks.register("register_admin_urls")
def admin_urls():
    here, building = "conseil/demandes/<int:pk>/", "conseil/coproprietes/<int:pk>/"
    file = "conseil/fichiers-du-registre/<int:pk>/"
    return [
        path(here, desk.screen, name="advice_request"),
        path(f"{here}confier/", desk.assign, name="advice_request_assign"),
        path(f"{here}prendre/", desk.take, name="advice_request_take"),
        path(f"{here}repondre/", desk.tell, name="advice_request_tell"),
        path(f"{here}noter/", desk.note, name="advice_request_note"),
        path(f"{here}relier/", desk.link, name="advice_request_link"),
        path(f"{here}clore/", desk.close, name="advice_request_close"),
        path(f"{here}rouvrir/", desk.reopen, name="advice_request_reopen"),
        path(f"{here}fichiers/<uuid:uuid>/", desk.document, name="advice_request_document"),
        path("conseil/coproprietes/export/", register.register_export, name="co_ownerships_export"),
        path(building, register.screen, name="co_ownership"),
        path(f"{building}contact/", register.contact, name="co_ownership_contact"),
        path(f"{building}vulnerabilite/", register.vulnerability, name="co_ownership_vulnerability"),
        path("conseil/fichiers-du-registre/nouveau/", register.import_new, name="rnic_import_new"),
        path(file, register.import_screen, name="rnic_import"),
        path(f"{file}encore/", register.import_again, name="rnic_import_again"),
        path(f"{file}refus.csv", register.import_refusals, name="rnic_import_refusals"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions):
    for action, label, message in (
        ("copro.request.received", _("Receive a request for advice"), _("Request for advice received")),
        ("copro.request.added", _("Add to a request for advice"), _("The person who asked added something")),
        (REQUESTS_READ, _("Read the list of requests"), _("List of requests for advice read")),
        ("copro.request.open", _("Open a request for advice"), _("Request for advice opened")),
        ("copro.request.assign", _("Assign a request for advice"), _("Request for advice assigned")),
        ("copro.request.question", _("Ask back"), _("Question sent to the person who asked")),
        ("copro.request.answer", _("Answer a request for advice"), _("Answer sent")),
        ("copro.request.note", _("Write an internal line"), _("Internal line written")),
        ("copro.request.link", _("Link a request for advice"), _("Request for advice linked")),
        ("copro.request.close", _("Close a request for advice"), _("Request for advice closed")),
        ("copro.request.reopen", _("Reopen a request for advice"), _("Request for advice reopened")),
        ("copro.document.read", _("Download a file of a request"), _("File of a request downloaded")),
        (REGISTER_READ, _("Read the list of co-ownerships"), _("List of co-ownerships read")),
        ("copro.register.export", _("Export the register"), _("Register of co-ownerships exported")),
        ("copro.register.contact", _("Write a contact"), _("Contact with a co-ownership written")),
        ("copro.vulnerability.read", _("Read notes on vulnerability"), _("Notes on vulnerability read")),
        ("copro.vulnerability.add", _("Write a note on vulnerability"), _("Note on vulnerability written")),
        ("copro.import.start", _("Import a register file"), _("Import of a register file started")),
        ("copro.import.refusals", _("Download refused rows"), _("Refused rows of a register file downloaded")),
    ):
        actions.register_action(action, label, message)
