"""Sample co-ownerships and requests for advice, in every state, through the verbs of the advisers' desk."""

import random
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from copro import requests, retention
from copro.enums import EntryKind
from copro.models import AdviceRequest, CoOwnership, RequestEntry
from copro.requests import Asking, answer_due
from home.sampling import chance_uuid, once, show_as_sent
from territory.enums import Whereabouts
from territory.models import Neighbourhood

FACTS = ("profile", "lots", "built", "needs", "message")


def load(samples: dict) -> None:
    for each in samples["co_ownerships"]:
        once(f"co-ownership:{each['name']}", lambda e=each: make_co_ownership(e))
    for each in samples["requests"]:
        once(f"advice:{each['key']}", lambda e=each: make_request(e))


def make_co_ownership(each: dict) -> CoOwnership:
    neighbourhood = Neighbourhood.objects.get(slug=each["neighbourhood"])
    return CoOwnership.objects.create(**each | {"neighbourhood": neighbourhood})


def make_request(each: dict) -> AdviceRequest:
    """Ask, answer and close as in life, then set the days back to when it is said to have happened."""
    adviser = User.objects.get(username="artemis")
    asking = Asking(each["name"], each["email"], facts=facts_of(each))
    pk = requests.submit(asking, chance_uuid(random.Random(each["key"]))).pk
    if "co_ownership" in each:
        requests.link(pk, adviser, CoOwnership.objects.get(name=each["co_ownership"]), None)
    for contact in each.get("contacts", []):
        held_on = days_ago(contact["on"]).date()
        requests.add_note(pk, EntryKind(contact["kind"]), "Exemple.", adviser, held_on)
    if "question" in each:
        requests.ask_back(pk, each["question"], adviser)
    if "answer" in each:
        requests.answer(pk, each["answer"], adviser)
    if each.get("closed"):
        requests.close(pk, adviser)
    set_back(pk, each)
    show_as_sent(AdviceRequest, [pk])
    return AdviceRequest.objects.get(pk=pk)


def facts_of(each: dict) -> dict:
    place = each.get("neighbourhood")
    return {name: each[name] for name in FACTS if name in each} | {
        "address": "Rue de l’Exemple",
        "neighbourhood": Neighbourhood.objects.get(slug=place) if place else None,
        "whereabouts": Whereabouts.INSIDE if place else each.get("whereabouts", Whereabouts.UNKNOWN),
    }


def set_back(pk: int, each: dict) -> None:
    received, answered = days_ago(each["days"]), days_ago(each.get("answered", 0))
    made = AdviceRequest.objects.filter(pk=pk)
    made.update(received_at=received, due_on=answer_due(received.date()))
    made.exclude(answered_at=None).update(answered_at=answered)
    made.exclude(closed_at=None).update(closed_at=answered + timedelta(days=5))
    RequestEntry.objects.filter(request=pk).update(created_at=answered if "answered" in each else received)


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def remove(sample: AdviceRequest) -> None:
    """Take a request away with its journal, its messages and its contact."""
    retention.erase_contacts([sample.pk])
    sample.delete()
