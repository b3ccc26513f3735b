"""Closing a session and what comes with it: reopening, photos. Each post calls one verb and comes back."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.log_actions import log

from core.errors import DomainError
from events import closing, photos
from events.models import Session, SessionPhoto
from events.staff_closing_forms import ClosingForm, PhotoForm
from events.staff_session_views import back, for_staff, show


@require_POST
@for_staff(write=True)
def session_close(request, session: Session):
    form = ClosingForm(request.POST, session=session)
    if not form.is_valid():
        return show(request, session, status=422, closing=form)
    said = form.closing()
    try:
        closing.close_session(session.pk, request.user, said)
    except DomainError as error:
        form.refuse(error)
        return show(request, session, status=422, closing=form)
    log(session, "events.session.close", user=request.user, data={"held": said.held})
    words = _("Closed as held: it counts in the figures.") if said.held else _("Closed as not held.")
    messages.success(request, words)
    return back(session)


@require_POST
@for_staff(write=True)
def session_reopen(request, session: Session):
    try:
        closing.reopen_session(session.pk)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        log(session, "events.session.reopen", user=request.user)
        messages.success(request, _("Reopened: it no longer counts in the figures until it is closed again."))
    return back(session)


@require_POST
@for_staff(write=True)
def session_photo(request, session: Session):
    form = PhotoForm(request.POST, request.FILES, session=session)
    if not form.is_valid():
        return show(request, session, status=422, photo=form)
    data = form.cleaned_data
    try:
        added = photos.add_photo(session, data["file"], request.user, caption=data["caption"], credit=data["credit"])
    except DomainError as error:
        form.refuse(error)
        return show(request, session, status=422, photo=form)
    log(session, "events.session.photo", user=request.user, data={"photo": added.pk})
    messages.success(request, _("The photo is kept, without its place and camera."))
    return back(session, "photos")


@require_POST
@for_staff(write=True)
def session_photo_remove(request, session: Session, photo_id: int):
    photos.remove_photo(get_object_or_404(SessionPhoto, session=session, pk=photo_id))
    log(session, "events.session.photo_removed", user=request.user, data={"photo": photo_id})
    messages.success(request, _("The photo is removed."))
    return back(session, "photos")
