"""What the lists of the rooms share in the admin."""

from django.utils.translation import gettext as _
from wagtail.admin import messages


class SayWhatIsWrong:
    """A list whose filters were given a value that does not exist says so, and shows everything."""

    table_classname = "listing hb-list"

    def get_context_data(self, **kwargs):
        if self.filters and not self.filters.is_valid():
            messages.error(self.request, _("One of the filters has an unknown value: it was left out."))
        return super().get_context_data(**kwargs)
