"""The majority helper's GET form: one decision, and the votes of a meeting for those who have them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from copro.enums import Article
from copro.fields import WholeNumberField
from copro.majorities import Ballot
from copro.models import Decision

MOST = 100_000_000  # votes: the largest co-ownerships count in hundreds of thousands


def votes_field(label, help_text="", least: int = 0) -> WholeNumberField:
    return WholeNumberField(
        label=label,
        help_text=help_text,
        required=False,
        min_value=least,
        max_value=MOST,
        error_messages={
            "invalid": _("Write a whole number, for example 550."),
            "min_value": _("Write %(limit_value)s or more."),
            "max_value": _("Write a smaller number."),
        },
    )


class MajorityForm(forms.Form):
    use_required_attribute = False

    decision = forms.ChoiceField(
        label=_("What do you want to decide?"),
        widget=forms.Select({"lang": "fr", "dir": "ltr"}),  # the decisions are in the language of the law
        error_messages={
            "required": _("Choose a decision in the list."),
            "invalid_choice": _("We do not know this decision. Choose one in the list."),
        },
    )
    total = votes_field(_("All the votes of the building (tantièmes)"), _("Often 1,000 or 10,000."), least=1)
    presents = votes_field(_("Votes present, represented or by post"))
    pour = votes_field(_("Votes for"))
    contre = votes_field(_("Votes against"))
    abstention = votes_field(_("Abstentions"))
    membres = votes_field(_("Number of co-owners"), _("For article 26 only."), least=1)
    membres_pour = votes_field(_("Co-owners for"), _("For article 26 only."))

    def __init__(self, *args, decisions: list[Decision], **kwargs):
        super().__init__(*args, **kwargs)
        self.decisions = {decision.key: decision for decision in decisions}
        groups: dict[str, list] = {}
        for decision in decisions:
            groups.setdefault(str(decision.get_topic_display()), []).append((decision.key, decision.title))
        self.fields["decision"].choices = [("", _("Choose a decision")), *groups.items()]

    @classmethod
    def asked(cls, query) -> bool:
        return any(name in query for name in cls.base_fields)

    @property
    def votes(self):
        """The fields of the count, in their order."""
        return [self[name] for name in self.fields if name != "decision"]

    @property
    def has_votes(self) -> bool:
        return any(self.data.get(name, "").strip() for name in self.fields if name != "decision")

    def chosen(self) -> Decision | None:
        """Return the decision asked for, even where the count is wrong."""
        return self.decisions.get(self.data.get("decision", "")) if self.is_bound else None

    def clean(self):
        cleaned = super().clean()
        if self.has_votes and not {"total", "pour"} & set(self.errors):
            for name, message in (
                ("total", _("Give all the votes of the building.")),
                ("pour", _("Give the votes for: 0 if there are none.")),
            ):
                if cleaned.get(name) is None:
                    self.add_error(name, message)
        if not self.errors:
            self.check_sums(cleaned)
        return cleaned

    def check_sums(self, cleaned: dict) -> None:
        cast = sum(cleaned[name] or 0 for name in ("pour", "contre", "abstention"))
        total, present = cleaned["total"], cleaned["presents"]
        if total is None:
            return
        if present is not None and present > total:
            self.add_error("presents", _("There are more votes present than votes in the building."))
        elif cast > total:
            self.add_error("pour", _("For, against and abstentions are together more than all the votes."))
        elif present is not None and cast > present:
            self.add_error("presents", _("For, against and abstentions are together more than the votes present."))
        members, members_for = cleaned["membres"], cleaned["membres_pour"]
        if members_for is not None and members is None:
            self.add_error("membres", _("Give the number of all the co-owners too."))
        elif members is not None and (members_for or 0) > members:
            self.add_error("membres_pour", _("There are more co-owners for than co-owners."))
        elif members is not None and members_for is None and self.is_article_26:
            self.add_error("membres_pour", _("Say how many co-owners were for."))

    @property
    def is_article_26(self) -> bool:
        decision = self.chosen()
        return decision is not None and decision.article == Article.ART_26

    def ballot(self) -> Ballot | None:
        """Return the count, or None where no votes were given; the form must be valid."""
        data = self.cleaned_data
        if data["total"] is None:
            return None
        return Ballot(
            total=data["total"], votes_for=data["pour"], against=data["contre"] or 0,
            members=data["membres"], members_for=data["membres_pour"],
        )  # fmt: skip
