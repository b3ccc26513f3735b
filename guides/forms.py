"""Forms of the room: the editor's page form, the opinion of a reader, the catalogue, the table of repairs."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from core.staff_page_forms import PageForm
from engagement.forms import StampedForm
from guides.enums import Answer

EMAIL = re.compile(r"\S@\S|\barobase\b", re.IGNORECASE)
PHONE = re.compile(r"(?:\d[\s.\-/()\u00a0\u202f]*){9,}")  # nine digits or more, however they are grouped


class GuidePageForm(PageForm):
    """A draft may be unfinished; what is published, scheduled or sent for review has no fault left.

    Nor has a draft while it is reviewed: approved from a list, its latest version is published with no form between.
    """

    def _post_clean(self):
        super()._post_clean()  # from here on, the page holds what was typed
        if self.errors or (self.is_deferred_validation and not self.is_reviewed()):
            return
        for field, sentence in self.instance.faults():
            self.add_error(field if field in self.fields else None, sentence)

    def is_reviewed(self) -> bool:
        return self.instance.pk is not None and self.instance.workflow_in_progress


class FeedbackForm(StampedForm):
    """Was this useful? One answer, and one sentence that names nobody."""

    answer = forms.ChoiceField(
        label=_("Was this guide useful?"),
        choices=Answer,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of the three answers."),
            "invalid_choice": _("Choose one of the three answers."),
        },
    )
    sentence = forms.CharField(
        label=_("What is missing, or what helped you?"),
        required=False,
        max_length=280,
        strip=True,
        widget=forms.Textarea({"rows": 3, "autocomplete": "off"}),
        help_text=_("One sentence, 280 characters at most. Write no name, no address, no telephone number."),
        error_messages={"max_length": _("Write a shorter sentence: 280 characters at most.")},
    )

    def clean_sentence(self):
        sentence = " ".join(self.cleaned_data["sentence"].split())
        if EMAIL.search(sentence):
            raise forms.ValidationError(
                _("There is an e-mail address in your sentence. Take it out: we do not keep any.")
            )
        if PHONE.search(sentence):
            raise forms.ValidationError(
                _("There is a telephone number in your sentence. Take it out: we do not keep any.")
            )
        return sentence
