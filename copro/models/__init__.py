from copro.models.pages import AdvicePage, CoproIndexPage, ExperiencePage
from copro.models.rules import Decision, DutyRule, GlossaryTerm, ModelText

__all__ = ["AdvicePage", "CoproIndexPage", "Decision", "DutyRule", "ExperiencePage", "GlossaryTerm", "ModelText"]
