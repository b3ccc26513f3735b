"""An editor starts from a model: a draft of its own, that nobody sees before it is published."""

import pytest

from accounts.roles import Role
from guides import starters
from guides.models import GuidePage
from home import structure
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", starters.KINDS)
def test_draft_opens_with_its_steps_and_is_seen_by_nobody(editor, client, kind):
    answer = editor.post("/admin/guides/commencer/", {"kind": kind})
    page = GuidePage.objects.get(locale__language_code="fr")
    assert answer["Location"] == f"/admin/pages/{page.pk}/edit/"
    assert (page.live, page.owner.groups.get().name, len(page.steps) >= 3) == (False, Role.EDITOR.value, True)
    assert editor.get(answer["Location"]).status_code == 200
    assert client.get(f"/guides/{page.slug}/").status_code == 404


def test_second_draft_has_an_address_of_its_own(editor):
    for _ in range(3):
        editor.post("/admin/guides/commencer/", {"kind": "repair"})
    slugs = GuidePage.objects.filter(locale__language_code="fr").values_list("slug", flat=True)
    assert sorted(slugs) == ["nouveau-guide-reparer", "nouveau-guide-reparer-2", "nouveau-guide-reparer-3"]


def test_unknown_model_is_not_found(editor):
    assert editor.post("/admin/guides/commencer/", {"kind": "x"}).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.LEAD, Role.LANDLORD, Role.ARTEMIS])
def test_others_start_nothing(client, role):
    structure.set_up()
    client.force_login(make.staff(role))
    client.post("/admin/guides/commencer/", {"kind": "repair"})
    assert client.get("/admin/guides/commencer/").status_code in (302, 403)
    assert GuidePage.objects.count() == 0
