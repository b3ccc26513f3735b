"""The small forms of the session screen: who came, households added by staff, head-count, closing."""

from dataclasses import replace
from uuid import uuid4

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.errors import DomainError
from engagement.enums import Housing, Origin
from engagement.forms import ContactFields, HomeFields, NeedsFields
from engagement.stamps import FormUsed
from events.asked import QuestionFields
from events.enums import AgeBand, Attendance
from events.forms import BANDS, AgesFields, band_field
from events.models import Registration, Session
from events.registration import SignUp, free_seats, too_many
from territory.enums import Whereabouts

MARKS = (Attendance.PRESENT, Attendance.EXCUSED, Attendance.ABSENT)
COUNT = {"inputmode": "numeric", "autocomplete": "off"}
COUNT_ERRORS = {
    "required": _("Write a number, 0 if none."), "invalid": _("Write a number, for example 2."),
    "min_value": _("Write 0 or more."), "max_value": _("Write a smaller number."),
}  # fmt: skip


def count_field(label, maximum: int, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, max_value=maximum, widget=forms.NumberInput(COUNT), error_messages=COUNT_ERRORS,
        required=required,
    )  # fmt: skip


def of_whom() -> dict[str, forms.IntegerField]:
    """Return a field for each band of age, of the children counted in all; left empty, it is nobody."""
    labels = {band.value: _("Of whom %(ages)s") % {"ages": band.label} for band in AgeBand}
    return {band: count_field(label, 2000, required=False) for band, label in labels.items()}


def ages_of(cleaned: dict) -> dict[str, int]:
    return {band: cleaned.get(band) or 0 for band in AgeBand.values}


class ScreenForm(forms.Form):
    use_required_attribute = False

    def refuse(self, error) -> None:
        """Show a refusal of the domain by its field, with what was typed kept."""
        self.add_error(error.field if error.field in self.fields else None, error.message)


class MarkForm(ScreenForm):
    """Present, excused or absent, and how many came: the party unless told otherwise."""

    present_adults = count_field(_("Adults"), 99)
    present_children = count_field(_("Children"), 99)
    attendance = forms.ChoiceField(
        choices=[(mark.value, mark.label) for mark in MARKS], widget=forms.HiddenInput,
        error_messages={"required": _("Choose present, excused or absent."),
                        "invalid_choice": _("Choose present, excused or absent.")},
    )  # fmt: skip

    def __init__(self, data=None, *, registration: Registration):
        came = registration.attendance == Attendance.PRESENT
        initial = {
            "present_adults": registration.present_adults if came else registration.adults,
            "present_children": registration.present_children if came else registration.children,
        }
        super().__init__(data, auto_id=f"r{registration.pk}-%s", initial=initial)
        if data is not None and data.get("attendance") in {Attendance.EXCUSED, Attendance.ABSENT}:
            for name in initial:  # nobody came: the numbers beside the buttons do not matter
                self.fields[name].required = False
                self.fields[name].clean = lambda value: None


PARTY = ["adults", *BANDS, "children", "parent_agrees", "parent_phone"]


class HouseholdForm(AgesFields, HomeFields):
    """What every household added by staff has: a name, a party, where they live; sent twice, it is written once.

    As many people as come, for the team may sign up a group. `children` counts those whose age was not said.
    """

    children = band_field(_("Children, age not said"))
    name = forms.CharField(
        label=_("First name and surname"), max_length=120, widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Write the name, or count the people without a name in the head-count."),
                        "max_length": _("Write a shorter name: 120 characters at most.")},
    )  # fmt: skip
    submission = forms.UUIDField(
        widget=forms.HiddenInput, error_messages={"required": _("This page was incomplete. Send it again."),
                                                  "invalid": _("This page was incomplete. Send it again.")},
    )  # fmt: skip

    def __init__(self, data=None, *, session: Session):
        self.session = session
        initial = {"submission": uuid4, "lives_in": Whereabouts.UNKNOWN, "lives_as": Housing.UNKNOWN}
        super().__init__(data, prefix=self.default_prefix, event=session.event, initial=initial)
        if not BANDS.keys() & self.fields.keys():
            self.fields["children"].label = _("Children under 18")
        self.fields["lives_in"].label = _("Neighbourhood")
        self.fields["lives_as"].label = _("Housing")

    def clean(self):
        cleaned = forms.Form.clean(self)  # not of ContactFields: see AddForm
        self.add_up(cleaned)
        return cleaned

    def refuse(self, error: DomainError) -> None:
        """Show a refusal by its field. A form sent before for another household gets a stamp of its own."""
        if isinstance(error, FormUsed):
            self.data = self.data.copy()
            self.data[self.add_prefix("submission")] = str(uuid4())
        super().refuse(error)

    def sign_up(self, origin: Origin) -> SignUp:
        data = self.cleaned_data
        return SignUp(
            name=" ".join(data["name"].split()), adults=data["adults"], children=data["children"], ages=data["ages"],
            email=data.get("email") or "", phone=str(data.get("phone") or ""), needs=data.get("needs") or [],
            language=settings.LANGUAGE_CODE, origin=origin, parent_phone=str(data.get("parent_phone") or ""),
            **self.home(),
        )  # fmt: skip


