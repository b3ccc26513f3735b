from wagtail.users.views.users import UserViewSet

from accounts.forms import StaffCreationForm, StaffEditForm


class StaffViewSet(UserViewSet):
    """Wagtail's own screens of users, with the landlord of a partner user."""

    def get_form_class(self, for_update=False):
        return StaffEditForm if for_update else StaffCreationForm
