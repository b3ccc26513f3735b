"""Form fields of an address, `?quartier=sanitas&bailleur=…`: a record by its slug, and leaving it out is an answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from territory.models import Landlord, Neighbourhood


class NeighbourhoodField(forms.ModelChoiceField):
    default_error_messages = {
        "invalid_choice": _("We do not know this neighbourhood. Choose one in the list."),
    }

    def __init__(self, label, empty_label):
        neighbourhoods = Neighbourhood.objects.all()
        super().__init__(neighbourhoods, label=label, empty_label=empty_label, to_field_name="slug", required=False)


class LandlordField(forms.ModelChoiceField):
    default_error_messages = {
        "invalid_choice": _("We do not know this landlord. Choose one in the list."),
    }

    def __init__(self, label, empty_label):
        landlords = Landlord.objects.all()
        super().__init__(landlords, label=label, empty_label=empty_label, to_field_name="slug", required=False)
