"""The simple version of a guide, below it, and the record of those who read it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, ExpressionWrapper, OuterRef
from django.db.models.functions import Coalesce, TruncDate
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from core.models import BasePage
from guides import reading
from guides.blocks import SimplePartBlock
from guides.forms import GuidePageForm
from guides.models.repairs import not_in_the_future
from guides.panels import ReadingPanel


class SimpleApproval(models.Model):
    """That named readers concerned read a simple version and understood it: only then may it be called "FALC".

    Their names stay with the team. An approval is of the text that was read: a text published later needs a new one.
    Source of the rule: European method of 2009 (Inclusion Europe, Unapei).
    """

    page = models.ForeignKey(
        "guides.SimpleGuidePage", verbose_name=_("simple version"), on_delete=models.CASCADE, related_name="approvals"
    )
    readers = models.TextField(_("names of the readers"), help_text=_("One a line. Never shown to the public."))
    readers_count = models.PositiveSmallIntegerField(_("how many"), editable=False)
    approved_on = models.DateField(_("approved on"), validators=[not_in_the_future])

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-approved_on", "-id"]
        verbose_name = _("approval of a simple version")
        verbose_name_plural = _("approvals of simple versions")

    def __str__(self):
        return f"{self.page_id}, {self.approved_on}"

    def save(self, *args, **kwargs):
        self.readers_count = len(self.names())
        super().save(*args, **kwargs)

    def clean(self):
        super().clean()
        if not self.names():
            raise ValidationError({"readers": _("Name at least one reader.")})

    def names(self) -> list[str]:
        return [name.strip() for name in self.readers.splitlines() if name.strip()]


def is_approved() -> Exists:
    """Say of each page of a query whether the text that is published was approved, that of its source for an alias."""
    approvals = SimpleApproval.objects.filter(page=Coalesce(OuterRef("alias_of"), OuterRef("pk")))
    published_at = ExpressionWrapper(OuterRef("last_published_at"), output_field=models.DateTimeField())
    return Exists(approvals.filter(approved_on__gte=TruncDate(published_at)))


class SimpleGuidePage(BasePage):
    """One idea a sentence, large type, a drawing a part. It stands below its guide: it moves and goes with it."""

    parts = StreamField([("part", SimplePartBlock())], verbose_name=_("parts"), blank=True)

    base_form_class = GuidePageForm
    max_count_per_parent = 1
    parent_page_types = ["guides.GuidePage"]
    subpage_types: list[str] = []

    content_panels = [*BasePage.content_panels, FieldPanel("parts"), ReadingPanel()]
    search_fields = [*BasePage.search_fields, index.SearchField("parts")]

    class Meta:
        verbose_name = _("simple version of a guide")
        verbose_name_plural = _("simple versions of guides")

    @cached_property
    def has_approval(self) -> bool:
        return SimpleGuidePage.objects.filter(pk=self.pk).values_list(is_approved(), flat=True).get()

    def faults(self) -> list[tuple[str, str]]:
        """What keeps it from being published, as field and sentence."""
        from guides import publishing  # reads the blocks of both kinds of page

        return publishing.faults_of_simple(self)

    def texts(self) -> list[str]:
        return [self.summary, *(f"{part.value['title']}.\n{part.value['text']}" for part in self.parts)]

    def reading_hints(self) -> list[str]:
        return reading.hints(self.texts(), longest=reading.SIMPLE_WORDS)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"guide": self.get_parent().specific}
