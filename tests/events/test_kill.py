"""Web processes and the worker are killed at random under load: no confirmed sign-up and no message is lost."""

import email
import email.policy
from collections import defaultdict
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from engagement.enums import MessageState
from engagement.models import Message
from events.models import Registration
from home import invariants
from tests import factories as make
from tests.support import kills
from tests.support.processes import manage

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.processes]


def mails_by_address() -> dict[str, list[str]]:
    """Return the Message-IDs that the mail server took, by address; the last file of a killed worker may be cut.

    The folder is that of the whole run: other tests' mails are among them.
    """
    found = defaultdict(list)
    for path in Path(settings.MAIL_DIR).glob("*.log"):
        for text in path.read_bytes().split(b"-" * 79 + b"\n"):
            mail = email.message_from_bytes(text.strip(b"\n"), policy=email.policy.default)
            if mail["To"]:
                found[mail["To"]].append(mail["Message-ID"])
    return found


def test_ten_kills_lose_no_confirmed_sign_up_and_no_message():
    session = make.published_session(capacity=5000)
    ledger = kills.run(f"/inscription/{session.uuid}/", kills=10)
    assert sum(ledger.kills.values()) == 10
    assert len(ledger.confirmed) > 10

    entries = Registration.objects.filter(session=session)
    assert set(entries.values_list("person__email", flat=True)) == ledger.confirmed
    assert entries.count() == len(ledger.confirmed)

    long_ago = timezone.now() - 2 * Message.STALE_AFTER  # what a killed worker had taken is stale by now
    Message.objects.filter(state=MessageState.SENDING).update(taken_at=long_ago)
    manage("worker", "--once")
    assert set(Message.objects.values_list("state", flat=True)) == {MessageState.SENT}
    taken = mails_by_address()
    assert ledger.confirmed <= set(taken)
    # A worker killed between the server's "taken" and our mark sends again: with the same Message-ID.
    assert [taken[address] for address in ledger.confirmed if len(set(taken[address])) > 1] == []
    assert not any(invariants.check().values())
