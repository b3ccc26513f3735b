from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from core import drawings
from core.blocks import NoticeBlock

FILES = ("file", "captions")  # of a film


class SourceKeysBlock(blocks.CharBlock):
    """Keys of the sources of what stands beside it, parted by spaces. No words: nothing to translate."""

    def get_translatable_segments(self, value) -> list:
        return []

    def restore_translated_segments(self, value, segments) -> str:
        return value


def source_keys() -> SourceKeysBlock:
    return SourceKeysBlock(label=_("sources"), required=False, default="", max_length=120)


class MaterialBlock(blocks.StructBlock):
    name = blocks.CharBlock(label=_("thing"), max_length=80)
    note = blocks.CharBlock(label=_("note"), required=False, default="", max_length=160)
    loanable = blocks.BooleanBlock(label=_("can be borrowed"), required=False)

    class Meta:
        icon = "cog"
        label = _("Thing needed")
        description = _("A tool or a part, and whether it can be borrowed")
        template = "guides/blocks/material.html"
        preview_value = {"name": "Clé à molette", "note": "", "loanable": True}


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("what to do"), max_length=80, help_text=_("An order, in a few words."))
    text = blocks.TextBlock(label=_("how"), rows=4, help_text=_("One to four short sentences."))
    drawing = blocks.ChoiceBlock(label=_("drawing"), choices=drawings.choices, required=False, default="")
    image = ImageChooserBlock(label=_("or picture"), required=False)
    alt = blocks.CharBlock(
        label=_("what the drawing shows"),
        required=False,
        default="",
        max_length=160,
        help_text=_("For those who do not see it. Or tick the box below."),
    )
    decorative = blocks.BooleanBlock(label=_("the picture adds nothing to the text"), required=False)
    warning = blocks.CharBlock(
        label=_("warning"),
        required=False,
        default="",
        max_length=240,
        help_text=_("What can hurt or break at this very gesture."),
    )
    sources = source_keys()

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
            "decorative": False,
            "warning": "",
            "sources": "",
        }


class CallBlock(blocks.StructBlock):
    when = blocks.CharBlock(label=_("stop when"), max_length=200)
    whom = blocks.CharBlock(label=_("call"), max_length=200)
    phone = blocks.CharBlock(
        label=_("number"), required=False, default="", max_length=20, help_text=_("Only a number that you checked.")
    )
    emergency = blocks.BooleanBlock(label=_("danger of death"), required=False)
    sources = source_keys()

    class Meta:
        icon = "mobile-alt"
        label = _("When to call")
        description = _("When to stop, and whom to call")
        template = "guides/blocks/call.html"
        preview_value = {
            "when": "Le robinet d’arrêt est bloqué",
            "whom": "Votre gardien",
            "phone": "",
            "emergency": False,
            "sources": "",
        }


class VideoBlock(blocks.StructBlock):
    """A film of ours, played by the browser itself, with captions and a transcript."""

    title = blocks.CharBlock(label=_("title"), max_length=120)
    file = DocumentChooserBlock(label=_("film"), required=False, help_text=_("MP4 or WebM, from the documents."))
    captions = DocumentChooserBlock(
        label=_("captions"), required=False, help_text=_("A WebVTT file (.vtt). Without it the guide is not published.")
    )
    transcript = blocks.TextBlock(
        label=_("transcript"), required=False, default="", rows=6, help_text=_("All that is said and shown, in words.")
    )

    class Meta:
        icon = "media"
        label = _("Film")
        description = _("A film with its captions and its transcript")
        template = "guides/blocks/video.html"
        preview_value = {
            "title": "Changer un joint",
            "file": None,
            "captions": None,
            "transcript": "On ferme l’eau. On dévisse la tête du robinet.",
        }

    def bulk_to_python(self, values):
        """Read the films and their captions in one query: Wagtail takes one for each kind of file."""
        asked = {value.get(name) for value in values for name in FILES} - {None}
        documents = get_document_model().objects.in_bulk(asked) if asked else {}
        films = super().bulk_to_python([{**value, **dict.fromkeys(FILES)} for value in values])
        for film, value in zip(films, values, strict=True):
            film.update({name: documents.get(value.get(name)) for name in FILES})
        return films


class SimplePartBlock(blocks.StructBlock):
    """One thing to know or to do, with its drawing."""

    title = blocks.CharBlock(label=_("title"), max_length=80)
    text = blocks.TextBlock(
        label=_("text"), rows=4, help_text=_("One idea a sentence, one sentence a line, 12 words at most.")
    )
    drawing = blocks.ChoiceBlock(label=_("drawing"), choices=drawings.choices, required=False, default="")
    alt = blocks.CharBlock(label=_("what the drawing shows"), required=False, default="", max_length=160)
    decorative = blocks.BooleanBlock(label=_("the picture adds nothing to the text"), required=False)

    class Meta:
        icon = "pilcrow"
        label = _("Part")
        description = _("A few very short sentences beside a drawing")
        template = "guides/blocks/simple_part.html"
        preview_value = {
            "title": "Coupez l’eau",
            "text": "Cherchez le robinet d’arrêt.\nIl est sous l’évier.\nTournez-le pour le fermer.",
            "drawing": "water-valve-close",
            "alt": "Une main ferme le robinet",
            "decorative": False,
        }


class StepsBlock(blocks.StreamBlock):
    step = StepBlock()
    notice = NoticeBlock()
