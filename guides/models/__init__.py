from guides.models.feedback import GuideFeedback
from guides.models.links import LinkCheck
from guides.models.pages import GuideIndexPage, GuidePage, GuideTag, TaggedGuide
from guides.models.repairs import Repair, Source
from guides.models.reviews import ReviewReminder
from guides.models.simple import SimpleApproval, SimpleGuidePage

__all__ = [
    "GuideFeedback",
    "GuideIndexPage",
    "GuidePage",
    "GuideTag",
    "LinkCheck",
    "Repair",
    "ReviewReminder",
    "SimpleApproval",
    "SimpleGuidePage",
    "Source",
    "TaggedGuide",
]
