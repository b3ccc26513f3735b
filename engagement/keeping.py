"""What every room leaves here of a person, how long it is kept, and how it goes: contacts, messages, journal, salts."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from core.fields import offered_languages
from engagement import pseudonyms
from engagement.models import Message, Person, YearlySalt
from engagement.retention import Kind
from engagement.rights import Holding, Lines, Subject


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


# What is held of one person


def person_of(record: Model) -> Person | None:
    return record if isinstance(record, Person) else None


def contact_lines(record: Model) -> Lines:
    person = person_of(record)
    if person is None:
        return []
    return [
        {
            _("E-mail"): person.email, _("Telephone"): str(person.phone),
            _("Language"): dict(offered_languages()).get(person.language, person.language),
            _("Known since"): person.created_at,
        }
    ]  # fmt: skip


def erase_contact(record: Model) -> int:
    """Erase the contact and what was written to it. Rooms that hold it have let it go before."""
    person = person_of(record)
    if person is None:
        return 0
    Message.objects.filter(person=person).delete()
    return Person.objects.filter(pk=person.pk).delete()[1].get(Person._meta.label, 0)


def message_lines(record: Model) -> Lines:
    messages = Message.objects.filter(person=person_of(record)) if person_of(record) else Message.objects.none()
    return [
        {
            _("Message"): each.template, _("By"): each.get_channel_display(), _("Due"): each.due_at,
            _("State"): each.get_state_display(), _("Sent"): each.sent_at, _("Error"): each.last_error,
        }
        for each in messages.order_by("due_at", "pk")
    ]  # fmt: skip


def journal_lines(record: Model) -> Lines:
    acts = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(record), object_id=str(record.pk)
    ).order_by("timestamp", "pk")
    return [{_("When"): act.timestamp, _("Act"): str(act.message), _("Number"): act.pk} for act in acts]


def personal_data() -> list[Holding]:
    return [
        Holding(
            slug="contact", title=_("Contact"), read=contact_lines, erase=erase_contact,
            subject=Subject("contact", _("Contact no. %(number)s"), Person.objects.all, "identity", "created_at"),
        ),
        Holding(slug="messages", title=_("Messages"), read=message_lines, erase=lambda record: 0),
        Holding(slug="journal", title=_("Journal of what the team did"), read=journal_lines, erase=lambda record: 0),
    ]  # fmt: skip
