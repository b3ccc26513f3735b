from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("what to do"), max_length=80, help_text=_("An order, in a few words."))
    text = blocks.TextBlock(label=_("how"), rows=3, required=False, default="")

    class Meta:
        icon = "tick"
        label = _("What each can do")
        description = _("One gesture; the first ones stand on the leaflet")
        template = "campaigns/blocks/action.html"
        preview_value = {"title": "Fermez la porte du hall", "text": "Ne la bloquez pas avec un objet."}
