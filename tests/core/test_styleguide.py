"""The style guide: for staff only, whole, and written from the templates."""

import pytest
from django.utils import translation

from accounts.roles import Role
from core import styleguide
from core.styleguide import Component, Undocumented, names_in
from tests import factories as make

STAFF_ROLES = [Role.EDITOR, Role.FACILITATOR]


def entries() -> dict[str, styleguide.Entry]:
    return {entry.component.name: entry for _title, group in styleguide.sections() for entry in group}


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/styleguide/", "/ar/styleguide/"])
def test_the_public_sees_no_style_guide(client, address):
    make.home_page()
    assert client.get(address).status_code == 404
    client.force_login(make.staff(is_staff=True))  # an account without access to the admin
    assert client.get(address).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("role", STAFF_ROLES)
def test_staff_see_it_in_both_directions_and_schemes(client, role):
    make.home_page()
    client.force_login(make.staff(role))
    french = client.get("/styleguide/", {"scheme": "dark"})
    assert french.status_code == 200
    assert '<html lang="fr" dir="ltr" class="scheme-dark">' in french.text
    arabic = client.get("/ar/styleguide/")
    assert '<html lang="ar" dir="rtl">' in arabic.text
    assert "إصلاح صنبور" in arabic.text
    assert 'class="scheme-' not in client.get("/styleguide/", {"scheme": '"><script>'}).text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_guide_makes_no_query(django_assert_num_queries, language):
    with translation.override(language), django_assert_num_queries(0):
        for entry in entries().values():
            entry.shown()


def test_every_component_has_an_entry():
    assert sorted(entries()) == styleguide.components()


@pytest.mark.parametrize("name", styleguide.components())
def test_every_variable_occurs_in_a_state(name):
    component = Component(name)
    given = {key for state in entries()[name].states for key, value in state.values.items()}
    missing = [variable for variable in component.variables if variable not in given]
    assert missing == [], f"The head of {component.template} names what no state of the style guide gives."
    unknown = given - set(component.variables)
    assert unknown == set(), f"The style guide gives what the head of {component.template} does not name."


@pytest.mark.parametrize("name", styleguide.components())
def test_every_entry_has_its_line_to_copy(name):
    component = Component(name)
    assert component.header
    assert component.code.startswith(f'{{% include "components/{name}.html"')
    assert all(
        f"{variable}={variable}" in component.code
        for variable in component.variables
        if variable not in styleguide.FROM_AROUND
    )


def test_names_are_read_from_both_forms_of_a_head():
    assert list(names_in(" crumbs (list of title, url; the parents only), request.")) == ["crumbs", "request"]
    assert list(names_in("\n- url, title, text;\n- tint: water, air or heat;\n")) == ["url", "title", "text", "tint"]
    assert list(names_in(" none.")) == []


def test_a_careless_head_is_refused(monkeypatch):
    monkeypatch.setattr(styleguide, "source_of", lambda name: "<p>No head</p>")
    with pytest.raises(Undocumented):
        _ = Component("card").header
    monkeypatch.setattr(
        styleguide, "source_of", lambda name: "{% comment %}\nA card.\nVariables: the url.\n{% endcomment %}"
    )
    with pytest.raises(Undocumented, match="the url"):
        _ = Component("card").variables
