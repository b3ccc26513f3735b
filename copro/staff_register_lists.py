"""The register of co-ownerships as a list, with its filters and its export."""

import django_filters
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from copro.enums import AdviceNeed, SyndicType
from copro.models import CoOwnership, RnicImport
from core.exports import Export, Sheet
from core.staff_lists import SayWhatIsWrong
from core.templatetags.habiter import day_short
from engagement.journal import note_reading
from territory.models import Neighbourhood

LIST_READ = "copro.register.list_read"
SIZES = {"-50": (0, 50), "51-200": (51, 200), "201-": (201, 10**6)}


class CoOwnershipFilters(WagtailFilterSet):
    neighbourhood = django_filters.ModelChoiceFilter(
        label=gettext_lazy("Neighbourhood"), queryset=lambda request: Neighbourhood.objects.all(),
        null_label=pgettext_lazy("neighbourhood", "none"),
    )  # fmt: skip
    syndic_type = django_filters.ChoiceFilter(label=gettext_lazy("Kind of syndic"), choices=SyndicType.choices)
    size = django_filters.ChoiceFilter(
        label=gettext_lazy("Main lots"), method="by_size",
        choices=[("-50", gettext_lazy("50 or less")), ("51-200", gettext_lazy("51 to 200")),
                 ("201-", gettext_lazy("more than 200"))],
    )  # fmt: skip
    need = django_filters.ChoiceFilter(
        label=pgettext_lazy("advice", "Need"), method="by_need", choices=AdviceNeed.choices
    )

    class Meta:
        model = CoOwnership
        fields = ["neighbourhood", "syndic_type"]

    def by_size(self, found, name, value):
        least, most = SIZES[value]
        return found.filter(main_lots__gte=least, main_lots__lte=most)

    def by_need(self, found, name, value):
        return found.needing(value)


class CoOwnershipIndexView(SayWhatIsWrong, generic.IndexView):
    page_title = gettext_lazy("Register of co-ownerships")
    any_permission_required = ["add", "change", "delete", "view"]
    filterset_class = CoOwnershipFilters
    search_fields = ["number", "name", "address", "commune", "syndic_name"]
    add_item_label = gettext_lazy("Add a co-ownership")
    paginate_by = 50
    template_name = "copro/staff/register.html"

    def get_base_queryset(self):
        return CoOwnership.objects.select_related("neighbourhood")

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        return queryset.order_by("commune", "address", "id")

    def get_context_data(self, **kwargs):
        note_reading(self.request.user, LIST_READ, CoOwnership)
        return super().get_context_data(**kwargs) | {"query": self.request.GET.urlencode()}

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=gettext_lazy("Co-ownership"), accessor=str, sort_key="name",
                        get_url=CoOwnership.get_admin_url),
            Column("number", label=gettext_lazy("Number"), accessor="number", sort_key="number"),
            Column("main_lots", label=gettext_lazy("Main lots"), accessor="main_lots", sort_key="main_lots"),
            Column("syndic", label=gettext_lazy("Syndic"), accessor=syndic_of),
            Column("neighbourhood", label=gettext_lazy("Neighbourhood"), accessor="neighbourhood"),
            Column("needs", label=gettext_lazy("Needs"), accessor=lambda each: ", ".join(each.need_labels)),
        ]  # fmt: skip


def syndic_of(each: CoOwnership) -> str:
    return (
        f"{each.syndic_name} ({each.get_syndic_type_display()})" if each.syndic_name else each.get_syndic_type_display()
    )


def export(found, chosen: str):
    """Return the register as a file: the same rows as the list, notes on vulnerability left out."""
    headers = [
        _("Number"), _("Name"), _("Address"), _("Postcode"), _("Commune"), _("Neighbourhood"), _("Lots"),
        _("Main lots"), _("Homes"), _("Kind of syndic"), _("Syndic"), _("Built"), _("Needs"),
        _("As the register stood on"),
    ]  # fmt: skip
    lines = (
        [each.number, each.name, each.address, each.postcode, each.commune, each.neighbourhood, each.lots,
         each.main_lots, each.homes, each.get_syndic_type_display(), each.syndic_name, each.built,
         ", ".join(each.need_labels), each.source_date]
        for each in found.iterator(chunk_size=1000)
    )  # fmt: skip
    return Export("registre-coproprietes", Sheet(_("Co-ownerships"), headers, lines)).response(chosen)


class ImportIndexView(generic.IndexView):
    page_title = gettext_lazy("Register files")
    any_permission_required = ["add", "view"]
    add_item_label = gettext_lazy("Read a file")
    paginate_by = 50
    is_searchable = False
    table_classname = "listing hb-list"

    def get_base_queryset(self):
        return RnicImport.objects.select_related("user")

    def order_queryset(self, queryset):
        return super().order_queryset(queryset) if self.is_explicitly_ordered else queryset.order_by("-asked_at", "-id")

    def get_list_buttons(self, instance):
        return []

    @cached_property
    def columns(self):
        return [
            TitleColumn("name", label=gettext_lazy("File"), accessor="name",
                        get_url=lambda each: reverse("rnic_import", args=[each.pk])),
            Column("asked_at", label=gettext_lazy("Asked"), accessor=lambda each: day_short(each.asked_at)),
            Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
            Column("dry", label=gettext_lazy("Written"), accessor=lambda e: _("dry run") if e.is_dry_run else _("yes")),
            Column("rows", label=gettext_lazy("Rows"), accessor="rows"),
            Column("refused", label=gettext_lazy("Refused"), accessor="refused"),
        ]  # fmt: skip
