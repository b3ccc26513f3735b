from wagtail.snippets.models import register_snippet

from copro.staff_rules import RulesGroup

register_snippet(RulesGroup)
