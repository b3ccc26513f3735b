"""What a device at the door sends: one tap a form, typed by nobody, checked all the same."""

from collections.abc import Callable
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from events.door import Mark, Tap
from events.enums import AgeBand, Attendance
from events.staff_household_forms import count_field, of_whom

MOST = 99


class MarkField(forms.Field):
    """A mark written as "present.2.1": the attendance, adults, children."""

    def to_python(self, value) -> Mark | None:
        text = str(value or "")
        if not text:
            return None
        attendance, _dot, people = text.partition(".")
        numbers = people.split(".")
        if attendance not in Attendance.values or len(numbers) != 2 or not all(map(str.isdecimal, numbers)):
            raise forms.ValidationError(_("This tap cannot be read. Open the page again."))
        adults, children = (int(number[:4]) for number in numbers)
        if max(adults, children) > MOST or (attendance != Attendance.PRESENT and adults + children):
            raise forms.ValidationError(_("This number of people is not possible."))
        return Mark(Attendance(attendance), adults, children)


class TapForm(forms.Form):
    """One household marked by the script of the door: `seen` is what its row showed."""

    uuid = forms.UUIDField()
    household = forms.IntegerField(min_value=1)
    mark = MarkField()
    seen = MarkField()

    def tap(self) -> Tap:
        data = self.cleaned_data
        return Tap(data["uuid"], data["household"], data["mark"], data["seen"])


class PlainTapForm(forms.Form):
    """The same from a page without a script: a row's button, or the household opened. It is new, and applies."""

    tap = forms.IntegerField(min_value=1, required=False)
    household = forms.IntegerField(min_value=1, required=False)
    attendance = forms.ChoiceField(choices=Attendance, required=False)
    adults = forms.IntegerField(min_value=0, max_value=MOST, required=False)
    children = forms.IntegerField(min_value=0, max_value=MOST, required=False)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("tap") and not (cleaned.get("household") and cleaned.get("attendance")):
            raise forms.ValidationError(_("This tap cannot be read. Open the page again."))
        return cleaned

    def tap_of(self, party: Callable[[int], tuple[int, int]]) -> Tap:
        """Return the tap; `party` gives the adults and children announced by a household."""
        data = self.cleaned_data
        household = data["tap"] or data["household"]
        attendance = Attendance.PRESENT if data["tap"] else Attendance(data["attendance"])
        adults, children = party(household) if data["tap"] else (data["adults"] or 0, data["children"] or 0)
        people = (adults, children) if attendance == Attendance.PRESENT else (0, 0)
        return Tap(uuid4(), household, Mark(attendance, *people))


class DoorSearchForm(forms.Form):
    """What the page is narrowed to without a script: a part of a name, or a reference."""

    q = forms.CharField(label=_("Name or reference"), max_length=120, required=False)


class DoorHeadsForm(forms.Form):
    """The people whom one device counted without a name so far."""

    device = forms.UUIDField(widget=forms.HiddenInput)
    adults = count_field(_("Adults"), 2000)
    children = count_field(_("Children"), 2000)

    def __init__(self, data=None):
        super().__init__(data, auto_id="heads-%s", initial={"adults": 0, "children": 0})
        self.fields |= of_whom()

    @property
    def by_age(self) -> list[forms.BoundField]:
        return [self[band] for band in AgeBand.values]
