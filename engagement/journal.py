"""What the team read and did with personal data, written in Wagtail's site history, without a name or a contact."""

from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import User

QUIET = timedelta(hours=1)


def note(user: User | None, action: str, record: Model, **data: Any) -> None:
    """Write one act about a record, which is named by its number only; without a user, a command's."""
    log(record, action, user=user, title=f"#{record.pk}", data=data)


def note_reading(user: User, action: str, model: type[Model]) -> None:
    """Write that somebody read a whole list, once an hour."""
    kind = ContentType.objects.get_for_model(model)
    lately = ModelLogEntry.objects.filter(
        content_type=kind, user=user, action=action, timestamp__gte=timezone.now() - QUIET
    )
    if not lately.exists():
        ModelLogEntry.objects.create(
            content_type=kind, object_id="0", label=str(model._meta.verbose_name_plural), action=action, user=user,
            timestamp=timezone.now(), content_changed=False, deleted=False, data={},
        )  # fmt: skip
