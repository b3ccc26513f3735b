"""The rules of law as records: Artemis edits them, each edit is a revision, each rule has dates of validity."""

from datetime import date

from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from copro.blocks import BandsBlock, ConditionsBlock
from copro.enums import Article, Clock, Fallback, ModelKind, Proof, Topic
from core.enums import Status


class LegalQuerySet(models.QuerySet):
    def in_force(self, day: date):
        """Published rules whose text is valid on a day; both dates of validity are inclusive."""
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        not_over = Q(valid_until=None) | Q(valid_until__gte=day)
        return self.filter(begun & not_over, live=True)


class LegalRecord(PreviewableMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """A statement of law in French, the language of the law, with its basis and the day somebody checked it.

    When a text changes, the old rule gets its last day of validity and a new one with the same key follows it.
    """

    key = models.SlugField(_("identifier"), help_text=_("The same for the versions of one rule."))
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    legal_basis = models.TextField(_("legal basis"))
    source_keys = models.CharField(_("sources"), max_length=255, blank=True)
    checked_on = models.DateField(_("checked on"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_FORCE)
    valid_from = models.DateField(_("valid from"), null=True, blank=True, help_text=_("Inclusive. Empty: always."))
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Inclusive. Empty: for ever."))

    objects = LegalQuerySet.as_manager()

    validity_panels = [
        FieldPanel("legal_basis"),
        FieldRowPanel([FieldPanel("checked_on"), FieldPanel("status"), FieldPanel("source_keys")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_until"), FieldPanel("order")]),
    ]

    class Meta:
        abstract = True
        ordering = ["order", "key"]
        constraints = [
            models.UniqueConstraint(fields=["key", "valid_from"], name="%(app_label)s_%(class)s_version"),
            models.UniqueConstraint(
                fields=["key"], condition=Q(valid_from=None), name="%(app_label)s_%(class)s_first_version"
            ),
        ]

    def clean(self):
        super().clean()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValidationError({"valid_until": _("The last day of validity is before the first one.")})


class Decision(LegalRecord):
    """What a general meeting can be asked to decide, with the majority that the law wants."""

    title = models.CharField(_("decision"), max_length=160)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    article = models.CharField(_("majority"), max_length=10, choices=Article)
    fallback = models.CharField(_("second vote"), max_length=12, choices=Fallback, blank=True)
    wording = models.TextField(_("example of a resolution"))
    note = models.TextField(_("good to know"), blank=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="decision")

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("topic")]),
        FieldPanel("title"),
        FieldRowPanel([FieldPanel("article"), FieldPanel("fallback")]),
        FieldPanel("wording"),
        FieldPanel("note"),
        MultiFieldPanel(LegalRecord.validity_panels, _("Law")),
    ]

    class Meta(LegalRecord.Meta):
        verbose_name = _("decision of a general meeting")
        verbose_name_plural = _("decisions of a general meeting")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        if self.fallback and self.article != Article.ART_25:
            raise ValidationError({"fallback": _("Article 25-1 follows article 25 only.")})

    def get_preview_template(self, request, mode_name):
        return "copro/majority_preview.html"

    def get_preview_context(self, request, mode_name):
        from copro import majorities  # reads decisions

        return super().get_preview_context(request, mode_name) | {"vote": majorities.explain(self)}


class DutyRule(LegalRecord):
    """A duty of co-ownerships: whom it concerns and when, in the closed vocabulary of `copro.blocks`."""

    title = models.CharField(_("duty"), max_length=120)
    what = models.TextField(_("what to do"))
    who = models.CharField(_("who does it"), max_length=200)
    cost = models.TextField(_("what it costs, where it is known"), blank=True)
    clock = models.CharField(_("what sets the date"), max_length=10, choices=Clock)
    months = models.PositiveSmallIntegerField(
        _("months after the end of the accounts or the meeting"), null=True, blank=True
    )
    age_years = models.PositiveSmallIntegerField(
        _("years after completion"), null=True, blank=True, help_text=_("The day of this anniversary is included.")
    )
    renew_years = models.PositiveSmallIntegerField(_("to be renewed after (years)"), null=True, blank=True)
    renew_not_for = models.CharField(
        _("no renewal for these energy classes"),
        max_length=7,
        blank=True,
        validators=[RegexValidator("^[A-G]*$", _("Letters from A to G, without a space."))],
    )
    proof = models.CharField(_("shown as done by"), max_length=6, choices=Proof, blank=True)
    frequency = models.CharField(_("how often, in words"), max_length=120, blank=True)
    bands = StreamField(BandsBlock(required=False), verbose_name=_("dates of entry into force"), blank=True)
    outside = models.CharField(_("why not, where no date of entry into force fits"), max_length=250, blank=True)
    ambiguity = models.TextField(_("what to say where two dates fit"), blank=True)
    conditions = StreamField(ConditionsBlock(required=False), verbose_name=_("conditions (all must hold)"), blank=True)
    decisions = ParentalManyToManyField(Decision, verbose_name=_("to be put to the vote"), blank=True)
    advice_slug = models.SlugField(_("advice page (its address)"), blank=True)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="duty_rule")

    panels = [
        FieldPanel("key"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("title", "what", "who", "cost", "frequency", "advice_slug", "decisions")],
            _("In words"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("clock"), FieldPanel("months"), FieldPanel("age_years")]),
                FieldRowPanel([FieldPanel("proof"), FieldPanel("renew_years"), FieldPanel("renew_not_for")]),
                FieldPanel("bands"),
                FieldPanel("outside"),
                FieldPanel("ambiguity"),
                FieldPanel("conditions"),
            ],
            _("When, and for whom"),
        ),
        MultiFieldPanel(LegalRecord.validity_panels, _("Law")),
    ]

    class Meta(LegalRecord.Meta):
        verbose_name = _("duty of co-ownerships")
        verbose_name_plural = _("duties of co-ownerships")

    def __str__(self):
        return self.title

    def clean(self):
        super().clean()
        wanted = {Clock.ACCOUNTS: "months", Clock.MEETING: "months", Clock.ONCE: "proof"}.get(self.clock)
        if wanted and not getattr(self, wanted):
            raise ValidationError({wanted: _("This kind of date needs an answer here.")})

    def get_preview_template(self, request, mode_name):
        return "copro/obligations_preview.html"

    def get_preview_context(self, request, mode_name):
        from copro import obligations  # reads rules

        return super().get_preview_context(request, mode_name) | {"samples": obligations.samples(self)}


