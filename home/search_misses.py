"""What people searched and did not find, counted by day without anything that tells who: for the editors' report.

Words with a digit or an @ are dropped (telephones, addresses, e-mails), the rest is folded and cut. Words asked fewer
than SHOWN_FROM times are never shown: a name that somebody typed stays unseen, and goes after KEPT_DAYS.
"""

import re
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F, Max, QuerySet, Sum
from django.utils import timezone

from core import stems
from home.models import SearchMiss

SHOWN_FROM = 3  # times
KEPT_DAYS = 400
MOST_A_DAY = 1000  # different words; past it, nothing new is counted that day
LONGEST, MOST_WORDS = 80, 6
ROBOT = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|headless|scan", re.IGNORECASE)


def is_robot(request) -> bool:
    agent = request.headers.get("User-Agent", "")
    return not agent or bool(ROBOT.search(agent)) or "prefetch" in request.headers.get("Sec-Purpose", "")


def counted(words: str) -> str:
    """Return the words as they are counted; empty when nothing may be kept of them."""
    kept = [part for part in words.split() if "@" not in part and not any(sign.isdigit() for sign in part)]
    folded = [word for _, _, word in stems.words_of(" ".join(kept))]
    return " ".join(folded[:MOST_WORDS])[:LONGEST]


def count(words: str, language: str, request) -> None:
    """Count one search that found nothing. A database that is busy loses the count, never the page."""
    if is_robot(request) or not (kept := counted(words)):
        return
    try:
        with transaction.atomic():
            add(kept, language, timezone.localdate())
    except DatabaseError:
        return


def add(words: str, language: str, day) -> None:
    key = {"day": day, "language": language, "words": words}
    if SearchMiss.objects.filter(**key).update(count=F("count") + 1):
        return
    known = SearchMiss.objects.filter(day=day).count()
    if known == 0:
        SearchMiss.objects.filter(day__lt=day - timedelta(days=KEPT_DAYS)).delete()
    if known < MOST_A_DAY:
        SearchMiss.objects.bulk_create([SearchMiss(**key)], ignore_conflicts=True)


def report(days: int) -> QuerySet:
    """Return the words asked often enough in the last days, most asked first: words, language, times, last."""
    since = timezone.localdate() - timedelta(days=days)
    rows = SearchMiss.objects.filter(day__gte=since).values("words", "language")
    rows = rows.annotate(times=Sum("count"), last=Max("day"))
    return rows.filter(times__gte=SHOWN_FROM).order_by("-times", "words")
