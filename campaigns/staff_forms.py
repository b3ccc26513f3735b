from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from campaigns.models import CampaignPage
from core.exports import FORMATS
from core.forms import PeriodForm
from territory.models import Neighbourhood


def campaigns() -> QuerySet:
    """The published campaigns whose sheets can be made, in the source language and as translated."""
    live = CampaignPage.objects.live().filter(alias_of=None).select_related("locale")
    return live.order_by("title", "locale__language_code")


class CampaignField(forms.ModelChoiceField):
    def label_from_instance(self, campaign: CampaignPage) -> str:
        is_source = campaign.locale_id == Locale.get_default().pk
        return campaign.title if is_source else f"{campaign.title} ({campaign.locale.get_display_name()})"


class PlaceForm(forms.Form):
    """A place where a sheet will hang: the words are for the team, the public reads none of them."""

    campaign = CampaignField(
        label=_("Campaign"),
        queryset=CampaignPage.objects.none(),
        error_messages={"invalid_choice": _("This campaign is not published any more. Choose one in the list.")},
    )
    neighbourhood = forms.ModelChoiceField(
        label=_("Neighbourhood"),
        queryset=Neighbourhood.objects.all(),
        required=False,
        empty_label=_("No neighbourhood in particular"),
        error_messages={"invalid_choice": _("We do not know this neighbourhood. Choose one in the list.")},
    )
    place = forms.CharField(
        label=_("Place of posting"),
        max_length=80,
        help_text=_("As “hall of number 12” or “bakery”. No name of a person."),
        error_messages={"required": _("Say where the sheet will hang.")},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["campaign"].queryset = campaigns()


class ExportForm(PeriodForm):
    """One table of the report as a file; a workbook holds both."""

    TABLES = {"telechargements": 0, "visites": 1}

    format = forms.ChoiceField(choices=[(extension, extension) for extension in FORMATS])
    table = forms.ChoiceField(choices=[(name, name) for name in TABLES], required=False)

    def order(self, sheets: list) -> list:
        """Return the sheets with the one that is asked for first: a CSV holds that one only."""
        first = self.TABLES.get(self.cleaned_data["table"], 0)
        return [sheets[first], *sheets[:first], *sheets[first + 1 :]]
