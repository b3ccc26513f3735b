"""The parts of a form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.styleguide import Entry, State
from core.styleguide_examples.words import EMPTY, ERROR, USUAL, WORD, entry, say


class ExampleForm(forms.Form):
    """One field of every kind."""

    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        hints = {"contact": say("Pour vous prévenir d’un changement.", "لإخباركم بأي تغيير.")}
        for name, words in self.labels().items():
            self.fields[name].label = words
            self.fields[name].help_text = hints.get(name, "")
        choices = [("a", say("Locataire", "مستأجر")), ("b", say("Propriétaire", "مالك")), ("c", WORD)]
        for name in ("home", "housing", "needs"):
            self.fields[name].choices = choices

    @staticmethod
    def labels() -> dict[str, str]:
        return {
            "name": say("Votre nom", "اسمكم"),
            "contact": say("Adresse e-mail", "البريد الإلكتروني"),
            "phone": say("Téléphone", "الهاتف"),
            "day": say("Jour", "اليوم"),
            "words": say("Votre message", "رسالتكم"),
            "home": say("Votre logement", "سكنكم"),
            "housing": say("Vous êtes", "صفتكم"),
            "needs": say("Ce qu’il vous faut", "ما تحتاجونه"),
            "agreed": say("J’accepte le règlement", "أوافق على النظام"),
            "file": say("Une photo", "صورة"),
            "adults": say("Adultes", "بالغون"),
            "children": say("Enfants", "أطفال"),
            "babies": say("Bébés", "رضّع"),
        }

    name = forms.CharField()
    contact = forms.EmailField(widget=forms.EmailInput({"autocomplete": "email"}))
    phone = forms.CharField(required=False, widget=forms.TextInput({"type": "tel", "autocomplete": "tel"}))
    day = forms.DateField(required=False, widget=forms.DateInput({"type": "date"}))
    words = forms.CharField(required=False, widget=forms.Textarea)
    home = forms.ChoiceField()
    housing = forms.ChoiceField(widget=forms.RadioSelect)
    needs = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField()
    file = forms.FileField(required=False)
    adults = forms.IntegerField(min_value=1, max_value=10, initial=1)
    children = forms.IntegerField(min_value=0, max_value=10, initial=0)
    babies = forms.IntegerField(min_value=0, max_value=10, initial=0)


class GuardedForm(forms.Form):
    """What a form against robots has, asking for its work."""

    website = forms.CharField(required=False, widget=forms.TextInput({"autocomplete": "off", "tabindex": "-1"}))
    stamp = forms.CharField(widget=forms.HiddenInput, initial="0")
    work = forms.CharField(widget=forms.HiddenInput)
    asks_work, work_bits = True, 1


def example_form(prefix: str, *, sent: bool = False) -> ExampleForm:
    return ExampleForm({"contact": "nadia@", "adults": "0"} if sent else None, auto_id=f"sg-{prefix}-%s")


def form_parts() -> list[Entry]:
    return [
        field_entry(),
        field_error_entry(),
        radios_entry(),
        checkboxes_entry(),
        checkbox_entry(),
        party_entry(),
        share_entry(),
        error_summary_entry(),
        entry("against_robots", State(USUAL, {"form": GuardedForm(auto_id="sg-guarded-%s")})),
    ]


def field_entry() -> Entry:
    good, wrong, other = example_form("good"), example_form("wrong", sent=True), example_form("other")
    kinds = ("name", "contact", "phone", "day", "words", "home", "file")
    return entry(
        "field",
        *(State(good[name].label, {"field": good[name]}) for name in kinds),
        State(ERROR, {"field": wrong["contact"]}),
        State(_("Said to be neither required nor optional"), {"field": other["phone"], "optional": False}),
    )


def field_error_entry() -> Entry:
    good = example_form("good")
    return entry(
        "field_error",
        State(ERROR, {"field": example_form("alone", sent=True)["name"]}),
        State(EMPTY, {"field": good["name"]}),
    )


def radios_entry() -> Entry:
    good, wrong, other = example_form("good"), example_form("wrong", sent=True), example_form("other")
    return entry(
        "radios",
        State(USUAL, {"field": good["housing"]}),
        State(_("On one line"), {"field": other["housing"], "inline": True}),
        State(ERROR, {"field": wrong["housing"]}),
    )


def checkboxes_entry() -> Entry:
    good, other = example_form("good"), example_form("other")
    return entry(
        "checkboxes",
        State(USUAL, {"field": good["needs"]}),
        State(_("On one line"), {"field": other["needs"], "inline": True}),
    )


def checkbox_entry() -> Entry:
    good, wrong = example_form("good"), example_form("wrong", sent=True)
    return entry("checkbox", State(USUAL, {"field": good["agreed"]}), State(ERROR, {"field": wrong["agreed"]}))


def party_entry() -> Entry:
    good, wrong, other = example_form("good"), example_form("wrong", sent=True), example_form("other")
    return entry(
        "party",
        State(USUAL, {"fields": [good["adults"], good["children"]]}),
        State(_("Three ages"), {"fields": [other["adults"], other["children"], other["babies"]]}),
        State(ERROR, {"fields": [wrong["adults"], wrong["children"]]}),
    )


def share_entry() -> Entry:
    return entry(
        "share",
        State(USUAL, {"url": "https://habiter.example.org/inscription/", "title": say("Un atelier", "ورشة")}),
    )


def error_summary_entry() -> Entry:
    good, wrong = example_form("good"), example_form("wrong", sent=True)
    return entry("error_summary", State(USUAL, {"form": wrong}), State(EMPTY, {"form": good}))