class WalkInForm(HouseholdForm):
    """Somebody at the door, in a few taps."""

    default_prefix = "walk-in"
    field_order = ["name", *PARTY, "lives_in", "lives_as", "submission"]

    @property
    def numbers(self) -> list[forms.BoundField]:
        return [*self.party, self["children"]]

    @property
    def others(self) -> list[forms.BoundField]:
        return [self[name] for name in ("parent_agrees", "parent_phone", "lives_in", "lives_as") if name in self.fields]


class AddForm(QuestionFields, HouseholdForm, ContactFields, NeedsFields):
    """A household met by telephone, on paper or through a partner. With no way to reach it only its name is kept.

    The event's questions may be left unasked. The rule of ContactFields, one way to reach it at least, is the public's:
    HouseholdForm.clean leaves it out.
    """

    default_prefix = "add"
    is_for_others = True
    origin = forms.ChoiceField(
        label=_("How it reached us"), initial=Origin.PHONE, widget=forms.RadioSelect,
        choices=[(origin.value, origin.label) for origin in (Origin.PHONE, Origin.PAPER, Origin.PARTNER)],
    )  # fmt: skip
    over_capacity_reason = forms.CharField(
        label=_("Why more people than places"),
        max_length=200,
        required=False,
        help_text=_("Only if it is full and they must come all the same. Kept on record with your name."),
        error_messages={"max_length": _("Write a shorter reason: 200 characters at most.")},
    )
    ASKED_AFTER = ["origin", "name", *PARTY, "phone", "email", "lives_in", "lives_as"]

    def __init__(self, data=None, *, session: Session):
        questions = session.event.questions.select_related("depends_on")
        super().__init__(data, session=session, questions=questions)
        self.order_fields([*self.ASKED_AFTER, *(question.field_name for question in self.questions)])
        self.fields["phone"].help_text = _("The team calls this household when there is no e-mail address.")
        self.fields["email"].help_text = _("The confirmation goes there, with the link to change or cancel.")
        self.fields["needs"].label = _("What they need to take part")
        self.fields["needs"].help_text = _("Erased soon after the session.")

    def clean(self):
        cleaned = super().clean()
        people = (cleaned.get("adults") or 0) + (cleaned.get("children") or 0)
        cleaned["over_capacity_reason"] = (cleaned.get("over_capacity_reason") or "").strip()
        if people and not self.errors and not cleaned["over_capacity_reason"]:
            self.refuse_vain_waiting(people)
        return cleaned

    def sign_up(self, origin: Origin) -> SignUp:
        return replace(super().sign_up(origin), answers=self.answers())

    def refuse_vain_waiting(self, people: int) -> None:
        """Nobody waits for a session that has begun, nor for more places than there will ever be."""
        room = free_seats(self.session) if self.session.is_past else self.session.capacity
        if people > room:
            self.add_error("over_capacity_reason", f"{too_many(room)} {_('Write why they come all the same.')}")


class HeadCountForm(ScreenForm):
    """The people whom this screen counted; each device at the door has a count of its own, which adds to it."""

    adults = count_field(_("Adults"), 2000)
    children = count_field(_("Children"), 2000)

    def __init__(self, data=None, *, session: Session):
        super().__init__(data, prefix="heads", initial=self.counted(session))
        self.fields |= of_whom()

    @staticmethod
    def counted(session: Session) -> dict[str, int]:
        count = session.headcounts.filter(device=session.uuid).first()
        if count is None:
            return {"adults": 0, "children": 0}
        ages = {band: n for band, n in count.children.items() if band}
        return {"adults": count.adults, "children": sum(count.children.values())} | ages

    def ages(self) -> dict[str, int]:
        return ages_of(self.cleaned_data)
