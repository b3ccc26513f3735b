"""Sample content: workshops relative to the day of loading, sign-ups and staff. Seeded, removable.

Everything goes through the same verbs as real life, so that the samples keep every invariant.
"""

import random
import secrets
from collections import Counter
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import Locale, Page

from accounts.models import User
from accounts.roles import Role
from copro.models import AdviceRequest
from core.models import CustomImage, SiteSettings, Theme
from engagement.models import Message, Person
from events import attendance, closing, registration, scheduling, series, survey
from events.enums import AgeBand, AnswerKind, Attendance, Audience, Kind, SessionStatus, SurveyChannel
from events.models import Event, EventPage, Question, Registration, Series, Session, SpokenLanguage, SurveyQuestion
from home import advice_samples, contents, translations
from home.models import DemoRecord
from home.prose import to_html
from home.sampling import chance_uuid, once, show_as_sent
from home.site_files import FILES as SITE_FILES
from home.site_files import read
from home.structure import in_every_language, synchronise_languages
from territory.enums import Whereabouts
from territory.models import Landlord, Neighbourhood, Partner, Venue

FILES = Path(__file__).parent / "demo"
PARIS = ZoneInfo("Europe/Paris")
FULL = ("session:reparer-une-chasse-d-eau:2", "session:repeindre-le-hall:2")  # with a waiting list
STAFF = {
    "admin": None, "redaction": Role.EDITOR, "animation": Role.FACILITATOR, "artemis": Role.ARTEMIS,
    "bailleur": Role.LANDLORD, "pilotage": Role.LEAD,
}  # fmt: skip


def load(password: str) -> str | None:
    """Load the samples. Return the password of the staff users when they were made now, else None."""
    programme = read(FILES / "events.toml")
    made = load_staff(password)
    load_images()
    for each in programme["venues"]:
        load_venue(each)
    for each in programme["events"]:
        load_event(each)
    load_sign_ups(programme["people"])
    for each in programme["events"]:
        load_news(each)
    load_opinions()
    advice_samples.load(read(FILES / "advice.toml"))
    words = read(SITE_FILES / "home.toml")["site"]
    SiteSettings.objects.update(demo_banner=in_every_language(words, "demo_banner"))
    synchronise_languages(Locale.objects.get(language_code=settings.LANGUAGE_CODE))
    translations.load_folder(FILES / "translations", ["reparer-une-chasse-d-eau"])
    return made


def load_staff(password: str) -> str | None:
    password = password or secrets.token_urlsafe(12)
    made = [
        name for name, role in STAFF.items() if once(f"user:{name}", lambda n=name, r=role: make_user(n, r, password))
    ]
    return password if made else None


def make_user(name: str, role: Role | None, password: str) -> User:
    user = User(username=name, email=f"{name}@example.org", first_name=name.capitalize(), is_superuser=role is None)
    user.is_staff = True
    if role == Role.LANDLORD:
        user.landlord = Landlord.objects.get(slug="tours-metropole-habitat")
    user.set_password(password)
    user.save()
    if role:
        user.groups.add(Group.objects.get(name=role.value))
    return user


def load_images() -> None:
    for path in sorted((FILES / "images").glob("*.png")):
        once(f"image:{path.stem}", lambda p=path: contents.make_image(p))


def picture_for(kind: str, names: list[str]) -> CustomImage | None:
    """Return the sample picture of the first theme or kind that has one."""
    records = {record.key: record for record in DemoRecord.objects.filter(key__startswith="image:")}
    return next((records[f"image:{kind}-{n}"].record for n in names if f"image:{kind}-{n}" in records), None)


def load_venue(each: dict) -> None:
    facts = {
        "address": each.get("address", ""), "directions": each.get("directions", ""),
        "is_step_free": each.get("step_free"), "has_lift": each.get("lift"),
        "has_hearing_loop": each.get("hearing_loop"),
        "has_toilets": each.get("toilets"),
    }  # fmt: skip
    neighbourhood = Neighbourhood.objects.get(slug=each["neighbourhood"])
    once(f"venue:{each['name']}", lambda: Venue.objects.create(name=each["name"], neighbourhood=neighbourhood, **facts))


