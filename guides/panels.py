from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel


class ReadingPanel(Panel):
    """What the saved text is like to read, beside the fields. The page gives `reading_hints()`."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Easy to read?")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "guides/staff/reading_panel.html"

        @property
        def hints(self) -> list[str]:
            return self.instance.reading_hints()
