"""Blocks that several kinds of page use. Optional texts have default="", or wagtail-localize cannot extract them."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from core import drawings, phones

PLAIN = ["bold", "link", "document-link"]


class NoticeBlock(blocks.StructBlock):
    kind = blocks.ChoiceBlock(
        label=_("kind"),
        choices=[("information", _("information")), ("warning", _("warning")), ("danger", _("danger"))],
        default="information",
    )
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=[*PLAIN, "ul"], required=False, default="")

    class Meta:
        icon = "warning"
        label = _("Notice")
        description = _("A few words apart: information, warning or danger")
        template = "components/notice_block.html"
        preview_value = {
            "kind": "warning",
            "title": "Coupez l’eau d’abord",
            "text": "<p>Le robinet est sous l’évier.</p>",
        }


class HeadingBlock(blocks.CharBlock):
    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/heading_block.html"
        preview_value = "Qui paie quoi"


class TextBlock(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "components/text_block.html"
        preview_value = "<p>Un texte court, une idée par phrase.</p>"


@dataclass(frozen=True)
class Cell:
    """One cell: its text, the name of its column, the text of the cell before it in the line."""

    text: str
    column: str
    before: str
    is_phone: bool


class TableValue(blocks.StructValue):
    @property
    def lines(self) -> list[list[Cell]]:
        """The rows cell by cell. A short number is told from other figures by its column, which holds nothing else."""
        rows = [list(zip(row, self["columns"], strict=False)) for row in self["rows"]]
        told = [
            [row[place][0] for row in rows if len(row) > place and row[place][0]]
            for place in range(len(self["columns"]))
        ]
        to_call = [bool(texts) and all(phones.is_phone(text) for text in texts) for texts in told]
        return [
            [
                Cell(text, column, row[place - 1][0] if place else "", bool(text) and to_call[place])
                for place, (text, column) in enumerate(row)
            ]
            for row in rows
        ]


class TableBlock(blocks.StructBlock):
    """A small table of plain texts: the first row of `columns` names the others."""

    caption = blocks.CharBlock(label=_("caption"), max_length=160)
    columns = blocks.ListBlock(blocks.CharBlock(label=_("column"), max_length=80), label=_("columns"), min_num=2)
    rows = blocks.ListBlock(
        blocks.ListBlock(blocks.TextBlock(label=_("cell"), required=False, default="", rows=2)), label=_("rows")
    )

    class Meta:
        icon = "table"
        label = _("Table")
        value_class = TableValue
        description = _("A small table with a caption; it becomes cards on a phone")
        template = "components/table_block.html"
        preview_value = {
            "caption": "Qui fait quoi",
            "columns": ["Locataire", "Bailleur"],
            "rows": [["Joint", "Robinet"]],
        }


class DrawingBlock(blocks.StructBlock):
    name = blocks.ChoiceBlock(label=_("drawing"), choices=drawings.choices)
    alt = blocks.CharBlock(
        label=_("alternative text"),
        required=False,
        default="",
        max_length=160,
        help_text=_("What the drawing shows. Empty: it adds nothing to the text."),
    )

    class Meta:
        icon = "image"
        label = _("Drawing")
        description = _("One of the portal’s own drawings")
        template = "components/drawing_block.html"
        preview_value = {"name": "event-workshop", "alt": "Des voisins autour d’une table"}


class BodyBlock(blocks.StreamBlock):
    """The body of advice, plain and legal pages."""

    heading = HeadingBlock(max_length=120)
    text = TextBlock(features=["h3", "ul", "ol", *PLAIN])
    notice = NoticeBlock()
    table = TableBlock()
    drawing = DrawingBlock()
