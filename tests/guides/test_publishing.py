"""What is published is whole: a draft may be unfinished, a guide that readers see may not."""

import json
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Revision

from accounts.roles import Role
from guides.models import GuidePage
from guides.publishing import MAX_STEPS, faults_of_video
from tests import factories as make
from tests.guides import editing, pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide():
    page = pages.guide(title="Robinet", live=False, steps=[pages.step()])
    page.save_revision()
    return page


def told(response, sentence: str) -> bool:
    """Say whether a page holds a sentence, in its HTML or in the data of its blocks."""
    text = response.content.decode()
    as_data = json.dumps(sentence)[1:-1]
    return any(form in text for form in (sentence, escape(sentence), as_data, escape(as_data)))


def is_live(page) -> bool:
    return GuidePage.objects.get(pk=page.pk).live


REFUSED = {
    "no step": ([], "On ne peut pas suivre un guide sans étape\u00a0: écrivez-en au moins une."),
    "60 steps": (
        [editing.step()] * 60,
        f"On ne peut pas suivre un guide de 60 étapes\u00a0: {MAX_STEPS} au plus. Faites-en plusieurs guides.",
    ),
    "a picture nobody described": (
        [editing.step(), editing.step(title="Vissez", drawing="tap-washer")],
        "Étape 2, «\u00a0Vissez\u00a0»\u00a0: dites ce que montre son image, ou cochez qu’elle n’ajoute rien.",
    ),
}


@pytest.mark.parametrize(("steps", "sentence"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("action", [editing.PUBLISH, editing.SUBMIT], ids=["publish", "submit"])
def test_fault_is_refused_with_its_place_and_may_be_saved_as_a_draft(editor, guide, steps, sentence, action):
    sent = editing.form_of(guide, steps=steps)
    refused = editor.post(editing.edit_url(guide), sent | action)
    assert (refused.status_code, told(refused, sentence), is_live(guide)) == (200, True, False)
    saved = editor.post(editing.edit_url(guide), sent)
    assert saved.status_code == 302
    assert len(GuidePage.objects.get(pk=guide.pk).get_latest_revision_as_object().steps) == len(steps)


def test_described_or_decorative_pictures_are_published(editor, guide):
    steps = [
        editing.step(drawing="tap-washer", alt="Un joint"),
        editing.step(drawing="tap-fixed", decorative="on"),
        editing.step(),
    ]
    answer = editor.post(editing.edit_url(guide), editing.form_of(guide, steps=steps) | editing.PUBLISH)
    assert (answer.status_code, is_live(guide)) == (302, True)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("checked_on", timezone.localdate() + timedelta(days=2), "Cette date est dans le futur."),
        ("minutes_max", 1, "C’est moins que la durée minimale."),
        ("slug", "qui-fait-quoi", "Cette adresse est déjà celle d’une autre page."),
    ],
)
def test_impossible_value_is_refused(editor, guide, field, value, sentence):
    sent = editing.form_of(guide, steps=[editing.step()], **{field: value})
    refused = editor.post(editing.edit_url(guide), sent | editing.PUBLISH)
    assert (refused.status_code, told(refused, sentence), is_live(guide)) == (200, True, False)


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_film_without_captions_or_transcript_is_refused_with_its_name(editor, guide, media):
    film = pages.document("film.mp4")
    video = ("video", {"title": "Le joint", "file": film.pk, "captions": "", "transcript": ""})
    sent = editing.form_of(guide, steps=[editing.step()], video=[video])
    refused = editor.post(editing.edit_url(guide), sent | editing.PUBLISH)
    assert told(refused, "Film «\u00a0Le joint\u00a0»\u00a0: ajoutez ses sous-titres, un fichier WebVTT (.vtt).")
    assert not is_live(guide)


def test_film_is_whole_with_a_film_its_captions_and_its_transcript(media):
    film, captions = pages.document("f.webm"), pages.document("f.vtt")
    whole = {"title": "x", "file": film, "captions": captions, "transcript": "On visse."}
    assert faults_of_video(whole) == []
    for part, value in (
        ("file", None),
        ("file", captions),
        ("captions", None),
        ("captions", film),
        ("transcript", " "),
    ):
        assert len(faults_of_video(whole | {part: value})) == 1


def test_film_is_played_by_the_browser_with_its_captions(client, media):
    film, captions = pages.document("f.mp4"), pages.document("f.vtt")
    value = {"title": "Le joint", "file": film, "captions": captions, "transcript": "On visse <fort>."}
    content = client.get(pages.guide(video=[("video", value)], steps=[pages.step()]).get_url()).content.decode()
    assert f'<source src="{film.url}">' in content
    assert f'<track kind="captions" src="{captions.url}"' in content
    assert "On visse &lt;fort&gt;." in content
    assert "<iframe" not in content


def test_download_of_a_removed_document_is_not_found(client, media, tmp_path):
    film = pages.document("f.mp4")
    (tmp_path / film.file.name).unlink()
    assert client.get(film.url).status_code == 404


def test_scheduled_guide_is_published_when_its_time_comes(editor, guide):
    soon = timezone.localtime() + timedelta(hours=2)
    sent = editing.form_of(guide, steps=[editing.step(title="Plus tard")], go_live_at=f"{soon:%Y-%m-%d %H:%M}")
    assert editor.post(editing.edit_url(guide), sent | editing.PUBLISH).status_code == 302
    call_command("publish_scheduled")
    assert not is_live(guide)
    revision = Revision.objects.get(approved_go_live_at__isnull=False)  # two hours go by
    revision.approved_go_live_at = timezone.now()
    revision.content["go_live_at"] = timezone.now().isoformat()
    revision.save()
    call_command("publish_scheduled")
    assert is_live(guide)
    assert GuidePage.objects.get(pk=guide.pk).steps[0].value["title"] == "Plus tard"


