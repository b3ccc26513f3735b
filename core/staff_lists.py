"""What the lists of the rooms share in the admin."""

from django.urls import path
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.viewsets.model import ModelViewSet


class SayWhatIsWrong:
    """A list whose filters were given a value that does not exist says so, and shows everything."""

    table_classname = "listing hb-list"

    def get_context_data(self, **kwargs):
        if self.filters and not self.filters.is_valid():
            messages.error(self.request, _("One of the filters has an unknown value: it was left out."))
        return super().get_context_data(**kwargs)


class ReadOnlyViewSet(ModelViewSet):
    """A list whose records have a screen of their own, and are changed by its verbs only."""

    def get_urlpatterns(self):
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]

    def get_index_view_kwargs(self, **kwargs):
        return {"template_name": self.index_view_class.template_name}  # the rest is the view's own

    def get_common_view_kwargs(self, **kwargs):
        nowhere = dict.fromkeys(("add_url_name", "edit_url_name", "delete_url_name", "copy_url_name"))
        return super().get_common_view_kwargs(**kwargs) | nowhere
