"""What the programme knows of households goes when the privacy notice says so, and every figure stands."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django_tasks_db.models import DBTaskResult

from engagement import retention
from engagement.models import Message, Person
from engagement.pseudonyms import pseudonym_of
from events.models import DoorTap, Registration, SurveyAnswer, SurveyQuestion, SurveyReply
from events.photos import add_photo
from events.retention import ERASED
from home import invariants
from indicators import figures
from indicators.counting import Scope
from tests import factories as make
from tests.events.test_photos import jpeg, media  # noqa: F401

pytestmark = pytest.mark.django_db

# Every other field of a sign-up, each looked at: it counts people, or is the team's own, and names nobody.
KEPT = {
    "id", "uuid", "reference", "submission", "session", "household", "adults", "children", "ages", "seats", "status",
    "joined_at", "cancelled_at", "origin", "whereabouts", "neighbourhood", "housing", "landlord", "language",
    "overrun_allowed_by", "attendance", "parent_agreed_at", "present_adults", "present_children",
    "marked_at", "marked_by",
}  # fmt: skip


def household_of(days_ago: int, person=None, **fields):
    session = make.held_session(starts_at=make.soon(-days_ago))
    entry = make.present(2, 1, session=session, person=person or make.person(), needs=["hearing"], **fields)
    make.message(entry, due_at=session.starts_at)
    return entry


def purge(now=None, **options):
    """Run one night and return what it erased, by kind, where there was something."""
    return {report.kind: report.erased for report in retention.purge(now, **options) if report.due}


def totals():
    scope = Scope(date.today() - timedelta(days=400), date.today())
    counted = figures.count(scope)
    return dict(counted.totals), counted.cells


def again(entry):
    return Registration.objects.get(pk=entry.pk)


def test_contacts_go_after_three_months_and_needs_after_a_week():
    old, recent, fresh = household_of(100), household_of(20), household_of(2)
    assert purge() == {"events.needs": 2, "events.contacts": 1}
    shown = [(each.name == "", each.person_id is None, each.needs) for each in map(again, (old, recent, fresh))]
    assert shown == [(True, True, []), (False, False, []), (False, False, ["hearing"])]
    assert (Person.objects.filter(pk=old.person_id).exists(), Message.objects.count()) == (False, 2)


def test_contact_that_came_again_is_kept():
    nadia = make.person()
    household_of(100, nadia)
    household_of(5, nadia)
    purge()
    assert Person.objects.filter(pk=nadia.pk).exists()
    assert list(Registration.objects.order_by("pk").values_list("person", flat=True)) == [None, nadia.pk]


def test_figures_stand_after_the_purge():
    nadia = make.person()
    for days in (100, 110, 120):
        household_of(days, nadia)
    before = totals()
    assert purge() == {"events.needs": 3, "events.contacts": 3}
    assert totals() == before
    assert not any(invariants.check().values())


def test_purge_twice_erases_nothing_more():
    household_of(100)
    purge()
    assert purge() == {}


def test_somebody_erased_who_signs_up_again_that_year_has_the_same_key():
    session = make.held_session(starts_at=make.paris(2026, 2, 10))
    first = make.present(session=session, person=make.person(email="nadia@example.org"))
    purge(make.paris(2026, 6, 1))
    back = make.person(email="nadia@example.org")
    keys = {pseudonym_of(back, make.paris(2026, month, 3)) for month in (6, 11)}
    assert (again(first).person, keys) == (None, {first.household})


def test_taps_go_after_thirty_days_and_who_came_stays():
    entry = household_of(2)
    for days in (40, 20):
        DoorTap.objects.create(session=entry.session, registration=entry, received_at=make.soon(-days))
    assert purge() == {"events.taps": 1}
    assert (DoorTap.objects.count(), again(entry).people_present) == (1, 3)


@pytest.mark.usefixtures("media")
@pytest.mark.filterwarnings("ignore:.*:pytest.PytestUnraisableExceptionWarning", "ignore:unclosed file:ResourceWarning")
def test_photo_goes_after_two_years_with_its_file(django_capture_on_commit_callbacks):
    session = make.held_session(starts_at=make.soon(-800))
    photo = add_photo(session, BytesIO(jpeg()), None, caption="Un joint", credit="Régie")
    name = photo.image.file.name
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        assert purge() == {"events.photos": 1}
    for task in DBTaskResult.objects.ready().filter(task_path__contains="delete_file"):  # the worker’s part
        task.task.call(*task.args_kwargs["args"], **task.args_kwargs["kwargs"])
    assert (session.photos.exists(), default_storage.exists(name)) == (False, False)


def test_sentences_of_the_survey_go_and_levels_stay():
    session = make.held_session(starts_at=make.soon(-800))
    answer = SurveyAnswer.objects.create(session=session)
    for value in ({"level": 4}, {"words": "Le robinet de Nadia"}):
        SurveyReply.objects.create(answer=answer, question=SurveyQuestion.objects.create(text={"fr": "?"}), **value)
    assert purge() == {"events.sentences": 1}
    assert sorted(SurveyReply.objects.values_list("level", "words"), key=str) == [(4, ""), (None, "")]


def test_every_field_of_a_sign_up_is_erased_or_kept_on_purpose():
    fields = {field.name for field in Registration._meta.concrete_fields}
    assert {*ERASED} & KEPT == set()
    assert fields - {*ERASED} - KEPT == set(), "Personal? Then erase it (events.retention.ERASED), else list it here."
