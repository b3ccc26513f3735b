"""What the advisers fill in of a co-ownership, and the choice of a register file."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from copro.enums import AdviceNeed
from copro.models import CoOwnership, CoOwnershipEntry, RnicMapping

LONGEST = 8000


class CoOwnershipForm(WagtailAdminModelForm):
    """All columns by hand: an import overwrites those of the national register the next time."""

    needs = forms.MultipleChoiceField(
        label=_("Needs"), choices=AdviceNeed, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CoOwnership
        fields = [
            "number", "name", "address", "postcode", "commune", "neighbourhood", "lots", "main_lots", "homes",
            "syndic_type", "syndic_name", "built", "needs", "events_attended",
        ]  # fmt: skip

    def clean_number(self):
        return "".join((self.cleaned_data["number"] or "").split()).upper() or None


class ContactForm(forms.Form):
    """A contact with a co-ownership: a call, a visit, a meeting, a note."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=pgettext_lazy("entry", "Kind"), choices=[(kind.value, kind.label) for kind in CoOwnershipEntry.KINDS]
    )
    held_on = forms.DateField(
        label=_("Day"), initial=timezone.localdate, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what is to be kept.")},
    )  # fmt: skip


class VulnerabilityForm(forms.Form):
    use_required_attribute = False

    text = forms.CharField(
        label=_("Note on vulnerability"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what is to be kept.")},
    )  # fmt: skip


class ImportForm(forms.Form):
    """A register file. It is read by the worker, and by default only says what it would do."""

    use_required_attribute = False

    file = forms.FileField(
        label=_("CSV file of the national register"), allow_empty_file=False,
        widget=forms.FileInput({"accept": ".csv,.txt"}),
        error_messages={"required": _("Choose a file."), "empty": _("This file is empty.")},
    )  # fmt: skip
    mapping = forms.ModelChoiceField(
        label=_("Columns"), queryset=RnicMapping.objects.all(), required=False,
        empty_label=_("those of the open file of the national register"),
    )  # fmt: skip
    source_date = forms.DateField(
        label=_("As the register stood on"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    dry_run = forms.BooleanField(label=_("Only say what it would change"), required=False, initial=True)
