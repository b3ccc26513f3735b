"""The agenda: a plain GET form over the published sessions from today, day by day."""

from itertools import groupby

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.models import Theme
from core.paging import page_of
from events.enums import Kind
from events.listing import with_pages
from events.models import Event, Session, SessionQuerySet
from territory.models import Neighbourhood

PER_PAGE = 40
FEED_LIMIT = 2000


class AgendaForm(forms.Form):
    quartier = forms.ModelChoiceField(
        label=_("Neighbourhood"),
        queryset=Neighbourhood.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All neighbourhoods"),
        error_messages={"invalid_choice": _("We do not know this neighbourhood. Choose one in the list.")},
    )
    genre = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("All kinds")), *Kind.choices],
        error_messages={"invalid_choice": _("We do not know this kind of session. Choose one in the list.")},
    )
    theme = forms.ModelChoiceField(
        label=_("Theme"),
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        empty_label=_("All themes"),
        error_messages={"invalid_choice": _("We do not know this theme. Choose one in the list.")},
    )

    def matching(self) -> SessionQuerySet:
        """Return the published sessions from today that match; an unknown value matches nothing, and is said."""
        sessions = Session.objects.published().from_today()
        if not self.is_valid():
            return sessions.none()
        if neighbourhood := self.cleaned_data["quartier"]:
            sessions = sessions.filter(venue__neighbourhood=neighbourhood)
        if kind := self.cleaned_data["genre"]:
            sessions = sessions.filter(event__kind=kind)
        if theme := self.cleaned_data["theme"]:
            sessions = sessions.filter(event__in=Event.objects.filter(themes=theme))
        return sessions


def context(request) -> dict:
    form = AgendaForm(request.GET)
    page = page_of(form.matching().for_lists(), request, PER_PAGE)
    sessions = with_pages(page.object_list, request)
    return {
        "form": form,
        "page_obj": page,
        "days": [(day, list(each)) for day, each in groupby(sessions, key=local_day)],
        "is_filtered": any(form.cleaned_data.values()) if form.is_valid() else True,
    }


def local_day(session: Session):
    return timezone.localtime(session.starts_at).date()
