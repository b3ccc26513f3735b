from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class TerritoryConfig(AppConfig):
    name = "territory"
    verbose_name = _("Territory")

    def ready(self):
        from territory import names

        for signal in (post_save, post_delete):
            signal.connect(names.remember, sender="territory.Neighbourhood", dispatch_uid=f"names-{id(signal)}")
