from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from copro.enums import Audience, Topic
from core.blocks import BodyBlock
from core.enums import Status
from core.models import BasePage


class CoproIndexPage(BasePage):
    max_count_per_parent = 1
    parent_page_types = ["home.HomePage"]
    subpage_types = ["copro.AdvicePage"]

    class Meta:
        verbose_name = _("co-ownership section")

    def get_context(self, request, *args, **kwargs):
        pages = AdvicePage.objects.child_of(self).live().select_related("locale", "alias_of__locale")
        return super().get_context(request, *args, **kwargs) | {"pages": pages}


class AdvicePage(BasePage):
    """Advice to co-owners: what a text asks, with its legal basis and the date somebody checked it."""

    topic = models.CharField(_("topic"), max_length=12, choices=Topic)
    for_syndic = models.BooleanField(_("for syndics"), default=True)
    for_council = models.BooleanField(_("for council members"), default=True)
    for_owner = models.BooleanField(_("for co-owners"), default=True)
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.IN_FORCE)
    legal_basis = models.TextField(_("legal basis"), blank=True)
    checked_on = models.DateField(_("checked on"))
    source_keys = models.CharField(_("sources"), max_length=255, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)

    parent_page_types = ["copro.CoproIndexPage"]
    subpage_types: list[str] = []
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("checked_on", overridable=False),
        SynchronizedField("source_keys", overridable=False),
    ]

    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("topic"), FieldPanel("status"), FieldPanel("checked_on")]),
        FieldRowPanel([FieldPanel("for_syndic"), FieldPanel("for_council"), FieldPanel("for_owner")]),
        FieldPanel("legal_basis"),
        FieldPanel("source_keys"),
        FieldPanel("body"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.SearchField("legal_basis")]

    class Meta:
        verbose_name = _("advice to co-owners")

    @property
    def audience(self) -> list[str]:
        """Labels of those it is written for, in the active language."""
        wanted = [
            (Audience.SYNDIC, self.for_syndic),
            (Audience.COUNCIL, self.for_council),
            (Audience.OWNER, self.for_owner),
        ]
        return [str(role.label) for role, is_for in wanted if is_for]
