from django.utils.translation import gettext_lazy as _
from wagtail import hooks


@hooks.register("register_log_actions")
def log_actions(actions):
    for action, label, message in (
        ("copro.request.received", _("Receive a request for advice"), _("Request for advice received")),
        ("copro.request.added", _("Add to a request for advice"), _("The person who asked added something")),
        ("copro.request.open", _("Open a request for advice"), _("Request for advice opened")),
        ("copro.request.assign", _("Assign a request for advice"), _("Request for advice assigned")),
        ("copro.request.question", _("Ask back"), _("Question sent to the person who asked")),
        ("copro.request.answer", _("Answer a request for advice"), _("Answer sent")),
        ("copro.request.note", _("Write an internal line"), _("Internal line written")),
        ("copro.request.link", _("Link a request for advice"), _("Request for advice linked")),
        ("copro.request.close", _("Close a request for advice"), _("Request for advice closed")),
        ("copro.request.reopen", _("Reopen a request for advice"), _("Request for advice reopened")),
        ("copro.document.read", _("Download a file of a request"), _("File of a request downloaded")),
        ("copro.register.export", _("Export the register"), _("Register of co-ownerships exported")),
        ("copro.register.contact", _("Write a contact"), _("Contact with a co-ownership written")),
        ("copro.vulnerability.read", _("Read notes on vulnerability"), _("Notes on vulnerability read")),
        ("copro.vulnerability.add", _("Write a note on vulnerability"), _("Note on vulnerability written")),
        ("copro.import.start", _("Import a register file"), _("Import of a register file started")),
    ):
        actions.register_action(action, label, message)
