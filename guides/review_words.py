"""Words of wagtail-periodic-review, which comes in English only: named here, our catalogues translate them."""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Content review overdue"),
    gettext_noop("The following pages are overdue a review, but are still live."),
    gettext_noop("For review this month"),
    gettext_noop("The following live pages are due a review this month."),
    gettext_noop("Periodic review content"),
    gettext_noop("periodic review frequency"),
    gettext_noop("periodic review frequencies"),
    gettext_noop("review frequency"),
    gettext_noop("Last review"),
    gettext_noop("Last reviews"),
    gettext_noop("Last reviewed"),
    gettext_noop("Review due"),
    gettext_noop("Next review due"),
)
