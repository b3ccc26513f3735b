"""The real structure and the samples, loaded once for a module: their rows are taken back when it ends."""

from contextlib import contextmanager

from django.apps import apps
from django.core.cache import cache
from django.db import transaction
from django.test import TestCase

# Not content: sessions, tasks and the audit log are what a run writes about itself, the indexes are what search and
# references make, String and SearchTerm are dictionaries, of all the sentences and words ever met, and the salt of a
# year is drawn for the site when the first pseudonym of that year is asked for.
NOT_CONTENT = {"sessions", "django_tasks_database", "wagtailsearch", "modelsearch"}
LOGS = {
    "wagtailcore.PageLogEntry",
    "wagtailcore.ModelLogEntry",
    "wagtailcore.ReferenceIndex",
    "wagtail_localize.String",
    "home.SearchTerm",
    "engagement.YearlySalt",
}


@contextmanager
def taken_back():
    """Do what stands in the block, with what it leaves for after the commit, then take it back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()


def run(command, **options):
    """Run a management command as from the shell, where every transaction commits."""
    from django.core.management import call_command

    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command(command, verbosity=0, **options)


def dump() -> dict[str, list[tuple]]:
    """Every row of every table of content, by model, each value as text."""
    return {
        model._meta.label: sorted(map(row_of, model._base_manager.order_by()))
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in NOT_CONTENT and model._meta.label not in LOGS and model._meta.managed
    }


def row_of(record) -> tuple[str, ...]:
    # The fields of a parent model are rows of the parent's own table.
    return tuple(field.value_to_string(record) for field in record._meta.local_concrete_fields)


def differences(before: dict, after: dict) -> dict[str, tuple[int, int]]:
    """The models whose rows differ, with how many went and came."""
    return {
        label: (len(set(rows) - set(after[label])), len(set(after[label]) - set(rows)))
        for label, rows in before.items()
        if rows != after[label]
    }
