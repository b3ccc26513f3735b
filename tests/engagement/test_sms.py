"""SMS: two parts at most whatever the language, sent by a gateway once, tried again when it fails."""

import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation

from engagement import outbox, sms
from engagement.enums import Channel, MessageState
from engagement.models import Message
from events import invitations, registration
from tests import factories as make

pytestmark = pytest.mark.django_db
TEMPLATES = ["confirmation", "waiting", "offer", "offer_expired", "promoted", "changed", "cancelled", "moved",
             "session_cancelled", "reminder_of_place", "reminder", "thanks"]  # fmt: skip
LONG = "Réparer ensemble les robinets de la cuisine, de la salle de bains et du balcon, avec l’association"


@pytest.fixture
def gateway(settings):
    """A gateway on this machine: it keeps what it was sent, and answers as `status` says."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.taken.append((dict(self.headers), body))
            self.send_response(server.status)
            self.end_headers()

        def log_message(self, *args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.taken, server.status = [], 200
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    settings.SMS_DRIVER, settings.SMS_TOKEN = "http", "secret"
    settings.SMS_URL = f"http://127.0.0.1:{server.server_port}/"
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def signed_up(**fields):
    who = {"name": "Nadia", "adults": 1, "phone": "+33612345678"} | fields
    return registration.register(make.published_session().pk, registration.SignUp(**who), uuid4())


def test_phone_alone_gets_an_sms_where_a_gateway_is_set(gateway):
    entry = signed_up()
    message = Message.objects.get()
    assert message.channel == Channel.SMS
    assert outbox.send_due() == 1
    [(headers, body)] = gateway.taken
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer secret", message.uuid.hex)
    assert (body["to"], body["from"]) == ("+33612345678", "Habiter")
    assert invitations.short_url(entry) in body["text"]
    message.refresh_from_db()
    assert message.state == MessageState.SENT


def test_phone_alone_gets_a_call_where_none_is_set(settings):
    settings.SMS_DRIVER = ""
    signed_up()
    assert Message.objects.get().channel == Channel.CALL


def test_gateway_that_fails_is_tried_again(gateway):
    gateway.status = 500
    signed_up()
    outbox.send_due()
    message = Message.objects.get()
    assert (message.state, message.attempts, "500" in message.last_error) == (MessageState.QUEUED, 1, True)


def test_gateway_that_does_not_exist_is_a_failure_kept_with_its_reason(settings):
    settings.SMS_DRIVER = "pigeon"
    with pytest.raises(ImproperlyConfigured):
        sms.send("+33612345678", "Bonjour", "key")


def test_console_prints(settings, capsys):
    settings.SMS_DRIVER = "console"
    sms.send("+33612345678", "Bonjour", "key")
    assert capsys.readouterr().out == "SMS to +33612345678: Bonjour\n"


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("template", TEMPLATES)
def test_text_is_two_parts_at_most_with_its_link_whole(template, language, settings):
    settings.SITE_URL = "https://habiter.tours-metropole.fr"
    event = make.event(title=LONG)
    make.event_page(event, title=LONG)
    if language == "ar":
        make.event_page(event, code="ar", title="إصلاح الصنابير معا في المطبخ والحمام مع جمعية الحي والجيران")
    session = make.session(event=event, venue=make.venue(name="Maison de projets du Sanitas, salle du premier étage"))
    make_one = make.offered if template == "offer" else make.registration
    entry = make_one(session=session, language=language)
    message = make.message(entry, template=template, language=language)
    with translation.override(language):
        text = sms.write(template, entry.message_context(message), "subject")
    assert 1 <= sms.parts(text) <= 2
    assert "\n" not in text
    if template != "cancelled":
        assert invitations.short_url(entry) in text
    if language == "fr":
        assert set(text) <= sms.GSM | sms.GSM_TWICE


@pytest.mark.parametrize(
    ("text", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2), ("م" * 70, 1),
     ("م" * 71, 2), ("م" * 134, 2), ("م" * 135, 3), ("🌻" * 35, 1), ("🌻" * 36, 2)],
)  # fmt: skip
def test_parts_are_counted_as_a_network_does(text, parts):
    assert sms.parts(text) == parts


def test_french_typography_stays_within_the_gsm_alphabet():
    assert sms.folded("L’été, «\u00a0ça\u00a0» : fenêtre, cœur…") == 'L\'été, " ca " : fenetre, coeur...'
    assert sms.folded("ورشة – été") == "ورشة – été"


def test_message_without_a_short_form_gives_its_subject_and_the_link():
    entry = make.registration(session=make.published_session())
    context = entry.message_context(make.message(entry)) | {"short": {}}
    assert sms.write("no_short_form", context, "Une demande") == f"Une demande {invitations.manage_url(entry)}"


def test_short_link_opens_the_same_page_and_no_other(client):
    entry = make.registration(session=make.published_session())
    path = "/i/" + invitations.short_url(entry).split("/i/")[1]
    assert client.get(path).headers["Location"] == "/inscription/gerer/"
    assert len(path) < 40
    for wrong in (path[:-3] + "AA/", "/i/x/", "/i/" + "é" * 40 + "/", "/i/" + "A" * 30 + "/"):
        assert client.get(wrong).status_code == 404
