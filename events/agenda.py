"""The agenda: a plain GET form over the published sessions. From today as days, a month as a table, or what is past."""

from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import groupby

from django import forms
from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Greatest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.models import NamedRecordQuerySet, Theme
from core.paging import page_of
from events import months, proposals
from events.counts import with_counts
from events.enums import Audience, Kind, SessionStatus
from events.facts import ACCESS
from events.listing import with_pages
from events.models import Event, Session, SessionQuerySet, SpokenLanguage
from territory.fields import NeighbourhoodField
from territory.models import Neighbourhood

PER_PAGE = 24
FEED_LIMIT = 2000
NEAREST_YEARS = 10  # how far from today a date may be asked for
CANCELLED_STAYS = timedelta(days=30)  # in calendars that people subscribed to, after its day
LIST, MONTH, ARCHIVE = "liste", "mois", "archives"
VIEWS = {
    LIST: pgettext_lazy("view of the agenda", "List"),
    MONTH: pgettext_lazy("view of the agenda", "Month"),
    ARCHIVE: _("Past sessions"),
}
NEEDS = {
    "plain-pied": "is_step_free", "ascenseur": "has_lift", "boucle-magnetique": "has_hearing_loop",
    "toilettes": "has_toilets",
}  # fmt: skip


def choice(label: str, model, empty_label: str, error: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=model.objects.all(), to_field_name="slug", required=False, empty_label=empty_label,
        error_messages={"invalid_choice": error},
    )  # fmt: skip


def closed_choice(label: str, choices: list, empty_label: str, error: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[("", empty_label), *choices], error_messages={"invalid_choice": error}
    )


def day_field(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("This date does not exist. Example: 25/11/2026.")},
    )  # fmt: skip


