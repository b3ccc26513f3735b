"""Messages that a person of the team must see to: calls to make, and e-mails that could not be sent."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from core.paging import page_of
from engagement import outbox
from engagement.enums import Channel, MessageState
from engagement.journal import note_reading
from engagement.models import Message

PERMISSION = "engagement.view_message"
LIST_READ = "engagement.message.list_read"
PER_PAGE = 20
may_see = permission_required(PERMISSION)

WORDS = {
    "confirmation": gettext_lazy("Their place is kept. If they cannot come, they call us: somebody else takes it."),
    "waiting": gettext_lazy("It is full: they are on the waiting list. We call as soon as a place is free."),
    "promoted": gettext_lazy("Good news: a place was freed, it is theirs. If they cannot come any more, they call us."),
    "changed": gettext_lazy("Their change is saved."),
    "cancelled": gettext_lazy("Their sign-up is cancelled. Thank them for freeing the place."),
    "moved": gettext_lazy("The day, the hour or the place has changed. Can they still come?"),
    "session_cancelled": gettext_lazy("The session is cancelled. We are sorry. Tell them about the next ones."),
    "reminder_of_place": gettext_lazy("They signed up already: nothing has changed, their place stands."),
    "advice_received": gettext_lazy("Their request for advice has arrived. Give the reference and the day of answer."),
    "advice_question": gettext_lazy("The adviser has a question. Open the request, ask it, write down what they say."),
    "advice_answer": gettext_lazy("The answer is ready. Open the request and read it to them."),
    "advice_closed": gettext_lazy("Their request for advice is closed. They can make a new one at any time."),
    "offer": gettext_lazy("Places were free for them. The offer has ended since: nothing to say any more."),
    "offer_expired": gettext_lazy("The time to answer is over, the places go to others. They can sign up again."),
    "reminder": gettext_lazy("It is soon. Do they still come? If not, free their places on the session’s screen."),
    "thanks": gettext_lazy("Thank them for coming. Tell them about the next sessions."),
}  # fmt: skip
SUBJECTS = {
    "confirmation": gettext_lazy("Sign-up confirmed"), "waiting": gettext_lazy("On the waiting list"),
    "promoted": gettext_lazy("A place was freed"), "changed": gettext_lazy("Sign-up changed"),
    "cancelled": gettext_lazy("Sign-up cancelled"), "moved": gettext_lazy("Session moved"),
    "session_cancelled": gettext_lazy("Session cancelled"), "reminder_of_place": gettext_lazy("Signed up already"),
    "advice_received": gettext_lazy("Request for advice received"),
    "advice_question": gettext_lazy("Question about a request for advice"),
    "advice_answer": gettext_lazy("Answer to a request for advice"),
    "advice_closed": gettext_lazy("Request for advice closed"),
    "advice_list": gettext_lazy("List of requests for advice"),
    "offer": gettext_lazy("A place is offered"), "offer_expired": gettext_lazy("Offer run out"),
    "reminder": gettext_lazy("Reminder of a session"), "thanks": gettext_lazy("Thanks after a session"),
}  # fmt: skip


@dataclass
class Item:
    """A message as staff read it; `about` holds what its record tells (title, dates, party)."""

    message: Message
    about: dict

    @property
    def subject(self) -> str:
        return str(SUBJECTS.get(self.message.template, self.message.template))

    @property
    def words(self) -> str:
        return self.about.get("say") or str(WORDS.get(self.message.template, self.subject))


@never_cache
@may_see
@require_safe
def calls(request):
    found = Message.objects.visible_to(request.user).calls_to_make().order_by("due_at", "id")
    return listing(request, found, "engagement/staff/calls.html", _("Calls to make"), "mobile-alt")


@never_cache
@may_see
@require_safe
def failed(request):
    found = Message.objects.visible_to(request.user).failed().order_by("-due_at", "-id")
    return listing(request, found, "engagement/staff/failed.html", _("Failed messages"), "warning")


def listing(request, found, template: str, title: str, icon: str):
    found = found.select_related("person", "content_type").prefetch_related("record")
    page = page_of(found, request, PER_PAGE)
    if page.object_list:
        note_reading(request.user, LIST_READ, Message)
    page.object_list = [
        Item(message, message.record.message_context(message) if message.record else {}) for message in page.object_list
    ]
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    context = {"page_obj": page, "header_title": title, "page_title": title, "header_icon": icon,
               "breadcrumbs_items": crumbs}  # fmt: skip
    return render(request, template, context)


@may_see
@require_POST
def called(request, pk: int):
    """Record a call. Pressed twice, or by two colleagues, it is recorded once."""
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk, channel="call")
    if message.state == MessageState.QUEUED:
        outbox.mark_called(message)
        log(message, "engagement.message.called", user=request.user, title=f"#{message.pk}")
        messages.success(request, _("The call is recorded."))
    else:
        messages.info(request, _("This call is no longer in the list: a colleague has seen to it."))
    return redirect("calls_to_make:index")


@may_see
@require_POST
def resend(request, pk: int):
    """Put a failed e-mail or SMS back in the queue. Pressed twice, it is queued once."""
    message = get_object_or_404(Message.objects.visible_to(request.user).exclude(channel=Channel.CALL), pk=pk)
    if message.state == MessageState.FAILED:
        outbox.resend(message)
        log(message, "engagement.message.resend", user=request.user, title=f"#{message.pk}")
        messages.success(request, _("The message is in the queue again: it goes within a minute."))
    else:
        messages.info(request, _("This message is no longer in the list: it was sent, or is about to be."))
    return redirect("failed_messages:index")