class ModelText(LegalRecord):
    """A model to copy: an agenda item, a resolution, a letter, a poster. Its files are made when they are asked for."""

    title = models.CharField(_("title"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=ModelKind)
    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    text = models.TextField(_("text"), help_text=_("What the reader has to fill in stands in square brackets."))
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="model_text")

    panels = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind"), FieldPanel("topic")]),
        FieldPanel("title"),
        FieldPanel("text"),
        MultiFieldPanel(LegalRecord.validity_panels, _("Law")),
    ]

    class Meta(LegalRecord.Meta):
        verbose_name = _("model text")
        verbose_name_plural = _("model texts")

    def __str__(self):
        return self.title

    def get_preview_template(self, request, mode_name):
        return "copro/model_preview.html"


class GlossaryTerm(LegalRecord):
    """A word of co-ownership, explained once; its key is its anchor in the page of words."""

    term = models.CharField(_("word"), max_length=80)
    meaning = models.TextField(_("meaning"))
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="glossary_term")

    panels = [
        FieldPanel("key"),
        FieldPanel("term"),
        FieldPanel("meaning"),
        MultiFieldPanel(LegalRecord.validity_panels, _("Law")),
    ]

    class Meta(LegalRecord.Meta):
        ordering = ["term"]
        verbose_name = _("word of co-ownership")
        verbose_name_plural = _("words of co-ownership")

    def __str__(self):
        return self.term

    def get_preview_template(self, request, mode_name):
        return "copro/glossary_preview.html"
