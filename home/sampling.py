"""What every sample shares: it is made once, remembered, drawn the same each time, and writes to nobody."""

import random
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import models
from django.utils import timezone

from engagement.enums import MessageState
from engagement.models import Message
from home.models import DemoRecord


def once(key: str, make: Callable[[], models.Model]) -> models.Model | None:
    """Make a sample that is not there yet and remember it; return None when it was made before."""
    if DemoRecord.objects.filter(key=key).exists():
        return None
    record = make()
    DemoRecord.objects.create(key=key, record=record)
    return record


def chance_uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def show_as_sent(model: type[models.Model], pks: Iterable[int] | models.QuerySet) -> None:
    """Samples write to nobody: the messages about these records are shown as sent."""
    queued = Message.objects.filter(content_type__model=model._meta.model_name, state=MessageState.QUEUED)
    queued.filter(object_id__in=pks).update(state=MessageState.SENT, sent_at=timezone.now())
