"""The register of co-ownerships: reading a file of the national register, then the advisers' own screens."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.roles import Role
from bench.import_rnic import HEADERS
from copro import rnic
from copro.enums import ImportState
from copro.models import CoOwnership, RnicImport, RnicMapping
from tests import factories as make
from tests.copro import asking

pytestmark = pytest.mark.django_db
ROW = dict(zip(HEADERS, [
    "AB1234567", "Résidence Été", "1 rue du Test", "37000", "TOURS", "30", "24", "22", "professionnel", "Syndic & Cie",
    "1961-1974", "Sanitas",
], strict=True))  # fmt: skip


@pytest.fixture(autouse=True)
def tours():
    return make.commune(name="Tours")


def file_of(*rows: dict, headers=HEADERS, separator=",", encoding="utf-8") -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, headers, delimiter=separator, extrasaction="ignore")
    writer.writeheader()
    writer.writerows(ROW | row for row in rows)
    return text.getvalue().encode(encoding)


def imported(content: bytes, *, write: bool = True, **fields) -> RnicImport:
    entry = RnicImport.objects.create(
        file=ContentFile(content, name="rnic.csv"), name="rnic.csv", is_dry_run=not write, **fields
    )
    rnic.run(entry.pk)
    entry.refresh_from_db()
    return entry


def counts(entry: RnicImport) -> tuple[int, ...]:
    return entry.created, entry.updated, entry.unchanged, entry.elsewhere, entry.refused


def refusals(entry: RnicImport) -> list[list[str]]:
    with entry.refusals.open("rb") as file:
        return list(csv.reader(io.StringIO(file.read().decode("utf-8-sig")), delimiter=";"))[1:]


def numbered(n: int, **row) -> dict:
    return {"numero_d_immatriculation": f"AB{n:07}"} | row


# Reading


def test_dry_run_says_what_it_would_do_and_writes_nothing():
    entry = imported(file_of({}), write=False)
    assert (entry.state, counts(entry)) == (ImportState.DONE, (1, 0, 0, 0, 0))
    assert CoOwnership.objects.count() == 0


def test_row_becomes_a_co_ownership(tours):
    place = make.neighbourhood(name="Sanitas", commune=tours)
    imported(file_of({}), source_date=date(2026, 10, 1))
    made = CoOwnership.objects.get()
    assert (made.number, made.name, made.commune, made.lots, made.main_lots, made.homes) == (
        "AB1234567", "Résidence Été", "TOURS", 30, 24, 22)  # fmt: skip
    assert (made.syndic_type, made.syndic_name, made.neighbourhood) == ("professional", "Syndic & Cie", place)
    assert made.source_date == date(2026, 10, 1)


def test_same_file_twice_changes_nothing():
    content = file_of(*(numbered(n) for n in range(2500)))
    assert counts(imported(content)) == (2500, 0, 0, 0, 0)
    before = list(CoOwnership.objects.order_by("pk").values())
    assert counts(imported(content)) == (0, 0, 2500, 0, 0)
    assert list(CoOwnership.objects.order_by("pk").values()) == before


def test_what_changed_is_written_and_what_advisers_know_stays(tours):
    imported(file_of({}))
    chosen = make.neighbourhood(name="Rives du Cher", commune=tours)
    make.neighbourhood(name="Sanitas", commune=tours)
    CoOwnership.objects.update(needs=["aids"], neighbourhood=chosen)
    entry = imported(file_of({"nombre_total_de_lots": "31"}))
    made = CoOwnership.objects.get()
    assert counts(entry) == (0, 1, 0, 0, 0)
    assert (made.lots, made.needs, made.neighbourhood) == (31, ["aids"], chosen)


def test_neighbourhood_that_was_empty_is_filled(tours):
    imported(file_of({}))
    place = make.neighbourhood(name="Sanitas", commune=tours)
    imported(file_of({}))
    assert CoOwnership.objects.get().neighbourhood == place


@pytest.mark.parametrize(
    ("encoding", "found", "separator"),
    [("utf-8", "utf-8", ","), ("utf-8-sig", "utf-8-sig", ";"), ("cp1252", "cp1252", "\t")],
)
def test_encoding_and_separator_are_found_and_said(encoding, found, separator):
    entry = imported(file_of({}, encoding=encoding, separator=separator))
    assert (entry.encoding, entry.separator, counts(entry)[0]) == (found, separator, 1)
    assert CoOwnership.objects.get().name == "Résidence Été"


def test_headers_with_accents_and_capitals_are_the_same():
    headers = ["Numéro d'immatriculation", "Numéro et Voie (adresse de référence)", "Commune (adresse de référence)"]
    content = "\n".join([";".join(headers), "AB1234567;1 rue du Test;Tours"]).encode()
    entry = imported(content)
    assert counts(entry) == (1, 0, 0, 0, 0) and "nombre_total_de_lots" in entry.remarks


def test_column_that_is_missing_leaves_what_is_known():
    imported(file_of({}))
    imported(file_of({"nom_d_usage_de_la_copropriete": "Autre"}, headers=[h for h in HEADERS if "lots" not in h]))
    made = CoOwnership.objects.get()
    assert (made.name, made.lots) == ("Autre", 30)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "CSV"), (b"\x89PNG\r\n\x1a\n\0\0", "codage"), ("a;b".encode("utf-16"), "codage"), (b"texte", "CSV"),
        (b"a;b\n1;2\n", "numero_d_immatriculation"),
        (file_of({}, headers=[h for h in HEADERS if h != "commune_adresse_de_reference"]), "commune_adresse"),
    ],
    ids=["empty", "picture", "utf-16", "words", "other columns", "no commune"],
)  # fmt: skip
def test_file_that_is_not_one_fails_in_words(content, word):
    entry = imported(content)
    assert entry.state == ImportState.FAILED and len(entry.remarks) > 20 and entry.finished_at
    assert "_" not in word or word in entry.remarks
    assert CoOwnership.objects.count() == 0


def test_rows_refused_are_listed_with_their_reason():
    entry = imported(file_of(
        {}, {}, {"numero_d_immatriculation": ""}, {"numero_d_immatriculation": "=1+1"},
        numbered(2, nombre_total_de_lots="trente"), numbered(3, nombre_total_de_lots="-4"),
        numbered(4, numero_et_voie_adresse_de_reference=" "), numbered(5, nombre_total_de_lots="999999999999"),
        numbered(6, commune_adresse_de_reference="Paris"),
    ) + b"AB9999999,court\n")  # fmt: skip
    assert counts(entry) == (1, 0, 0, 1, 8)
    lines = refusals(entry)
    assert [line[0] for line in lines] == ["3", "4", "5", "6", "7", "8", "9", "11"]
    assert all(len(line[2]) > 15 for line in lines)
    assert lines[2][1].startswith("'")  # no spreadsheet runs it


def test_formulas_and_controls_are_words():
    imported(file_of({"nom_d_usage_de_la_copropriete": "=HYPERLINK(1)\x07\x1b"}))
    made = CoOwnership.objects.get()
    assert made.name == "=HYPERLINK(1)"


def test_communes_kept_are_those_of_the_mapping():
    mapping = RnicMapping.objects.create(title="autre", communes="Joué-lès-Tours\n\nsaint avertin")
    communes = ["JOUE LES TOURS", "Saint-Avertin", "Tours"]
    rows = [numbered(n, commune_adresse_de_reference=name) for n, name in enumerate(communes)]
    entry = imported(file_of(*rows), mapping=mapping)
    assert counts(entry) == (2, 0, 0, 1, 0)


def test_import_costs_the_same_queries_for_100_and_1000_rows():
    def cost(rows: int) -> int:
        content = file_of(*(numbered(n) for n in range(rows)))
        with CaptureQueriesContext(connection) as queries:
            imported(content, write=False)
        return len(queries)

    assert cost(100) == cost(1000)


def test_command_is_a_dry_run_unless_told(tmp_path, capsys):
    path = tmp_path / "rnic.csv"
    path.write_bytes(file_of({}))
    call_command("import_rnic", str(path))
    assert "Dry run" in capsys.readouterr().out and not CoOwnership.objects.exists()
    call_command("import_rnic", str(path), write=True, date="2026-10-01")
    assert CoOwnership.objects.get().source_date == date(2026, 10, 1)
    with pytest.raises(CommandError):
        call_command("import_rnic", str(tmp_path / "absent.csv"))


# Screens


@pytest.fixture
def adviser(client):
    client.force_login(user := make.staff(Role.ARTEMIS))
    return user


def test_empty_form_of_a_register_file_says_what_is_missing(client, adviser):
    response = client.post(reverse("rnic_import_new"))
    assert response.status_code == 422 and list(response.context["form"].errors) == ["file"]


def test_file_is_read_first_then_written_from_the_screen(client, adviser, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=False) as asked:
        answers = {"file": asking.upload("r.csv", file_of({})), "dry_run": "on"}
        response = client.post(reverse("rnic_import_new"), answers)
    entry = RnicImport.objects.get()
    assert response["Location"] == reverse("rnic_import", args=[entry.pk]) and len(asked) == 1
    waiting = client.get(response["Location"])
    assert waiting["Refresh"] == "3" and "<progress" in waiting.text
    rnic.run(entry.pk)
    over = client.get(response["Location"])
    assert "Refresh" not in over and CoOwnership.objects.count() == 0
    client.post(reverse("rnic_import_again", args=[entry.pk]), {"write": "yes"})
    rnic.run(RnicImport.objects.latest("pk").pk)
    assert CoOwnership.objects.count() == 1
    assert client.get(reverse("rnic_imports:index")).status_code == 200


def test_file_that_is_gone_is_said(client, adviser):
    entry = imported(file_of({}), write=False)
    Path(entry.file.path).unlink()
    client.post(reverse("rnic_import_again", args=[entry.pk]), {"write": "yes"})
    assert RnicImport.objects.count() == 1


def test_refusals_are_downloaded(client, adviser):
    entry = imported(file_of({"numero_d_immatriculation": "=1"}))
    response = client.get(reverse("rnic_import_refusals", args=[entry.pk]))
    assert b"'=1" in b"".join(response.streaming_content)
    assert response["Content-Disposition"].startswith("attachment")


def test_list_filters_and_export(client, adviser, tours):
    place = make.neighbourhood(name="Sanitas", commune=tours)
    main_lots = "nombre_total_de_lots_a_usage_d_habitation_de_bureaux_ou_de_comm"
    imported(file_of(numbered(1), numbered(2, **{"nom_qp_2024": "", main_lots: "120"})))
    first, second = CoOwnership.objects.order_by("number")
    CoOwnership.objects.filter(pk=first.pk).update(needs=["aids"], name="=1+1")
    index = reverse("co_ownerships:index")

    def listed(**query) -> set:
        return {each.pk for each in client.get(index, query).context["object_list"]}

    assert listed() == {first.pk, second.pk}
    assert listed(neighbourhood=place.pk) == listed(need="aids") == listed(size="-50") == {first.pk}
    assert listed(neighbourhood="null") == listed(size="51-200") == {second.pk}
    response = client.get(reverse("co_ownerships_export"), {"format": "csv", "need": "aids"})
    text = b"".join(response.streaming_content).decode()
    assert "AB0000001" in text and "AB0000002" not in text and "'=1+1" in text
    assert client.get(reverse("co_ownerships_export"), {"format": "exe"}).status_code == 302
    assert client.get(reverse("co_ownerships_export"), {"size": "x"}).status_code == 302


def test_screen_keeps_contacts_and_restricted_notes(client, adviser):
    building = CoOwnership.objects.create(address="1 rue du Test", commune="Tours")
    here = building.get_admin_url()
    client.post(f"{here}contact/", {"kind": "visit", "held_on": "2026-11-20", "text": "Vu le toit."})
    client.post(f"{here}vulnerabilite/", {"note-text": "Deux exercices non votés."})
    page = client.get(here).text
    assert "Vu le toit." in page and "Deux exercices non votés." in page
    assert client.post(f"{here}contact/", {"kind": "visit", "text": ""}).status_code == 422
    actions = ModelLogEntry.objects.filter(user=adviser).values_list("action", flat=True)
    assert {"copro.register.contact", "copro.vulnerability.add", "copro.vulnerability.read"} <= set(actions)


def test_notes_are_hidden_without_their_permission(client, adviser):
    building = CoOwnership.objects.create(address="1 rue du Test", commune="Tours")
    building.vulnerability_notes.create(text="Deux exercices non votés.")
    group = adviser.groups.get()
    group.permissions.remove(*group.permissions.filter(codename__endswith="_vulnerabilitynote"))
    assert "Deux exercices" not in client.get(building.get_admin_url()).text
    assert client.post(f"{building.get_admin_url()}vulnerabilite/", {"note-text": "x"}).status_code == 302
    assert building.vulnerability_notes.count() == 1


def test_co_ownership_is_added_by_hand_with_its_events(client, adviser):
    event = make.event()
    client.post(reverse("co_ownerships:add"), {
        "number": " ab 1234567", "address": "1 rue du Test", "commune": "Tours", "syndic_type": "volunteer",
        "needs": ["aids"], "events_attended": [event.pk],
    })  # fmt: skip
    made = CoOwnership.objects.get()
    assert (made.number, made.needs, list(made.events_attended.all())) == ("AB1234567", ["aids"], [event])
    for _time in range(2):
        client.post(reverse("co_ownerships:add"), {"address": "2 rue", "commune": "Tours", "syndic_type": "unknown"})
    assert CoOwnership.objects.filter(number=None).count() == 2
