from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self):
        from wagtail.signals import page_unpublished

        from home import following

        for sender, follow in following.SAVED.items():
            post_save.connect(follow, sender=sender, dispatch_uid=f"home.following.{sender}")
        page_unpublished.connect(following.forget_page, dispatch_uid="home.following.unpublished")