def load_event(content: dict) -> None:
    once(f"event:{content['slug']}", lambda: make_event(content))
    event = DemoRecord.objects.get(key=f"event:{content['slug']}").record
    for number, each in enumerate(content["sessions"]):
        once(
            f"session:{content['slug']}:{number}", lambda e=each: scheduling.add_session(event, make_dates(content, e))
        )

    if "series" in content:
        load_series(content, event)


def load_series(content: dict, event: Event) -> None:
    key = f"series:{content['slug']}"
    once(key, lambda: make_series(content, event))
    for number, session in enumerate(DemoRecord.objects.get(key=key).record.sessions.order_by("series_on")):
        once(f"session:{content['slug']}:series-{number}", lambda made=session: made)


def make_series(content: dict, event: Event) -> Series:
    each = content["series"]
    first = local_moment(each["days"], each["time"])
    rule = Series(
        venue=Venue.objects.get(name=each["venue"]), first_on=first.date(), start=first.time(),
        end=(first + timedelta(minutes=content["duration_minutes"])).time(), every=each["every"],
        count=each["count"], capacity=content["capacity"],
    )  # fmt: skip
    series.add_series(event, rule)
    return rule


def load_news(content: dict) -> None:
    """Move and cancel the sessions that the samples say, with their households signed up."""
    for number, each in enumerate(content["sessions"]):
        session = DemoRecord.objects.get(key=f"session:{content['slug']}:{number}").record
        if session.status != SessionStatus.PLANNED or session.moved_at:
            continue
        staff = User.objects.get(username="animation")
        if "moved" in each:
            scheduling.change_session(session.pk, make_dates(content, each | each["moved"]), staff)
        elif each.get("cancelled"):
            scheduling.cancel_session(session.pk, staff)
        quieten(session)


@transaction.atomic
def make_event(content: dict) -> Event:
    event = Event(
        title=content["title"], kind=Kind(content["kind"]), tax_axis=content.get("axis") or None,
        audience=content.get("audience", Audience.ALL), age_min=content.get("age_min"),
    )  # fmt: skip
    organiser = slugify(content["organiser"])
    scheduling.create_event(
        event, [], themes=Theme.objects.filter(slug__in=content["themes"]),
        landlords=Landlord.objects.filter(slug=organiser), partners=Partner.objects.filter(name=content["organiser"]),
        spoken_languages=SpokenLanguage.objects.filter(slug__in=content.get("languages", [])),
    )  # fmt: skip
    for order, asked in enumerate(content.get("questions", [])):
        Question.objects.create(event=event, order=order, **asked)
    page = EventPage.objects.get(event=event)
    page.slug, page.summary, page.body = content["slug"], content["summary"], to_html(content["body"])
    page.search_description = content["summary"][:255]
    page.drawing = content["drawing"]
    page.social_image = picture_for("event", [content["kind"]])
    page.save_revision().publish()
    return event


def make_dates(content: dict, each: dict) -> scheduling.Dates:
    starts_at = local_moment(each["days"], each["time"])
    return scheduling.Dates(
        venue=Venue.objects.get(name=each["venue"]), starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=content["duration_minutes"]), capacity=content["capacity"],
        requires_sign_up=content.get("requires_signup", True),
    )  # fmt: skip


def local_moment(days: int, hour: str) -> datetime:
    """Return a moment some days from today, in Paris, on Monday when that would be a Sunday."""
    day = timezone.localtime().date() + timedelta(days=days)
    day += timedelta(days=1 if day.weekday() == 6 else 0)
    return datetime.combine(day, time.fromisoformat(hour), tzinfo=PARIS)


def load_sign_ups(people: list[dict]) -> None:
    """Fill each sample session with households; those of the past are marked and closed."""
    records = DemoRecord.objects.filter(key__startswith="session:").order_by("id")
    for record in records:
        session = Session.objects.get(pk=record.object_id)
        if session.status == SessionStatus.PLANNED and not session.registrations.exists():
            fill(session, people, random.Random(record.key), is_full=record.key in FULL)


