from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoproConfig(AppConfig):
    name = "copro"
    verbose_name = _("Copro")
