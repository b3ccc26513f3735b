"""The form that closes a session, and the one that adds a photo to it."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import Theme
from events.closing import Closing
from events.enums import NotHeld, TaxAxis
from events.models import Session
from events.staff_household_forms import ScreenForm
from territory.models import Partner

IN_THE_LIST = {"invalid_choice": _("Choose in the list."), "invalid_pk_value": _("Choose in the list.")}
LARGEST_PHOTO = 25 * 1024 * 1024  # bytes


class ClosingForm(ScreenForm):
    """Held or not and why, what kind of works was done, with whom, a note."""

    outcome = forms.ChoiceField(
        choices=[("held", _("held")), ("not_held", _("not held"))],
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose held or not held."), "invalid_choice": _("Choose held or not held.")},
    )
    others_absent = forms.BooleanField(label=_("The households that are not marked did not come"), required=False)
    works = forms.ModelMultipleChoiceField(
        Theme.objects.filter(is_work=True),
        label=_("Works done"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick nothing if no works were done."),
        error_messages=IN_THE_LIST,
    )
    partners = forms.ModelMultipleChoiceField(
        Partner.objects.all(),
        label=_("Partners who took part"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=IN_THE_LIST,
    )
    tax_axis = forms.TypedChoiceField(
        label=_("Axis of the property tax allowance"),
        choices=[("", pgettext_lazy("empty choice", "None")), *TaxAxis.choices],
        coerce=int,
        empty_value=None,
        required=False,
        error_messages=IN_THE_LIST,
    )
    not_held_because = forms.ChoiceField(
        label=_("If it did not take place, why?"),
        choices=[("", pgettext_lazy("empty choice", "Choose")), *NotHeld.choices],
        required=False,
        error_messages=IN_THE_LIST,
    )
    note = forms.CharField(
        label=_("Note for the team"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What to remember. No name, no health, no family matter."),
        error_messages={"max_length": _("Write a shorter note: 2,000 characters at most.")},
    )

    def __init__(self, data=None, *, session: Session):
        initial = {
            "works": session.works_themes.all(), "partners": session.partners_present.all(),
            "tax_axis": session.tax_axis or session.event.tax_axis, "not_held_because": session.not_held_because,
            "note": session.closing_note,
        }  # fmt: skip
        super().__init__(data, initial=initial)

    def closing(self) -> Closing:
        data = self.cleaned_data
        return Closing(
            held=data["outcome"] == "held", not_held_because=data["not_held_because"], works=data["works"],
            partners=data["partners"], tax_axis=data["tax_axis"], note=data["note"].strip(),
            others_absent=data["others_absent"],
        )  # fmt: skip


class PhotoForm(ScreenForm):
    file = forms.FileField(
        label=_("Photo"),
        widget=forms.FileInput({"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG or WebP, 25 MB at most. Its place and camera are erased."),
        error_messages={"required": _("Choose a photo."), "empty": _("This file is empty. Choose another.")},
    )
    caption = forms.CharField(
        label=_("What one sees"),
        max_length=160,
        help_text=_("Read aloud to who does not see the photo. No name."),
        error_messages={"required": _("Say in a few words what one sees."),
                        "max_length": _("Write a shorter text: 160 characters at most.")},
    )  # fmt: skip
    credit = forms.CharField(
        label=_("Who took it"),
        max_length=120,
        error_messages={"required": _("Say who took the photo."),
                        "max_length": _("Write a shorter text: 120 characters at most.")},
    )  # fmt: skip
    people_agreed = forms.BooleanField(
        label=_("Nobody can be recognised, or everybody agreed in writing"),
        error_messages={"required": _("Without this agreement the photo cannot be kept.")},
    )

    def __init__(self, data=None, files=None, *, session: Session):
        super().__init__(data, files, prefix="photo")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_PHOTO:
            raise forms.ValidationError(_("This photo weighs more than 25 MB. Choose a lighter one."))
        return file
