"""A visitor of the public pages: reads a form as a browser does, fills it, sends it."""

from uuid import UUID

from bs4 import BeautifulSoup, Tag

from events.models import Registration, Session


def path(session: Session | UUID, code: str = "fr") -> str:
    prefix = "" if code == "fr" else f"/{code}"
    return f"{prefix}/inscription/{getattr(session, 'uuid', session)}/"


def read(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def words(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def form_of(soup: BeautifulSoup, ending: str) -> Tag:
    """The form of the page whose action ends so."""
    return soup.select_one(f'main form[action$="{ending}"]')


def answers_of(form: Tag) -> dict[str, list[str]]:
    """What a browser would send of a form as it stands."""
    sent = {}
    for field in form.select("input[name]"):
        if field.get("type") not in {"checkbox", "radio"} or field.has_attr("checked"):
            sent.setdefault(field["name"], []).append(field.get("value", ""))
    for select in form.select("select[name]"):
        chosen = select.select_one("option[selected]") or select.select_one("option")
        sent[select["name"]] = [chosen.get("value", "")]
    return sent


NADIA = {
    "adults": "2", "from_6": "1", "name": "Nadia Test", "email": "nadia@example.org", "lives_in": "unknown",
    "lives_as": "owner",
}  # fmt: skip


def fill(client, session, code: str = "fr", **answers) -> dict:
    """Open the sign-up page and return what is sent once Nadia's answers, and these, are typed in."""
    response = client.get(path(session, code))
    assert response.status_code == 200
    return answers_of(form_of(read(response), path(session, code))) | NADIA | answers


def sign_up(client, session, code: str = "fr", **answers):
    return client.post(path(session, code), fill(client, session, code, **answers))


def rows() -> list[tuple]:
    """Every sign-up as it stands, to tell that nothing has changed."""
    return list(Registration.objects.order_by("pk").values_list("pk", "status", "adults", "children", "cancelled_at"))
