"""What every room leaves here of a person, how long it is kept, and how it goes: contacts, messages, journal, salts."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from engagement import pseudonyms
from engagement.models import Message, Person, YearlySalt
from engagement.retention import Kind


def forget(people: Iterable[int | None]) -> None:
    """Erase the contacts that nothing holds any more, in any room."""
    held = [relation.name for relation in Person._meta.related_objects if relation.related_name]
    Person.objects.filter(pk__in={pk for pk in people if pk}, **dict.fromkeys(held)).delete()


def erase_messages(pks: list[int]) -> None:
    messages = Message.objects.filter(pk__in=pks)
    people = set(messages.values_list("person", flat=True))
    messages.delete()
    forget(people)


def erase_entries(pks: list[int]) -> None:
    ModelLogEntry.objects.filter(pk__in=pks).delete()


def retention_kinds() -> list[Kind]:
    return [
        Kind(
            slug="engagement.messages", name=_("Messages sent and calls made"), setting="RETENTION_MESSAGE_MONTHS",
            starts=_("after they were due"), erased=_("The message and what the mail server said of it are erased."),
            rows=Message.objects.all, dated_by="due_at", erase=erase_messages,
        ),
        Kind(
            slug="engagement.journal", name=_("Journal of what the team did"), setting="RETENTION_JOURNAL_MONTHS",
            starts=_("after the act"), erased=_("The line of the journal is erased."),
            rows=ModelLogEntry.objects.all, dated_by="timestamp", erase=erase_entries,
        ),
        Kind(
            slug="engagement.salts", name=_("Key of the year’s pseudonyms"), setting="RETENTION_SALT_MONTHS",
            starts=_("after the end of the year"),
            erased=_("The salt is destroyed; the pseudonyms stay for the figures and lead nowhere."),
            rows=lambda: YearlySalt.objects.exclude(salt=""), dated_by="ends_at", erase=pseudonyms.destroy,
        ),
    ]  # fmt: skip
