"""The closed vocabulary of the rules of law: what an editor may say of a condition, and nothing else.

Bounds of numbers are inclusive on both sides, and an empty one is no bound. A date "before" is exclusive: the day
itself is no longer before. `copro.conditions` reads these blocks.
"""

from django.core.exceptions import BadRequest, ValidationError
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from copro.enums import EnergyClass, SyndicKind


class LotsBounds(blocks.StructBlock):
    """Least and most lots, both inclusive."""

    lots_least = blocks.IntegerBlock(label=_("lots, at least (inclusive)"), required=False, min_value=0)
    lots_most = blocks.IntegerBlock(label=_("lots, at most (inclusive)"), required=False, min_value=0)

    def clean(self, value):
        cleaned = super().clean(value)
        least, most = cleaned["lots_least"], cleaned["lots_most"]
        if least is not None and most is not None and least > most:
            error = ValidationError(_("The least number of lots is larger than the most."))
            raise StructBlockValidationError(block_errors={"lots_most": error})
        return cleaned


class LotsBlock(LotsBounds):
    reason = blocks.CharBlock(label=_("why not, when it does not hold"), max_length=250)

    class Meta:
        icon = "home"
        label = _("Lots between")


class PermitBeforeBlock(blocks.StructBlock):
    day = blocks.DateBlock(label=_("permit applied for before (this day excluded)"))
    reason = blocks.CharBlock(label=_("why not, when it does not hold"), max_length=250)

    class Meta:
        icon = "date"
        label = _("Permit before")


class SyndicBlock(blocks.StructBlock):
    kinds = blocks.MultipleChoiceBlock(label=_("syndic"), choices=SyndicKind.choices)
    reason = blocks.CharBlock(label=_("why not, when it does not hold"), max_length=250)

    class Meta:
        icon = "user"
        label = _("Kind of syndic")


class ArrearsBlock(blocks.StructBlock):
    percent = blocks.IntegerBlock(label=_("unpaid, at least (per cent, inclusive)"), min_value=0, max_value=100)
    large_from = blocks.IntegerBlock(
        label=_("a building is large from so many lots (inclusive)"), required=False, min_value=0
    )
    large_percent = blocks.IntegerBlock(
        label=_("unpaid there, at least (per cent, inclusive)"),
        required=False,
        min_value=0,
        max_value=100,
    )
    reason = blocks.CharBlock(label=_("why not, when it does not hold"), max_length=250)

    class Meta:
        icon = "warning"
        label = _("Unpaid charges, at least")


class NoNeedBlock(blocks.StructBlock):
    reason = blocks.CharBlock(label=_("why the duty falls"), max_length=250)

    class Meta:
        icon = "minus"
        label = _("Not when a global diagnosis finds no need")


class ToCheckBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("what nobody but the reader can check"), max_length=250)

    class Meta:
        icon = "help"
        label = _("To be checked by the reader")


class WholeStream(blocks.StreamBlock):
    """A stream that comes from a form whole, or not at all: Wagtail counts on fields that a torn form may lack."""

    def value_from_datadict(self, data, files, prefix):
        try:
            return super().value_from_datadict(data, files, prefix)
        except (MultiValueDictKeyError, ValueError) as error:
            raise BadRequest(f"The blocks of {prefix} are not whole.") from error


class ConditionsBlock(WholeStream):
    """All must hold."""

    lots = LotsBlock()
    permit_before = PermitBeforeBlock()
    syndic = SyndicBlock()
    arrears = ArrearsBlock()
    no_need = NoNeedBlock()
    to_check = ToCheckBlock()


class BandBlock(LotsBounds):
    """From when a duty holds for buildings of a size or a class."""

    classes = blocks.MultipleChoiceBlock(label=_("energy classes"), choices=EnergyClass.choices, required=False)
    day = blocks.DateBlock(label=_("from this day (inclusive)"))

    class Meta:
        icon = "date"
        label = _("Date of entry into force")


class BandsBlock(WholeStream):
    """Where two bands fit a building, the text is ambiguous: the earlier date is shown, and it is said."""

    band = BandBlock()
