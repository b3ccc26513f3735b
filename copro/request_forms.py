"""What the public fills in: the request, what is added to it later, the address whose requests are wanted."""

from uuid import UUID, uuid4

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from copro import attachments, retention
from copro.enums import (
    AdviceNeed,
    Arrears,
    BuildingPaper,
    BuiltBand,
    ContactPreference,
    EnergyLabel,
    Heating,
    LotsBand,
    MainResidences,
    Profile,
    Urgency,
)
from copro.models import RequestDocument
from copro.requests import Asking
from copro.uploads import MOST_BYTES, MOST_BYTES_IN_ALL, MOST_FILES
from core.errors import DomainError
from engagement import links
from engagement.forms import ContactFields, StampedForm, WhereFields

BATCH = "advice-files"
UNANSWERED = ("", pgettext_lazy("empty choice", "Choose"))
LONGEST_MESSAGE = 4000


class ManyFilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesFields(forms.Form):
    """Files of a form. They are examined and kept at once, so that a form put right need not choose them again.

    `files` itself is never read as a field: the view gives what came to `take_files`.
    """

    files = forms.Field(
        label=_("Photos or documents"),
        required=False,
        widget=ManyFilesInput({"accept": attachments.ACCEPT, "multiple": True}),
    )
    kept = forms.MultipleChoiceField(
        label=_("Files received: untick what you do not want to send"),
        required=False,
    )
    batch = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["files"].help_text = _(
            "%(count)s files at most, %(one)s MB each, %(all)s MB in all. PDF, JPEG, PNG, WebP, DOCX, XLSX, ODT, ODS."
        ) % {"count": MOST_FILES, "one": MOST_BYTES // 2**20, "all": MOST_BYTES_IN_ALL // 2**20}
        token = self.data.get(self.add_prefix("batch"), "") if self.is_bound else ""
        self.batch_id: UUID | None = links.read(BATCH, token[:200])
        self.offer(RequestDocument.objects.kept(self.batch_id))

    def offer(self, documents) -> None:
        self.documents = {str(document.uuid): document for document in documents}
        self.fields["kept"].widget = forms.CheckboxSelectMultiple() if documents else forms.MultipleHiddenInput()
        self.fields["kept"].choices = [(uuid, document.name) for uuid, document in self.documents.items()]

    def take_files(self, uploads: list, skipped: list[tuple[str, str]]) -> None:
        """Examine and keep what came, tick it, and say what was refused. To be called before anything else."""
        chosen = [uuid for uuid in self.data.getlist(self.add_prefix("kept")) if uuid in self.documents]
        if not uploads and not skipped:
            return
        retention.erase_abandoned()
        batch = self.batch_id or uuid4()
        weight = sum(self.documents[uuid].size for uuid in chosen)
        kept, refusals = attachments.receive(uploads, skipped, batch, MOST_FILES - len(chosen), weight)
        self.data = self.data.copy()
        self.data.setlist(self.add_prefix("kept"), chosen + [str(document.uuid) for document in kept])
        self.data[self.add_prefix("batch")] = links.sign(BATCH, batch)
        self.offer(RequestDocument.objects.kept(batch))
        self.full_clean()
        for refusal in refusals:
            self.add_error("files", refusal.message)

    def clean(self):
        cleaned = super().clean()
        if self.errors.pop("kept", None):  # beside the field by which they can be chosen again
            self.add_error("files", _("A file was kept for an hour only: choose it again."))
        return cleaned

    def chosen_documents(self) -> list[RequestDocument]:
        return [self.documents[uuid] for uuid in self.cleaned_data.get("kept") or []]

    def refuse(self, error: DomainError) -> None:
        """Show a refusal of the domain by its field, with what was typed kept."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


def choose_one(label, choices, **kwargs) -> forms.ChoiceField:
    """An optional question with a drop-down list."""
    return forms.ChoiceField(label=label, choices=[UNANSWERED, *choices.choices], required=False, **kwargs)


class BuildingFields(forms.Form):
    """What the advisers must know of the building, then what helps them."""

    address = forms.CharField(
        label=_("Address of the building"),
        max_length=250,
        widget=forms.TextInput({"autocomplete": "off"}),
        help_text=_("Number, street, postcode and town."),
        error_messages={
            "required": _("Write the address of the building."),
            "max_length": _("Write a shorter address: 250 characters at most."),
        },
    )
    lots = forms.ChoiceField(
        label=_("How many homes does the co-ownership have?"),
        choices=LotsBand,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how many homes there are. An estimate is enough.")},
    )
    building_name = forms.CharField(
        label=_("Name of the building"), max_length=120, required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Write a shorter name: 120 characters at most.")},
    )  # fmt: skip
    registration_number = forms.CharField(
        label=_("Number in the national register of co-ownerships"), max_length=12, required=False,
        widget=forms.TextInput({"autocomplete": "off", "dir": "ltr"}),
        help_text=_("It stands on the summary sheet of the co-ownership and on the syndic’s letters."),
        error_messages={"max_length": _("This number is too long: 12 letters and figures at most.")},
    )  # fmt: skip
    built = choose_one(_("When was it built?"), BuiltBand)
    main_residences = choose_one(_("Homes lived in all year"), MainResidences)
    heating = choose_one(_("Heating"), Heating)
    energy_class = choose_one(_("Collective energy label"), EnergyLabel)
    papers = forms.MultipleChoiceField(
        label=_("Documents that you have"), required=False, choices=BuildingPaper, widget=forms.CheckboxSelectMultiple
    )
    arrears = choose_one(_("Unpaid charges"), Arrears, help_text=_("Never published."))
    next_meeting = forms.DateField(
        label=_("Date of the next general meeting"),
        required=False,
        widget=forms.DateInput({"type": "date", "autocomplete": "off"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write a date, for example 15/06/2027.")},
    )

    def clean_registration_number(self):
        return "".join(self.cleaned_data["registration_number"].split()).upper()

    def clean_next_meeting(self):
        day = self.cleaned_data["next_meeting"]
        if day and not 0 <= (day - timezone.localdate()).days <= 5 * 366:
            raise forms.ValidationError(_("Give a coming date, within five years."))
        return day


class AskForm(FilesFields, BuildingFields, WhereFields, ContactFields, StampedForm):
    """The request: what is required first, the rest in a part that opens."""

    REQUIRED = ["profile", "name", "email", "phone", "address", "lots", "needs", "urgency", "message"]
    HELPFUL = [
        "building_name", "lives_in", "registration_number", "built", "main_residences", "heating", "energy_class",
        "papers", "arrears", "next_meeting", "contact_preference",
    ]  # fmt: skip
    FACTS = [
        "profile", "contact_preference", "building_name", "address", "registration_number", "lots", "built",
        "main_residences", "heating", "energy_class", "papers", "arrears", "next_meeting", "needs", "urgency",
        "message",
    ]  # fmt: skip
    field_order = ["website", "stamp", *REQUIRED, "files", "kept", "batch", *HELPFUL]

    profile = forms.ChoiceField(
        label=_("You are"), choices=[UNANSWERED, *Profile.choices],
        error_messages={"required": _("Choose who you are for the co-ownership.")},
    )  # fmt: skip
    needs = forms.MultipleChoiceField(
        label=_("What do you need advice on?"),
        choices=AdviceNeed,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one subject.")},
    )
    urgency = forms.MultipleChoiceField(
        label=_("Is something urgent?"),
        required=False,
        choices=Urgency,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("In danger now? Call 112 first."),
    )
    message = forms.CharField(
        label=_("Your question"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("A few sentences. Write nothing about anybody’s health."),
        error_messages={"max_length": _("Write a shorter text: 4,000 characters at most.")},
    )
    contact_preference = choose_one(_("How and when do you prefer to be reached?"), ContactPreference)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["lives_in"].required = False
        self.fields["lives_in"].label = _("Neighbourhood of the building")
        self.fields["email"].help_text = _("To get the acknowledgement and the link that follows your request.")

    @property
    def helpful_fields(self):
        return [self[name] for name in self.HELPFUL]

    @property
    def helpful_is_open(self) -> bool:
        """Say whether the optional part must be shown open: something is to be put right, or was answered, in it."""
        return any(self[name].errors or self[name].value() for name in self.HELPFUL)

    def asking(self) -> Asking:
        data = self.cleaned_data
        facts = {name: data[name] for name in self.FACTS} | self.where()
        for name in ("address", "building_name"):
            facts[name] = " ".join(facts[name].split())
        return Asking(
            name=" ".join(data["name"].split()), email=data.get("email") or "", phone=str(data.get("phone") or ""),
            language=get_language() or settings.LANGUAGE_CODE, facts=facts,
        )  # fmt: skip


class AddForm(FilesFields):
    """What is added to a request: words, files, or both."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("Your message"),
        required=False,
        max_length=LONGEST_MESSAGE,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"max_length": _("Write a shorter text: 4,000 characters at most.")},
    )
    field_order = ["text", "files", "kept", "batch"]

    def clean(self):
        cleaned = super().clean()
        if not self.errors and not cleaned.get("text") and not cleaned.get("kept"):
            self.add_error("text", _("Write a message or choose a file."))
        return cleaned


class MyRequestsForm(StampedForm):
    """The e-mail address whose requests are wanted."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "dir": "ltr"}),
        help_text=_("The one that you gave with your requests."),
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This e-mail address is not complete. Example: nadia@example.org."),
        },
    )
