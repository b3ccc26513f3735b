"""Links in rich texts: to the reader's language where there is one, never to a draft, few queries for many."""

import pytest
from django.utils import translation

from core.rich_text import expanded
from home.models import PlainPage
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    made = PlainPage(title="Aide", slug="aide", locale=make.locale())
    make.home_page().add_child(instance=made)
    make.home_page("en")
    return made


def link(pk) -> str:
    return f'<p><a linktype="page" id="{pk}">Lire</a></p>'


def english(page, live: bool) -> None:
    copy = page.copy_for_translation(make.locale("en"))
    copy.live = live
    copy.save()


@pytest.mark.parametrize(("live", "href"), [(True, "/en/aide/"), (False, "/aide/")])
def test_link_leads_to_the_readers_language_where_that_is_published(page, live, href):
    english(page, live)
    with translation.override("en"):
        assert expanded([link(page.pk)]) == [f'<p><a href="{href}">Lire</a></p>']
    with translation.override("fr"):
        assert expanded([link(page.pk)]) == ['<p><a href="/aide/">Lire</a></p>']


@pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "abc", "²", ""])
def test_link_to_no_page_leads_nowhere(page, pk):
    assert expanded([link(pk)]) == ["<p><a>Lire</a></p>"]


def test_many_texts_cost_what_one_does_and_stay_apart(page, django_assert_num_queries):
    english(page, live=True)
    expanded([link(page.pk)])  # the roots of sites are read once an hour
    for texts in ([link(page.pk)], ["", "<p>Sans lien.\x1e</p>", *[link(page.pk)] * 9]):
        with translation.override("en"), django_assert_num_queries(1):
            html = expanded(texts)
        assert [text.count("/en/aide/") for text in html] == [text.count("linktype") for text in texts]
