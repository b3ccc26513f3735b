"""Numbers to tap: their address, their service, and those that a text tells to call."""

import pytest
from bs4 import BeautifulSoup
from django.template import Context, Template
from django.utils import translation

from core import phones
from core.blocks import TableBlock


@pytest.mark.parametrize(
    ("number", "address"),
    [
        ("02 61 91 00 00", "tel:+33261910000"),
        ("0 800 47 33 33", "tel:+33800473333"),
        ("+33 6 12 34 56 78", "tel:+33612345678"),
        ("+44 20 7946 0000", "tel:+442079460000"),
        ("18", "tel:18"),
        ("114", "sms:114"),
        ("3919", "tel:3919"),
    ],
)
def test_tel_is_an_address_that_a_telephone_dials(number, address):
    assert phones.tel(number) == address


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("09 72 67 50 37", True),
        ("0\u00a0800\u00a047\u00a033\u00a033", True),
        ("0806706806", True),
        ("18", True),
        ("17", False),
        ("Tél. 09 72 67 50 37", False),
        (None, False),
    ],
)
def test_only_a_number_by_itself_is_a_phone(text, is_one):
    assert phones.is_phone(text) is is_one


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("<p>Sortez, puis appelez le 15, le 18 ou le 112 (114 par SMS).</p>", ["15", "18", "112", "114"]),
        ("<ul><li>15 : le SAMU.</li><li>18\u00a0: les pompiers.</li></ul>", ["15", "18"]),
        ("<p>Call 15, 18, 112 or 114.</p>", ["15", "18", "112", "114"]),
        ("<p>اتصلوا بالرقم 15 أو 18 أو 112.</p>", ["15", "18", "112"]),
        ("Appelez le 18 décembre, de 9 h à 18 h, ou avant 15 jours", []),
        ("<p>Un immeuble de 15 lots, article 18, le 15.</p>", []),
        ("<p>Enedis : 09 72 67 50 37, du 01/02/2026.</p>", ["09 72 67 50 37"]),
        ('<p>Appelez <a href="tel:18">le 18.</a></p>', []),
    ],
)
def test_numbers_are_links_where_the_text_speaks_of_calling(text, numbers):
    found = []
    phones.link_numbers(text, lambda number: found.append(number) or number)
    assert found == numbers


def test_text_without_a_number_stays_as_it_is():
    text = "<p>Appelez votre gardien : il a 15 clés &amp; 2 sacs.</p>"
    assert phones.link_numbers(text, "<a>{}</a>".format) == text


def links_of(source, **context):
    with translation.override("fr"):
        html = Template("{% load habiter %}" + source).render(Context(context))
    return {link["href"]: " ".join(link.get_text().split()) for link in BeautifulSoup(html, "html.parser").select("a")}


def test_link_says_the_service_to_those_who_hear_it():
    assert links_of("{{ text|with_numbers }}", text="Appelez le 18 ou le 114.") == {
        "tel:18": "Appeler 18 – Pompiers",
        "sms:114": "SMS au 114 – Par SMS, si vous entendez mal ou pas du tout",
    }


def test_plain_text_is_escaped_before_its_numbers_are_links():
    html = Template("{% load habiter %}{{ text|with_numbers }}").render(Context({"text": "<b>Appelez le 18.</b>"}))
    assert html.startswith("&lt;b&gt;Appelez le <a ")


def table(*rows):
    value = TableBlock().to_python({"caption": "T", "columns": ["Qui", "Numéro"], "rows": [list(row) for row in rows]})
    return links_of('{% include "components/table_block.html" %}', value=value)


def test_short_numbers_of_a_table_are_links_named_by_the_cell_before():
    assert table(("SAMU", "15"), ("Enedis", "09 72 67 50 37"), ("Mairie", "")) == {
        "tel:15": "Appeler 15 – SAMU",
        "tel:+33972675037": "Appeler 09 72 67 50 37 – Enedis",
    }


def test_figures_of_a_table_are_no_telephone_numbers():
    assert table(("Lots", "15"), ("Bâtiments", "3")) == {}
