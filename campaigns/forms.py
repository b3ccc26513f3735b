from django import forms
from django.utils.translation import gettext_lazy as _

from campaigns.models import CampaignPage
from engagement.models import ShortLink
from engagement.posters import Paper
from engagement.short_links import read_code
from territory.fields import NeighbourhoodField
from territory.models import Neighbourhood


class PosterForm(forms.Form):
    """Which sheet of a campaign, and where it will hang. `lieu` is the code of a place of posting that staff named."""

    use_required_attribute = False

    quartier = NeighbourhoodField(_("Where will it hang?"), _("No neighbourhood in particular"))
    format = forms.ChoiceField(
        label=_("Which sheet?"),
        choices=Paper,
        initial=Paper.A4,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a sheet in the list."),
            "invalid_choice": _("We do not make this sheet. Choose one in the list."),
        },
    )
    lieu = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)

    def __init__(self, campaign: CampaignPage, data=None):
        super().__init__(data)
        self.campaign = campaign

    def offering(self, places: list[Neighbourhood]) -> "PosterForm":
        """Offer these neighbourhoods, which the page has read already, rather than read them again."""
        field = self.fields["quartier"]
        field.choices = [("", field.empty_label), *((place.slug, place.name) for place in places)]
        return self

    def clean(self):
        cleaned = super().clean()
        if typed := cleaned.get("lieu"):
            cleaned["lieu"] = ShortLink.objects.filter(code=read_code(typed), page_id=self.campaign.pk).first()
            if cleaned["lieu"] is None:
                self.add_error(None, _("We do not know this place of posting. Choose a neighbourhood instead."))
        return cleaned
