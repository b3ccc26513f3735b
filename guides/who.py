"""The table of who does it and who pays, by room and by words, and whom to call about one's own home."""

from dataclasses import dataclass

from django import forms
from django.db.models import Prefetch, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.models import Room
from guides.catalogue import MAX_WORDS, folded
from guides.models import Repair
from guides.models.repairs import each_once
from territory.enums import ContactKind
from territory.fields import LandlordField, NeighbourhoodField
from territory.models import ContactPoint, Landlord, Neighbourhood


class WhoForm(forms.Form):
    use_required_attribute = False

    piece = forms.ModelChoiceField(
        label=_("Room"),
        queryset=Room.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All rooms"),
        error_messages={"invalid_choice": _("We do not know this room. Choose one in the list.")},
    )
    texte = forms.CharField(
        label=_("With these words"),
        required=False,
        max_length=MAX_WORDS,
        strip=True,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Write fewer words: %(limit_value)d characters at most.")},
    )
    quartier = NeighbourhoodField(_("My neighbourhood"), _("I do not say"))
    bailleur = LandlordField(_("My landlord"), _("I do not say"))

    def rows(self) -> list[Repair]:
        """Return the rows that fit, in the reader's language; none while a value is unknown."""
        if not self.is_valid():
            return []
        rows = each_once(Repair.objects.in_language(get_language()).prefetch_related("rooms"))
        room, words = self.cleaned_data["piece"], folded(self.cleaned_data["texte"]).split()
        found = [row for row in rows if room is None or room in row.rooms.all()]
        return [row for row in found if all(word in folded(all_words(row)) for word in words)]

    def contacts(self) -> list["Whom"]:
        if not self.is_valid():
            return []
        return whom_to_call(self.cleaned_data["bailleur"], self.cleaned_data["quartier"])


def all_words(row: Repair) -> str:
    return " ".join([row.equipment, row.tenant, row.landlord, row.coownership, row.exception, row.basis])


@dataclass
class Whom:
    """A landlord, and the numbers of it that somebody checked: none rather than a guess."""

    landlord: Landlord
    points: list[ContactPoint]


def whom_to_call(landlord: Landlord | None, neighbourhood: Neighbourhood | None) -> list[Whom]:
    """Return a landlord's numbers for a neighbourhood; of every landlord there when the reader names none."""
    if landlord is None and neighbourhood is None:
        return []
    checked = ContactPoint.objects.filter(kind=ContactKind.LANDLORD, checked_on__isnull=False).exclude(
        number="", phone="", email=""
    )
    if neighbourhood is not None:
        checked = checked.filter(Q(neighbourhoods=neighbourhood) | Q(neighbourhoods=None)).distinct()
    landlords = Landlord.objects.filter(pk=landlord.pk) if landlord else neighbourhood.landlords.all()
    points = Prefetch("contactpoint_set", queryset=checked, to_attr="checked_points")
    return [Whom(each, each.checked_points) for each in landlords.prefetch_related(points)]
