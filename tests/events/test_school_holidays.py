"""The official school calendar, loaded from the files that the ministry publishes."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from events.models import SchoolHoliday

pytestmark = pytest.mark.django_db

# The form of the official table; the dates are made up.
TABLE = """description;population;start_date;end_date;location;zones;annee_scolaire
Vacances de la Toussaint;-;2030-10-18T22:00:00+00:00;2030-11-03T23:00:00+00:00;Orléans-Tours;Zone B;2030-2031
Vacances de la Toussaint;-;2030-10-18T22:00:00+00:00;2030-11-03T23:00:00+00:00;Rennes;Zone B;2030-2031
Vacances d'Hiver;Élèves;2031-02-15T00:00:00+01:00;2031-03-03T00:00:00+01:00;Orléans-Tours;Zone B;2030-2031
Vacances d'Hiver;-;2031-02-08T00:00:00+01:00;2031-02-24T00:00:00+01:00;Paris;Zone C;2030-2031
Vacances d'Été;Enseignants;2031-07-05T00:00:00+02:00;2031-08-29T00:00:00+02:00;Orléans-Tours;Zone B;2030-2031
Rentrée scolaire des élèves;-;2031-09-01T00:00:00+02:00;2031-09-02T00:00:00+02:00;Orléans-Tours;Zone B;2030-2031
Pont de l'Ascension;-;2031-05-22T00:00:00+02:00;2031-05-26T00:00:00+02:00;Orléans-Tours;Zone B;2030-2031
"""
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//test//FR
BEGIN:VEVENT
UID:1
SUMMARY:Vacances de Noël - Zone B
DTSTART;VALUE=DATE:20301221
DTEND;VALUE=DATE:20310106
END:VEVENT
BEGIN:VEVENT
UID:2
SUMMARY:Début des vacances d'été
DTSTART;VALUE=DATE:20310705
END:VEVENT
END:VCALENDAR
"""
FOUND = [
    (date(2030, 10, 19), date(2030, 11, 3)),
    (date(2031, 2, 15), date(2031, 3, 2)),
    (date(2031, 5, 22), date(2031, 5, 25)),
]


def load(tmp_path, name: str, content: str | bytes):
    file = tmp_path / name
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    call_command("load_school_holidays", str(file))
    return list(SchoolHoliday.objects.values_list("starts_on", "ends_on"))


@pytest.mark.parametrize("content", [TABLE, "\ufeff" + TABLE, TABLE.replace(";", ",")])
def test_table_gives_zone_b_without_the_day_of_return(tmp_path, content):
    assert load(tmp_path, "calendrier.csv", content) == FOUND


def test_loaded_twice_and_corrected_by_hand_it_adds_nothing_again(tmp_path):
    load(tmp_path, "calendrier.csv", TABLE)
    SchoolHoliday.objects.filter(starts_on=date(2031, 2, 15)).update(name="Corrigé")
    assert load(tmp_path, "calendrier.csv", TABLE) == FOUND
    assert SchoolHoliday.objects.get(starts_on=date(2031, 2, 15)).name == "Corrigé"


def test_calendar_gives_the_periods_that_have_an_end(tmp_path):
    assert load(tmp_path, "Zone-B.ics", CALENDAR) == [(date(2030, 12, 21), date(2031, 1, 5))]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", ""), ("a.csv", "x;y\n1;2"), ("a.csv", TABLE.replace("Zone B", "Zone A")), ("a.ics", "no calendar"),
        ("a.csv", TABLE.replace("2030-10-18T22:00:00+00:00", "demain")), ("a.csv", b"\xff\xfe\x00"),
        ("a.ics", CALENDAR.replace("Vacances", "Réunion")),
    ],
)  # fmt: skip
def test_file_of_another_kind_is_refused_in_a_sentence_and_adds_nothing(tmp_path, name, content):
    with pytest.raises(CommandError):
        load(tmp_path, name, content)
    assert not SchoolHoliday.objects.exists()


def test_missing_file_is_a_sentence(tmp_path):
    with pytest.raises(CommandError):
        call_command("load_school_holidays", str(tmp_path / "nothing.csv"))


def test_portal_ships_no_school_holidays():
    assert not SchoolHoliday.objects.exists()
