"""Artemis edits the rules of law in the admin: each save is a revision, with its history and a preview."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from copro.models import Decision, DutyRule, GlossaryTerm, ModelText


class DutyRuleViewSet(SnippetViewSet):
    model = DutyRule
    icon = "calendar-check"
    list_display = ["title", "clock", "checked_on", "valid_from", "valid_until", "live"]
    list_filter = ["clock", "status", "live"]
    search_fields = ["title", "what", "legal_basis"]


class DecisionViewSet(SnippetViewSet):
    model = Decision
    icon = "tick-inverse"
    list_display = ["title", "article", "fallback", "checked_on", "live"]
    list_filter = ["article", "topic", "live"]
    search_fields = ["title", "wording", "legal_basis"]


class ModelTextViewSet(SnippetViewSet):
    model = ModelText
    icon = "doc-full"
    list_display = ["title", "kind", "topic", "checked_on", "live"]
    list_filter = ["kind", "topic", "live"]
    search_fields = ["title", "text"]


class GlossaryTermViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    list_display = ["term", "checked_on", "live"]
    search_fields = ["term", "meaning"]


class RulesGroup(SnippetViewSetGroup):
    items = (DutyRuleViewSet, DecisionViewSet, ModelTextViewSet, GlossaryTermViewSet)
    menu_icon = "clipboard-list"
    menu_label = _("Rules of co-ownership")
    menu_name = "copro_rules"
    menu_order = 300
