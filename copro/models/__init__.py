"""The records of the room: pages of advice, rules of law, requests with their files, the register of co-ownerships."""

from copro.models.pages import AdvicePage, CoproIndexPage, ExperiencePage
from copro.models.register import CoOwnership, CoOwnershipEntry, RnicImport, RnicMapping, VulnerabilityNote
from copro.models.requests import AdviceRequest, AnswerTemplate, RequestDocument, RequestEntry, RequestsLink
from copro.models.rules import Decision, DutyRule, GlossaryTerm, ModelText

__all__ = [
    "AdvicePage",
    "AdviceRequest",
    "AnswerTemplate",
    "CoOwnership",
    "CoOwnershipEntry",
    "CoproIndexPage",
    "Decision",
    "DutyRule",
    "ExperiencePage",
    "GlossaryTerm",
    "ModelText",
    "RequestDocument",
    "RequestEntry",
    "RequestsLink",
    "RnicImport",
    "RnicMapping",
    "VulnerabilityNote",
]