class AgendaForm(forms.Form):
    """What an address may ask of the agenda. Every field may stay empty; a wrong value is said by its field."""

    quartier = NeighbourhoodField(_("Neighbourhood"), _("All neighbourhoods"))
    genre = closed_choice(
        _("Kind"), Kind.choices, _("All kinds"), _("We do not know this kind of session. Choose one in the list.")
    )
    theme = choice(_("Theme"), Theme, _("All themes"), _("We do not know this theme. Choose one in the list."))
    public = closed_choice(
        _("For whom"), Audience.choices[1:], pgettext_lazy("audience", "Everybody"),
        _("We do not know this audience. Choose one in the list."),
    )  # fmt: skip
    langue = choice(
        _("Language spoken"), SpokenLanguage, _("All languages"),
        _("We do not know this language. Choose one in the list."),
    )  # fmt: skip
    acces = closed_choice(
        _("What you need"), [], _("Nothing particular"), _("We do not know this need. Choose one in the list.")
    )
    du = day_field(pgettext_lazy("dates", "From"))
    au = day_field(pgettext_lazy("dates", "To"))
    places = forms.BooleanField(label=_("With free places only"), required=False)
    vue = forms.ChoiceField(
        required=False, choices=list(VIEWS.items()), widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The agenda has no such view: choose the list, the month or the past.")},
    )  # fmt: skip
    mois = months.MonthField(label=_("Month shown"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        needs = [(word, ACCESS[name]()) for word, name in NEEDS.items()]
        self.fields["acces"].choices = [*self.fields["acces"].choices, *needs]
        self.fields["langue"].queryset = SpokenLanguage.objects.exclude(slug="fr")  # spoken everywhere
        for name in ("theme", "langue"):
            self.fields[name].choices = partial(self.named, name)

    def named(self, name: str) -> list[tuple[str, str]]:
        return [("", self.fields[name].empty_label), *self.names[name]]

    @cached_property
    def names(self) -> dict[str, list[tuple[str, str]]]:
        return names_of({name: self.fields[name].queryset for name in ("theme", "langue")})

    def clean(self):
        cleaned = super().clean()
        for name in ("du", "au"):
            if cleaned.get(name) and abs(cleaned[name].year - timezone.localdate().year) > NEAREST_YEARS:
                self.add_error(name, _("This date is too far away. Check the year."))
        if cleaned.get("du") and cleaned.get("au") and cleaned["au"] < cleaned["du"]:
            self.add_error("au", _("The last date comes before the first one."))
        return cleaned

    def keep_as_typed(self) -> None:
        """Show wrong dates as text: a browser empties a date field whose value it does not understand."""
        for name in {"du", "au", "mois"} & set(self.errors):
            self.fields[name].widget.input_type = "text"

    @property
    def view(self) -> str:
        return self.cleaned_data.get("vue") or LIST

    @property
    def neighbourhood(self) -> Neighbourhood | None:
        return self.cleaned_data.get("quartier")

    @property
    def month(self) -> date:
        return self.cleaned_data.get("mois") or timezone.localdate().replace(day=1)

    @property
    def is_filtered(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name not in {"vue", "mois"})

    def matching(self, *, without: tuple[str, ...] = ()) -> SessionQuerySet:
        """Return the published sessions, past and to come, that the filters let through, some left aside.

        A wrong value matches nothing, and is said.
        """
        if not self.is_valid():
            return Session.objects.none()
        asked = {name: value for name, value in self.cleaned_data.items() if value and name not in without}
        sessions = Session.objects.published().filter(*conditions(asked))
        return with_free_places(sessions) if "places" in asked else sessions

    def coming(self) -> SessionQuerySet:
        """What the list shows: from today."""
        return self.matching().from_today()

    def subscribed(self) -> SessionQuerySet:
        """What a calendar keeps: the same, and what was cancelled, so that it is struck out there too."""
        cancelled = Q(status=SessionStatus.CANCELLED, starts_at__gte=timezone.now() - CANCELLED_STAYS)
        kept = self.matching(without=("places",)).filter(cancelled)
        return Session.objects.filter(Q(pk__in=self.coming().values("pk")) | Q(pk__in=kept.values("pk")))


def names_of(lists: dict[str, NamedRecordQuerySet]) -> dict[str, list[tuple[str, str]]]:
    """Return the choices of several closed lists, read in one query."""
    queries = [
        records.order_by().values_list(Value(which), "order", "slug", "name") for which, records in lists.items()
    ]
    found = {which: [] for which in lists}
    for which, _order, slug, name in sorted(queries[0].union(*queries[1:], all=True), key=lambda row: row[:3]):
        found[which].append((slug, str(name)))
    return found


def conditions(asked: dict) -> list[Q]:
    """Return the filters of the answers given; none joins many rows, so that a session is counted once."""
    having = {
        "quartier": lambda value: Q(venue__neighbourhood=value),
        "genre": lambda value: Q(event__kind=value),
        "theme": lambda value: Q(event__in=Event.objects.filter(themes=value)),
        "public": lambda value: Q(event__audience__in=[value, Audience.ALL]),
        "langue": lambda value: Q(event__in=Event.objects.filter(spoken_languages=value)),
        "acces": lambda value: Q(**{f"venue__{NEEDS[value]}": True}),
        "du": lambda value: Q(starts_at__gte=midnight(value)),
        "au": lambda value: Q(starts_at__lt=midnight(value + timedelta(days=1))),
    }
    return [having[name](value) for name, value in asked.items() if name in having]


def with_free_places(sessions: SessionQuerySet) -> SessionQuerySet:
    """Keep the sessions that one can still join (events/seats.py says the same in words)."""
    now = timezone.now()
    kept = Greatest(F("partner_seats") - F("taken_by_partners"), Value(0))
    released = Q(partner_seats=0) | Q(partner_seats_until__lte=now)
    open_now = (Q(sign_up_opens_at=None) | Q(sign_up_opens_at__lte=now)) & (
        Q(sign_up_closes_at=None) | Q(sign_up_closes_at__gt=now)
    )
    free = (released & Q(capacity__gt=F("taken"))) | (~released & Q(capacity__gt=F("taken") + kept))
    joinable = Q(requires_sign_up=False) | (open_now & free)
    return sessions.with_seats().filter(joinable, status=SessionStatus.PLANNED, starts_at__gt=now)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def context(request) -> dict:
    """Return what the page of the agenda shows. Whatever the address asks, it answers with a list or a sentence."""
    form = AgendaForm(request.GET)
    form.keep_as_typed()
    shown = {LIST: day_list, MONTH: month_grid, ARCHIVE: archive}[form.view](form, request)
    return {
        "form": form, "view": form.view, "is_filtered": not form.is_valid() or form.is_filtered,
        "ways": ways(form, request), **shown,
    }  # fmt: skip


def day_list(form: AgendaForm, request) -> dict:
    page = page_of(form.coming().for_lists(), request, PER_PAGE, count=with_counts(form))
    shown = {"page_obj": page, "days": by_day(listed(page.object_list, form, request))}
    if form.is_valid() and not page.object_list:
        shown["proposals"] = proposals.of(form, request)
    return shown


def archive(form: AgendaForm, request) -> dict:
    past = form.matching().before_today().for_lists().order_by("-starts_at", "-id")
    page = page_of(past, request, PER_PAGE)
    return {"page_obj": page, "days": by_day(listed(page.object_list, form, request))}


def month_grid(form: AgendaForm, request) -> dict:
    first = form.month
    weeks = months.weeks_of(first)
    within = Q(starts_at__gte=midnight(weeks[0][0]), starts_at__lt=midnight(weeks[-1][-1] + timedelta(days=1)))
    sessions = listed(form.matching(without=("du", "au")).filter(within).for_lists()[:FEED_LIMIT], form, request)
    return {"month": months.grid(first, weeks, dict(by_day(sessions)), request.GET)}


def listed(sessions, form: AgendaForm, request) -> list[Session]:
    """Return sessions with their pages, whose addresses keep the reader's neighbourhood."""
    found = with_pages(sessions, request)
    for session in found:
        session.page_url += of_place(form)
    return found


def of_place(form: AgendaForm) -> str:
    return f"?quartier={form.neighbourhood.slug}" if form.neighbourhood else ""


def by_day(sessions: list[Session]) -> list[tuple[date, list[Session]]]:
    return [(day, list(each)) for day, each in groupby(sessions, key=local_day)]


def local_day(session: Session) -> date:
    return timezone.localtime(session.starts_at).date()


def ways(form: AgendaForm, request) -> dict:
    """Return the addresses of what can be done with exactly these filters."""
    filters = request.GET.copy()
    for name in [name for name, value in request.GET.items() if not value or name in {"page", "vue", "mois"}]:
        del filters[name]
    kept = f"?{filters.urlencode()}" if filters else ""
    feed = reverse("agenda_feed") + kept
    return {
        "tabs": [tab(name, filters, form.view) for name in VIEWS], "feed": feed, "rss": reverse("agenda_rss") + kept,
        "webcal": settings.SITE_URL.replace("https://", "webcal://").replace("http://", "webcal://") + feed,
        "poster": f"{reverse('agenda_poster')}?mois={form.month:%Y-%m}{of_place(form).replace('?', '&')}",
    }  # fmt: skip


def tab(name: str, filters: QueryDict, current: str) -> dict:
    query = filters.copy()
    if name != LIST:
        query["vue"] = name
    return {"title": VIEWS[name], "url": f"?{query.urlencode()}", "current": name == current}