def opened(guide) -> dict:
    """Return what a tab that shows the guide now says of the version that it knows."""
    known = GuidePage.objects.get(pk=guide.pk).latest_revision
    return {"loaded_revision_id": known.pk, "loaded_revision_created_at": known.created_at.isoformat()}


@pytest.fixture
def older_tab(guide):
    """What an older tab sends of a guide whose newer draft was saved meanwhile."""
    old = opened(guide)
    guide.title = "Plus récent"
    guide.save_revision()
    return editing.form_of(guide, steps=[editing.step(title="Tapé ici")], title="Ancien onglet") | old


def titles(guide) -> list[str]:
    """Return the titles of a guide in its history, the newest first."""
    return [revision.content["title"] for revision in guide.revisions.order_by("-pk")]


def test_older_tab_saves_nothing_by_itself(editor, guide, older_tab):
    answer = editor.post(editing.edit_url(guide), older_tab, headers={"accept": "application/json"})
    assert (answer.status_code, answer.json()["error_code"]) == (400, "invalid_revision")
    assert titles(guide) == ["Plus récent", "Robinet"]


@pytest.mark.parametrize("action", [{}, editing.PUBLISH, editing.SUBMIT], ids=["save", "publish", "submit"])
def test_older_tab_is_refused_once_and_keeps_what_was_typed(editor, guide, older_tab, action):
    refused = editor.post(editing.edit_url(guide), older_tab | action)
    assert told(refused, "dans un autre onglet ou par quelqu’un d’autre, après que vous l’avez ouverte.")
    assert (titles(guide), is_live(guide)) == (["Plus récent", "Robinet"], False)
    shown = BeautifulSoup(refused.content, "html.parser")
    known = {name: shown.find("input", {"name": name})["value"] for name in opened(guide)}
    assert shown.find("input", {"name": "title"})["value"] == "Ancien onglet"
    assert "Tapé ici" in json.dumps(refused.context["form"]["steps"].value().raw_data[0]["value"], ensure_ascii=False)
    assert editor.post(editing.edit_url(guide), older_tab | known | action).status_code == 302
    assert titles(guide)[:2] == ["Ancien onglet", "Plus récent"]
    assert is_live(guide) == (action == editing.PUBLISH)


def test_tab_that_saved_by_itself_publishes_its_own_last_version(editor, guide):
    sent = editing.form_of(guide, steps=[editing.step()]) | opened(guide)
    saved = editor.post(editing.edit_url(guide), sent, headers={"accept": "application/json"}).json()
    mine = {"overwrite_revision_id": saved["revision_id"]}
    assert editor.post(editing.edit_url(guide), sent | mine | editing.PUBLISH).status_code == 302
    assert is_live(guide)


def test_many_guides_published_at_once_pass_the_same_checks(editor, guide):
    good = pages.guide(title="Bon", live=False, steps=[pages.step()])
    guide.steps = []
    guide.save_revision()
    for each, expected in ((guide, False), (good, True)):
        editor.post(f"/admin/bulk/wagtailcore/page/publish/?next=/admin/&id={each.pk}", {"include_descendants": ""})
        assert is_live(each) is expected


@pytest.mark.filterwarnings(
    "ignore:get_connection:django.utils.deprecation.RemovedInDjango2028Warning"
)  # Wagtail's own
def test_guide_sent_for_review_is_published_by_a_moderator(client, editor, guide):
    parent = guide.get_parent()
    assert parent.get_workflow().name == "Relecture des guides"
    sent = editing.form_of(guide, steps=[editing.step()])
    assert editor.post(editing.edit_url(guide), sent | editing.SUBMIT).status_code == 302
    task = GuidePage.objects.get(pk=guide.pk).current_workflow_task_state
    assert {group.name for group in task.task.specific.groups.all()} == {Role.EDITOR.value}
    task.specific.approve(user=make.staff(Role.EDITOR))
    assert is_live(guide)


@pytest.mark.filterwarnings(
    "ignore:get_connection:django.utils.deprecation.RemovedInDjango2028Warning"
)  # Wagtail's own
def test_guide_in_review_keeps_no_fault_so_that_an_approval_from_a_list_publishes_none(editor, guide):
    faulty = editing.form_of(guide, steps=[])
    assert editor.post(editing.edit_url(guide), faulty).status_code == 302  # a draft may be unfinished
    editor.post(editing.edit_url(guide), editing.form_of(guide, steps=[editing.step()]) | editing.SUBMIT)
    refused = editor.post(editing.edit_url(guide), faulty)
    assert "en au moins une" in editing.errors_of(refused)
    task = GuidePage.objects.get(pk=guide.pk).current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, "approve", task.pk])
    assert editor.post(approve, {"comment": ""}).status_code == 302
    assert is_live(guide)
    assert len(GuidePage.objects.get(pk=guide.pk).steps) == 1


def test_guide_stands_when_its_theme_is_deleted_even_in_an_older_draft(client):
    water, air = pages.theme("water"), pages.theme("air")
    page = pages.guide(themes=[water, air], steps=[pages.step()])
    draft = page.save_revision()
    water.delete()
    assert client.get(page.get_url()).status_code == 200
    draft.publish()
    assert [theme.slug for theme in GuidePage.objects.get(pk=page.pk).themes.all()] == ["air"]
    assert client.get(page.get_url()).status_code == 200
