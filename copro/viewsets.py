from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from copro import staff_statistics
from copro.models import AdviceRequest, AnswerTemplate, CoOwnership, RnicImport, RnicMapping
from copro.staff_desk_lists import RequestIndexView
from copro.staff_register_forms import CoOwnershipForm
from copro.staff_register_lists import CoOwnershipIndexView, ImportIndexView
from core.staff_lists import ReadOnlyViewSet


class RequestURLFinder(ModelAdminURLFinder):
    edit_url_name = "advice_request"


class RequestViewSet(ReadOnlyViewSet):
    model = AdviceRequest
    name = "advice_requests"
    url_prefix = "conseil/demandes"
    icon = "mail"
    menu_label = _("Requests for advice")
    index_view_class = RequestIndexView
    url_finder_class = RequestURLFinder


class CoOwnershipURLFinder(ModelAdminURLFinder):
    edit_url_name = "co_ownership"


class CoOwnershipViewSet(ModelViewSet):
    """The register: its list, the form of one; the screen of one stands beside, at `co_ownership`."""

    model = CoOwnership
    name = "co_ownerships"
    url_prefix = "conseil/coproprietes"
    icon = "home"
    menu_label = _("Register of co-ownerships")
    index_view_class = CoOwnershipIndexView
    url_finder_class = CoOwnershipURLFinder
    copy_view_enabled = False
    inspect_view_enabled = False

    def get_form_class(self, for_update=False):
        return CoOwnershipForm

    def get_index_view_kwargs(self, **kwargs):
        return {"template_name": CoOwnershipIndexView.template_name}


class ImportViewSet(ReadOnlyViewSet):
    model = RnicImport
    name = "rnic_imports"
    url_prefix = "conseil/fichiers-du-registre"
    icon = "upload"
    menu_label = _("Register files")
    index_view_class = ImportIndexView

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(**kwargs) | {"add_url_name": "rnic_import_new"}


class MappingViewSet(ModelViewSet):
    model = RnicMapping
    name = "rnic_mappings"
    url_prefix = "conseil/colonnes-du-registre"
    icon = "table"
    menu_label = _("Columns of register files")
    form_fields = ["title", *RnicMapping.COLUMNS, "communes"]
    copy_view_enabled = False


class AnswerTemplateViewSet(ModelViewSet):
    model = AnswerTemplate
    name = "answer_templates"
    url_prefix = "conseil/modeles-de-reponse"
    icon = "doc-full"
    menu_label = _("Answer templates")
    form_fields = ["title", "text", "order"]
    copy_view_enabled = False


class StatisticsMenuItem(MenuItem):
    def is_shown(self, request):
        return request.user.has_perm("copro.view_advicerequest")


class StatisticsViewSet(ViewSet):
    name = "advice_statistics"
    url_prefix = "conseil/statistiques"
    icon = "chart"
    menu_label = _("Statistics of the requests")
    menu_item_class = StatisticsMenuItem

    @cached_property
    def menu_name(self):
        return self.name

    def get_urlpatterns(self):
        return [path("", staff_statistics.statistics, name="index")]


class AdviceDesk(ViewSetGroup):
    """The advisers' menu. Each line shows to those who have its permission only."""

    menu_label = _("Advice to co-owners")
    menu_name = "advice_desk"
    menu_icon = "group"
    menu_order = 160
    items = (
        RequestViewSet, CoOwnershipViewSet, ImportViewSet, StatisticsViewSet, AnswerTemplateViewSet, MappingViewSet,
    )  # fmt: skip
