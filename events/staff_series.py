"""The series of an event on its staff screen: what each rule says, how far it goes, a button to let it run on."""

from django.db.models import Count, Max
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from core.errors import DomainError
from core.templatetags.habiter import day_long
from events import series as writing
from events.enums import Frequency
from events.models import Event, Series
from events.recurrence import LAST
from events.staff_series_forms import ExtendForm
from events.staff_session_views import forbidden


def of_event(event: Event) -> list[dict]:
    """Return the rules of an event in words, each with the form that lets it run on."""
    if not event.pk:
        return []
    rules = Series.objects.filter(event=event).annotate(made=Count("sessions"), last_on=Max("sessions__series_on"))
    return [{"series": rule, "words": rule_in_words(rule), "form": ExtendForm(series=rule)} for rule in rules]


def rule_in_words(series: Series) -> str:
    """ "Every 2 weeks, on Tuesday, from … to …", whatever was moved or cancelled since."""
    day = {"weekday": weekday_name(series), "every": series.every}
    if series.frequency == Frequency.WEEKLY:
        words = ngettext("Every week, on %(weekday)s", "Every %(every)s weeks, on %(weekday)s", series.every) % day
    else:
        day["rank"] = rank_name((series.first_on.day - 1) // 7 + 1)
        words = ngettext(
            "Every month, on the %(rank)s %(weekday)s", "Every %(every)s months, on the %(rank)s %(weekday)s",
            series.every,
        ) % day  # fmt: skip
    ends = {"rule": words, "first": day_long(series.first_on), "last": day_long(series.last_on)}
    return _("%(rule)s, from %(first)s to %(last)s") % ends if series.last_on else words


def weekday_name(series: Series) -> str:
    return date_format(series.first_on, "l")


def rank_name(rank: int) -> str:
    names = {
        1: pgettext("of the month", "first"), 2: pgettext("of the month", "second"),
        3: pgettext("of the month", "third"), 4: pgettext("of the month", "fourth"),
        LAST: pgettext("of the month", "last"),
    }  # fmt: skip
    return names[rank]


@require_POST
def extend(request, pk: int):
    """Let a rule run on until a day. It makes no date twice."""
    if not request.user.has_perm("events.change_event") or request.user.is_landlord_partner:
        return forbidden(request)
    series = get_object_or_404(Series.objects.select_related("event"), pk=pk)
    form = ExtendForm(request.POST, series=series)
    if form.is_valid():
        try:
            tell_extended(request, series, len(writing.extend(series.pk, form.cleaned_data["until"])))
        except DomainError as error:
            messages.error(request, error.message)
    else:
        messages.error(request, " ".join(sentence for each in form.errors.values() for sentence in each))
    return redirect(reverse("activity_events:edit", args=[series.event_id]) + "#series")


def tell_extended(request, series: Series, count: int) -> None:
    log(series.event, "wagtail.edit", user=request.user)
    words = ngettext("%(count)s date is added.", "%(count)s dates are added.", count) % {"count": count}
    messages.success(request, words)
