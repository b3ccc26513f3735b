from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from core import drawings
from core.blocks import NoticeBlock


class MaterialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("thing"), max_length=80)
    note = blocks.CharBlock(label=_("note"), required=False, default="", max_length=160)
    loanable = blocks.BooleanBlock(label=_("can be borrowed"), required=False)

    class Meta:
        icon = "cog"
        label = _("Thing needed")
        template = "guides/blocks/material.html"
        preview_value = {"name": "Clé à molette", "note": "", "loanable": True}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("what to do"), max_length=80, help_text=_("An order, in a few words."))
    text = blocks.TextBlock(label=_("how"), rows=4, help_text=_("One to four short sentences."))
    drawing = blocks.ChoiceBlock(label=_("drawing"), choices=drawings.choices, required=False, default="")
    image = ImageChooserBlock(label=_("or picture"), required=False)
    alt = blocks.CharBlock(label=_("what the drawing shows"), required=False, default="", max_length=160)
    warning = blocks.CharBlock(label=_("warning"), required=False, default="", max_length=240)

    class Meta:
        icon = "list-ol"
        label = _("Step")
        description = _("One gesture, with its picture")
        template = "guides/blocks/step.html"
        preview_value = {
            "title": "Coupez l’eau",
            "text": "Fermez le robinet d’arrêt.",
            "drawing": "event-workshop",
            "image": None,
            "alt": "Une main ferme le robinet",
            "warning": "",
        }


class CallBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("stop when"), max_length=200)
    whom = blocks.CharBlock(label=_("call"), max_length=200)
    phone = blocks.CharBlock(
        label=_("number"), required=False, default="", max_length=20, help_text=_("Only a number that you checked.")
    )
    emergency = blocks.BooleanBlock(label=_("danger of death"), required=False)

    class Meta:
        icon = "mobile-alt"
        label = _("When to call")
        template = "guides/blocks/call.html"
        preview_value = {
            "when": "Le robinet d’arrêt est bloqué",
            "whom": "Votre gardien",
            "phone": "",
            "emergency": False,
        }


class WhoDoesWhatBlock(blocks.StructBlock):
    equipment = blocks.CharBlock(label=_("equipment"), max_length=120)
    tenant = blocks.TextBlock(label=_("tenant"), rows=2, required=False, default="")
    landlord = blocks.TextBlock(label=_("landlord"), rows=2, required=False, default="")
    coownership = blocks.TextBlock(label=_("co-ownership"), rows=2, required=False, default="")
    basis = blocks.CharBlock(label=_("legal basis"), max_length=200)

    class Meta:
        icon = "table"
        label = _("Who does it, who pays")
        template = "guides/blocks/who_does_what.html"
        preview_value = {
            "equipment": "Robinet",
            "tenant": "Joints",
            "landlord": "Robinet usé",
            "coownership": "",
            "basis": "Décret n° 87-712",
        }


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()
    notice = NoticeBlock()
