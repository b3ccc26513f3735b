"""Reading the screens of figures as somebody who is signed in."""

from html.parser import HTMLParser

from django.urls import reverse

from tests import factories as make

YEAR = {"du": "2026-01-01", "au": "2026-12-31"}


class Tables(HTMLParser):
    """Read each table of figures as {row: [cells]}, by caption, with the links of the cells."""

    def __init__(self, html):
        super().__init__()
        self.tables, self.links, self._text, self._inside = {}, {}, None, False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "table":
            self._inside = "figures-table" in dict(attrs).get("class", "")
        if not self._inside:
            return
        if tag in {"caption", "th", "td"}:
            self._text = ""
        elif tag == "tr":
            self._row = []
        elif tag == "a" and self._text is not None:
            self._link = dict(attrs)["href"]

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if not self._inside:
            return
        if tag == "table":
            self._inside = False
        elif tag == "caption":
            self._rows = self.tables[self._text.strip()] = {}
        elif tag in {"th", "td"}:
            self._row.append(self._text.strip())
        elif tag == "tr" and self._row:
            self._rows[self._row[0]] = self._row[1:]
        elif tag == "a" and self._text is not None:
            self.links[tuple(self._row[:1]), len(self._row)] = self._link
            return
        if tag in {"caption", "th", "td"}:
            self._text = None


def signed_in(client, role=None, **fields):
    user = make.staff(role, **fields) if role else make.admin(**fields)
    client.force_login(user)
    return user


def read(client, name, **query):
    response = client.get(reverse(name), query)
    assert response.status_code == 200
    return response, Tables(response.content.decode())
