from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):
    """The form of every page: an older tab does not save over what was saved after it was opened.

    Wagtail refuses so only what it saves by itself (`is_out_of_date` of its view of a page); it lets a button save or
    publish. Here a button is refused once, with all that was typed: the answer holds the newer version's number, so the
    next press is a decision.
    """

    def clean(self):
        cleaned = super().clean()
        latest = self.instance.latest_revision if self.instance.pk else None
        if latest is not None and self.was_opened_before(latest):
            sentence = _(
                "This page was saved on %(when)s, in another tab or by somebody else, after you opened it. What you "
                "typed stands below and is not saved yet. Compare it with the history of the page, then save again: "
                "yours becomes the newest version, the other one stays in the history."
            )
            when = date_format(timezone.localtime(latest.created_at), "DATETIME_FORMAT")
            self.add_error(None, sentence % {"when": when})
        return cleaned

    def was_opened_before(self, latest) -> bool:
        """Say whether the tab knows an older revision than the latest one; unknown where it says nothing."""
        if own := self.data.get("overwrite_revision_id"):  # what this very tab saved by itself
            return own != str(latest.pk)
        loaded = self.data.get("loaded_revision_id"), self.data.get("loaded_revision_created_at")
        return bool(loaded[0]) and loaded != (str(latest.pk), latest.created_at.isoformat())
