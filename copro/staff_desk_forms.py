"""What an adviser fills in on the screen of a request."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from copro.enums import EntryKind
from copro.models import AdvicePage, AdviceRequest, AnswerTemplate, CoOwnership
from copro.request_forms import FilesFields
from copro.staff_desk_lists import advisers
from core.errors import DomainError

LONGEST = 8000
WRITTEN = [EntryKind.NOTE, EntryKind.CALL, EntryKind.VISIT, EntryKind.MEETING]


class DeskForm(forms.Form):
    """A small form of the screen; a refusal of the domain stands by its field."""

    use_required_attribute = False

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class AssignForm(DeskForm):
    adviser = forms.ModelChoiceField(
        label=_("Adviser"), queryset=AdviceRequest.objects.none(), required=False, empty_label=_("nobody yet")
    )

    def __init__(self, *args, request: AdviceRequest, **kwargs):
        super().__init__(*args, initial={"adviser": request.adviser_id}, **kwargs)
        self.fields["adviser"].queryset = advisers()


class TemplateForm(forms.Form):
    """Which answer template to begin from, in the address."""

    modele = forms.ModelChoiceField(
        label=_("Begin from a template"), queryset=AnswerTemplate.objects.all(), required=False,
        empty_label=_("no template"),
    )  # fmt: skip


class TellForm(FilesFields, DeskForm):
    """An answer or a question, with files. The addresses of the pages chosen are added below the words."""

    text = forms.CharField(
        label=_("Message"), max_length=LONGEST, widget=forms.Textarea({"rows": 10}),
        error_messages={"required": _("Write the message.")},
    )  # fmt: skip
    pages = forms.ModelMultipleChoiceField(
        label=_("Pages to join"), queryset=AdvicePage.objects.none(), required=False,
        widget=forms.SelectMultiple({"size": 6}),
    )  # fmt: skip
    field_order = ["text", "pages", "files", "kept", "batch"]

    def __init__(self, *args, request: AdviceRequest, **kwargs):
        super().__init__(*args, **kwargs)
        pages = AdvicePage.objects.live().filter(locale__language_code=request.language)
        self.fields["pages"].queryset = pages.order_by("title")

    def words(self) -> str:
        pages = [f"{page.title}\n{page.full_url}" for page in self.cleaned_data["pages"]]
        return "\n\n".join([self.cleaned_data["text"].strip(), *pages])


class NoteForm(FilesFields, DeskForm):
    """An internal line, with files that the person who asked never sees."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("entry", "Kind"), choices=[(kind.value, kind.label) for kind in WRITTEN]
    )
    held_on = forms.DateField(
        label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    text = forms.CharField(
        label=_("Text"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write what is to be kept.")},
    )  # fmt: skip
    field_order = ["kind", "held_on", "text", "files", "kept", "batch"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, auto_id="note_%s", **kwargs)  # another form of the screen has a text and files too

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") in (EntryKind.VISIT, EntryKind.MEETING) and not cleaned.get("held_on"):
            self.add_error("held_on", _("Give the day of the visit or of the meeting."))
        return cleaned


class LinkForm(DeskForm):
    co_ownership = forms.CharField(
        label=_("Co-ownership: number of the register"), max_length=12, required=False, strip=True
    )
    duplicate_of = forms.CharField(label=_("Duplicate of: reference"), max_length=12, required=False, strip=True)

    def __init__(self, *args, request: AdviceRequest, **kwargs):
        initial = {
            "co_ownership": request.co_ownership.number if request.co_ownership else request.registration_number,
            "duplicate_of": request.duplicate_of.reference if request.duplicate_of else "",
        }
        super().__init__(*args, initial=initial, **kwargs)

    def clean_co_ownership(self) -> CoOwnership | None:
        number = self.cleaned_data["co_ownership"].upper()
        found = CoOwnership.objects.filter(number=number).first() if number else None
        if number and found is None:
            raise forms.ValidationError(_("The register has no co-ownership of this number."))
        return found

    def clean_duplicate_of(self) -> AdviceRequest | None:
        reference = self.cleaned_data["duplicate_of"].upper()
        found = AdviceRequest.objects.filter(reference=reference).first() if reference else None
        if reference and found is None:
            raise forms.ValidationError(_("No request has this reference."))
        return found
