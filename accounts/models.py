from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role
from territory.models import Landlord


class User(AbstractUser):
    """A member of staff. A resident never has an account."""

    landlord = models.ForeignKey(
        Landlord,
        verbose_name=_("landlord"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("A partner user sees the people of this landlord only."),
    )
    second_factor_at = models.DateTimeField(_("second factor since"), null=True, editable=False)

    def _get_session_auth_hash(self, secret=None):
        """Every session ends when the password or the second factor changes, but the one that changed it."""
        since = self.second_factor_at.timestamp() if self.second_factor_at else ""
        salt = "accounts.models.User.get_session_auth_hash"
        return salted_hmac(salt, f"{self.password}{since}", secret=secret, algorithm="sha256").hexdigest()

    def has_role(self, role: Role) -> bool:
        return any(group.name == role.value for group in self.groups.all())

    @property
    def is_landlord_partner(self) -> bool:
        return not self.is_superuser and self.has_role(Role.LANDLORD)
