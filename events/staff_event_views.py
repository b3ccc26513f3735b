"""Create and change an event with all its dates on one screen; delete one entered by mistake."""

from uuid import uuid4

from django.core.cache import cache
from django.forms.utils import ErrorDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import View
from wagtail.admin import messages
from wagtail.log_actions import log
from wagtail.models import Locale

from accounts.models import User
from core.errors import DomainError
from events import staff_programme, staff_series
from events.enums import SessionStatus
from events.models import Event, EventPage, Series, Session
from events.staff_forms import ROWS, DateRow, DateRowSet, EventForm
from events.staff_series_forms import SeriesForm
from events.staff_session_views import forbidden

SENT_ONCE_FOR = 24 * 3600  # seconds during which the same form sent again makes nothing new


@method_decorator(never_cache, name="dispatch")
class EventFormView(View):
    """What creating and changing share. `permission` is asked for before anything is read."""

    model, permission = Event, ""
    template_name = "events/staff/event_form.html"

    def dispatch(self, request, *args, pk: int | None = None, **kwargs):
        if not request.user.has_perm(self.permission) or request.user.is_landlord_partner:
            return forbidden(request)
        self.event = get_object_or_404(Event, pk=pk) if pk else Event()
        self.sessions = list(of_event(self.event)) if pk else []
        return super().dispatch(request, *args, **kwargs)

    def get(self, request):
        form = EventForm(instance=self.event, initial={"submission": uuid4()})
        rows = DateRowSet(sessions=self.planned)
        return self.show(form, rows, SeriesForm(venues=rows.venues))

    def post(self, request):
        form = EventForm(request.POST, instance=self.event)
        rows = DateRowSet(request.POST, sessions=self.planned)
        rule = SeriesForm(request.POST, venues=rows.venues)
        if {"more-rows", "see-dates"} & set(request.POST):
            form._errors, form.cleaned_data = ErrorDict(), {}
            rows.keep_as_typed(ROWS if "more-rows" in request.POST else 0)
            return self.show(form, rows, rule)
        if form.is_valid() & rows.is_valid() & (not rule.is_asked_for or rule.is_valid()):
            try:
                return self.write(form, rows.written(), rule.instance if rule.is_asked_for else None)
            except DomainError as error:
                if not any(row.errors for row in rows):
                    form.add_error(None, error.message)
        return self.show(form, rows, rule, status=422)

    @property
    def planned(self) -> list[Session]:
        return [session for session in self.sessions if session.status == SessionStatus.PLANNED]

    def show(self, form: EventForm, rows: DateRowSet, rule: SeriesForm, status: int = 200):
        title = self.event.title if self.event.pk else _("New event")
        context = {
            "form": form, "rows": rows, "event": self.event, "problems": problems(form, rows, rule),
            "rule": rule, "preview": rule.preview() if rule.is_asked_for and rule.is_valid() else None,
            "series": staff_series.of_event(self.event),
            "settled": [session for session in self.sessions if session.status != SessionStatus.PLANNED],
            "pages": pages_of(self.event, self.request.user), "header_title": title, "page_title": title,
            "header_icon": "calendar-alt", "breadcrumbs_items": crumbs(title),
            "may_delete": bool(self.event.pk) and self.request.user.has_perm("events.delete_event"),
        }  # fmt: skip
        return render(self.request, self.template_name, context, status=status)


class CreateEventView(EventFormView):
    permission = "events.add_event"

    def write(self, form: EventForm, rows: list[DateRow], rule: Series | None):
        key = f"event-form:{self.request.user.pk}:{form.cleaned_data.get('submission') or uuid4()}"
        if not cache.add(key, True, SENT_ONCE_FOR):
            messages.info(self.request, _("This event was saved already: here it is, in the list."))
            return redirect("activity_events:index")
        try:
            event = staff_programme.create_event(
                form.save(commit=False), rows, rule, self.request.user, **form.written()
            )
        except Exception:
            cache.delete(key)
            raise
        log(event, "wagtail.create", user=self.request.user)
        tell_saved(self.request, event, rows, made=True)
        return redirect("activity_events:edit", event.pk)


class ChangeEventView(EventFormView):
    permission = "events.change_event"

    def write(self, form: EventForm, rows: list[DateRow], rule: Series | None):
        event = form.save(commit=False)
        staff_programme.change_event(event, rows, rule, self.request.user, **form.written())
        log(event, "wagtail.edit", user=self.request.user)
        tell_saved(self.request, event, rows)
        return redirect("activity_events:edit", event.pk)