def fill(session: Session, people: list[dict], chance: random.Random, *, is_full: bool) -> None:
    dates = session.starts_at, session.ends_at
    past = session.starts_at <= timezone.now()
    if past:  # signed up for while it was still to come
        Session.objects.filter(pk=session.pk).update(
            starts_at=timezone.now() + timedelta(days=1), ends_at=timezone.now() + timedelta(days=1, hours=2)
        )
    if session.requires_sign_up:
        for number, person in enumerate(chance.sample(people, 9 if is_full else chance.randint(1, 4))):
            made = registration.register(session.pk, to_sign_up(person, session, chance), chance_uuid(chance))
            joined = min(dates[0], timezone.now()) - timedelta(days=12 - number, hours=chance.randint(0, 9))
            Registration.objects.filter(pk=made.pk).update(joined_at=joined)
    if is_full and not past:  # one household cannot come any more: the next one is offered its places
        quieten(session)
        registration.cancel(Registration.objects.filter(session=session).holding_a_seat().first().pk)
    if past:
        Session.objects.filter(pk=session.pk).update(starts_at=dates[0], ends_at=dates[1])
        close(session, chance)
    quieten(session)


def to_sign_up(person: dict, session: Session, chance: random.Random) -> registration.SignUp:
    place = person["neighbourhood"]
    neighbourhood = Neighbourhood.objects.filter(slug=place).first()
    phone = "+33" + person["phone"].replace(" ", "")[1:] if person.get("phone") else ""
    return registration.SignUp(
        name=person["name"], adults=person["adults"], children=person["children"], email=person.get("email", ""),
        ages=Counter(chance.choice(AgeBand.values) for _ in range(person["children"])),
        answers={each.pk: chance.choice(each.choices())[0] for each in session.event.questions.all()},
        phone=phone, whereabouts=Whereabouts.INSIDE if neighbourhood else Whereabouts(place),
        neighbourhood=neighbourhood, housing=person["housing"],
        landlord=Landlord.objects.filter(name=person.get("landlord") or "").first(),
    )  # fmt: skip


def close(session: Session, chance: random.Random) -> None:
    """Mark who came and close what is over for some days; the last ones stay to be closed by a facilitator."""
    if session.starts_at > timezone.now() - timedelta(days=4):
        return
    staff = User.objects.get(username="animation")
    for each in Registration.objects.filter(session=session).holding_a_seat():
        attendance.mark(each.pk, chance.choices(list(Attendance)[1:], [8, 1, 2])[0])
    attendance.count_heads(session.pk, chance.randint(1, 6), chance.randint(0, 4))
    works = session.event.themes.filter(is_work=True)
    closing.close_session(session.pk, staff, closing.Closing(held=True, works=works))


def load_opinions() -> None:
    """Let some of those who came to a sample session answer the survey on paper, unless it was answered already."""
    questions = list(SurveyQuestion.objects.asked().filter(kind=AnswerKind.LEVEL))
    for record in DemoRecord.objects.filter(key__startswith="session:").order_by("id"):
        session, chance = record.record, random.Random(f"opinions {record.key}")
        if session.status == SessionStatus.HELD and not session.survey_answers.exists():
            for _each in range(round(0.5 * survey.people_who_came(session))):
                levels = dict(
                    zip(questions, chance.choices(survey.LEVELS, [5, 6, 2, 1], k=len(questions)), strict=True)
                )
                survey.enter(session.pk, levels, SurveyChannel.PAPER, chance_uuid(chance))


def quieten(session: Session) -> None:
    show_as_sent(Registration, Registration.objects.filter(session=session).values("pk"))


@transaction.atomic
def remove() -> int:
    """Take away exactly what `load` made, with the sign-ups of the sample sessions. Return how many samples went."""
    records = list(DemoRecord.objects.order_by("-id"))
    for record in records:
        if record.record is not None:
            remove_one(record.record)
        record.delete()
    SiteSettings.objects.update(demo_banner={})
    return len(records)


def remove_one(sample: models.Model) -> None:
    if isinstance(sample, Page):
        for page in Page.objects.filter(translation_key=sample.translation_key):
            page.specific.delete()
    elif isinstance(sample, Session):
        entries = Registration.objects.filter(session=sample)
        people = list(entries.exclude(person=None).values_list("person", flat=True))
        Message.objects.filter(content_type__model="registration", object_id__in=entries.values("pk")).delete()
        entries.delete()
        Person.objects.filter(pk__in=people, registrations=None).delete()
        sample.survey_answers.all().delete()
        sample.delete()
    elif isinstance(sample, AdviceRequest):
        advice_samples.remove(sample)
    elif isinstance(sample, Event):
        for page in EventPage.objects.filter(event=sample):
            page.delete()
        sample.delete()
    else:
        sample.delete()
