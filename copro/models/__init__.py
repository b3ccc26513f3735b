"""The records of the room: pages of advice, requests with their files, the register of co-ownerships."""

from copro.models.pages import AdvicePage, CoproIndexPage
from copro.models.register import CoOwnership, CoOwnershipEntry, RnicImport, RnicMapping, VulnerabilityNote
from copro.models.requests import AdviceRequest, AnswerTemplate, RequestDocument, RequestEntry, RequestsLink

__all__ = [
    "AdvicePage",
    "AdviceRequest",
    "AnswerTemplate",
    "CoOwnership",
    "CoOwnershipEntry",
    "CoproIndexPage",
    "RequestDocument",
    "RequestEntry",
    "RequestsLink",
    "RnicImport",
    "RnicMapping",
    "VulnerabilityNote",
]