@method_decorator(never_cache, name="dispatch")
class DeleteEventView(View):
    """Ask, then delete. What has sign-ups stays, and the screen says how many and what to do instead."""

    model, permission = Event, "events.delete_event"

    def dispatch(self, request, pk: int):
        if not request.user.has_perm(self.permission) or request.user.is_landlord_partner:
            return forbidden(request)
        self.event = get_object_or_404(Event, pk=pk)
        return super().dispatch(request)

    def get(self, request, reason: str = ""):
        reason = reason or staff_programme.why_not_deleted(self.event)
        title = _("Delete %(event)s") % {"event": self.event}
        context = {"event": self.event, "reason": reason, "header_title": title, "page_title": title,
                   "sessions": self.event.sessions.count(), "pages": pages_of(self.event, request.user),
                   "header_icon": "bin", "breadcrumbs_items": crumbs(title)}  # fmt: skip
        status = 409 if request.method == "POST" else 200
        return render(request, "events/staff/delete_event.html", context, status=status)

    def post(self, request):
        event = Event.objects.get(pk=self.event.pk)
        try:
            staff_programme.delete_event(event.pk)
        except DomainError as error:
            return self.get(request, reason=error.message)
        log(event, "wagtail.delete", user=request.user, deleted=True)
        messages.success(request, _("“%(event)s” is deleted.") % {"event": event})
        return redirect("activity_events:index")


def of_event(event: Event):
    sessions = Session.objects.filter(event=event).with_seats().select_related("venue__neighbourhood")
    return sessions.order_by("starts_at", "id")


def crumbs(title: str) -> list[dict]:
    return [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("activity_events:index"), "label": _("Events")},
        {"url": "", "label": title},
    ]


def pages_of(event: Event, user: User) -> list[dict]:
    """Return the pages of an event, the source language first, with the address to write each where the user may."""
    if not event.pk:
        return []
    pages = EventPage.objects.filter(event=event, alias_of__isnull=True).select_related("locale").order_by("pk")
    source = Locale.get_default().pk
    return [
        {"page": page, "url": page_address(page, user), "state": page.status_string}
        for page in sorted(pages, key=lambda page: page.locale_id != source)
    ]


def page_address(page: EventPage, user: User) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) if page.permissions_for_user(user).can_edit() else ""


def tell_saved(request, event: Event, rows: list[DateRow], made: bool = False) -> None:
    kept = [row for row in rows if not row.is_removed]
    if made:
        count = event.sessions.count()
        words = ngettext(
            "“%(event)s” is saved with %(count)s date.", "“%(event)s” is saved with %(count)s dates.", count
        ) % {"event": event, "count": count}
        words += " " + _("The draft of its page is ready to write.")
    else:
        words = _("“%(event)s” is saved.") % {"event": event}
    pages = [each for each in pages_of(event, request.user) if each["url"]]
    messages.success(request, words, buttons=[messages.button(each["url"], _("Write its page")) for each in pages[:1]])
    past = sum(row.dates().starts_at <= timezone.now() for row in kept if "date" in row.changed_data)
    if past:
        messages.warning(request, ngettext(
            "%(count)s date is in the past: nobody can sign up for it by the website. Check it.",
            "%(count)s dates are in the past: nobody can sign up for them by the website. Check them.", past,
        ) % {"count": past})  # fmt: skip


def problems(form: EventForm, rows: DateRowSet, rule: SeriesForm) -> list[tuple[str, str]]:
    """Return what is wrong as (id of the field, sentence), the event first, then its dates by number, then its rule."""
    if not form.is_bound:
        return []
    found = [("" if name == "__all__" else form[name].id_for_label or f"id_{name}", sentence)
             for name, sentences in form.errors.items() for sentence in sentences]  # fmt: skip
    found += [("", sentence) for sentence in rows.non_form_errors()]
    for number, row in enumerate(rows.forms, 1):
        for name, sentences in row.errors.items():
            target = row.prefix if name == "__all__" else row[name].id_for_label
            found += [
                (target, _("Date %(number)s: %(sentence)s") % {"number": number, "sentence": s}) for s in sentences
            ]
    if rule.is_asked_for:
        for name, sentences in rule.errors.items():
            target = "series" if name == "__all__" else rule[name].id_for_label
            found += [(target, _("Series: %(sentence)s") % {"sentence": s}) for s in sentences]
    return found
