"""What search reads: one entry a thing and language, its stems with their weights, and the words of residents.

An inverted index in plain tables: both databases count the same (docs/adr/0012). Written by `home.search_index` only.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel
from wagtail.models import Page

from core.fields import offered_languages
from core.models import CustomDocument
from core.stems import LONGEST
from home.enums import ResultKind
from territory.models import ContactPoint


class SearchEntry(models.Model):
    """A page, a document or somebody to call, as it is found in one language of the portal."""

    language = models.CharField(max_length=8)
    text_language = models.CharField(max_length=8)  # an untranslated page is found with its French text
    kind = models.CharField(max_length=16, choices=ResultKind)
    page = models.OneToOneField(Page, null=True, on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey(CustomDocument, null=True, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(ContactPoint, null=True, on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "language"], name="search_entry_once_a_document"),
            models.UniqueConstraint(fields=["contact", "language"], name="search_entry_once_a_contact"),
        ]

    def __str__(self):
        return self.title


class SearchPosting(models.Model):
    """How much one stem says about one entry."""

    entry = models.ForeignKey(SearchEntry, on_delete=models.CASCADE, related_name="postings", db_index=False)
    language = models.CharField(max_length=8)
    term = models.CharField(max_length=LONGEST)
    weight = models.PositiveSmallIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "term"], name="search_posting_once_a_term")]
        indexes = [models.Index(fields=["language", "term", "entry", "weight"], name="search_posting_covers")]


class SearchTerm(models.Model):
    """The site's own words, for a word that nobody wrote so: each stem with one word that has it."""

    language = models.CharField(max_length=8)
    term = models.CharField(max_length=LONGEST)
    word = models.CharField(max_length=60)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "term"], name="search_term_once_a_language")]


class EverydayWords(models.Model):
    """What residents say, and the words or the page that we have for it."""

    language = models.CharField(_("language"), max_length=8, choices=offered_languages, default="fr")
    said = models.TextField(
        _("what people say"),
        help_text=_("Words or short phrases, parted by commas: murs noirs, taches noires. Accents do not matter."),
    )
    means = models.TextField(
        _("our words"), blank=True, help_text=_("Words of our pages, parted by commas: moisissure, humidité.")
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("page shown first"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Choose the French page: its translations are shown in their language."),
    )

    panels = [FieldPanel("language"), FieldPanel("said"), FieldPanel("means"), PageChooserPanel("page")]

    class Meta:
        ordering = ["language", "said"]
        verbose_name = _("everyday words")
        verbose_name_plural = _("everyday words of search")

    def __str__(self):
        return self.said

    def clean(self):
        super().clean()
        if not self.means.strip() and self.page is None:
            raise ValidationError(_("Write our words for it, or choose the page to show first."))


class SearchMiss(models.Model):
    """How often some words found nothing on one day. No person, no address, no digit: see `home.search_misses`."""

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=8)
    words = models.CharField(_("words"), max_length=80)
    count = models.PositiveIntegerField(_("times"), default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "language", "words"], name="search_miss_once_a_day")]
        verbose_name = _("search that found nothing")
        verbose_name_plural = _("searches that found nothing")

    def __str__(self):
        return self.words
