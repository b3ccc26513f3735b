"""Measure the import of a register file: rows a second and the peak of memory, on a database of its own.

python -m bench.import_rnic [rows]      100,000 rows unless told otherwise, three times: dry run, first, again
"""

import csv
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

ROWS = 100_000
HEADERS = [
    "numero_d_immatriculation", "nom_d_usage_de_la_copropriete", "numero_et_voie_adresse_de_reference",
    "code_postal_adresse_de_reference", "commune_adresse_de_reference", "nombre_total_de_lots",
    "nombre_total_de_lots_a_usage_d_habitation_de_bureaux_ou_de_comm", "nombre_de_lots_a_usage_d_habitation",
    "type_de_syndic_benevole_professionnel_non_connu",
    "identification_du_representant_legal_raison_sociale_et_le_numer", "periode_de_construction", "nom_qp_2024",
]  # fmt: skip


def write_file(path: Path, rows: int) -> None:
    """Write a file as the national register publishes it: all rows of communes that are kept, the worst case."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADERS)
        for n in range(rows):
            lots = 2 + n % 250
            writer.writerow([
                f"AA{n:07}", f"Résidence {n}", f"{n} rue de l’Épreuve", "99999", "Commune A", lots, lots - 1, lots - 1,
                ("professionnel", "bénévole", "non connu")[n % 3], f"Syndic {n % 40}", "1961-1974", "",
            ])  # fmt: skip


def main(rows: int) -> int:
    with tempfile.TemporaryDirectory(prefix="habiter-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "portal.settings.development"}
        path = Path(folder) / "rnic.csv"
        write_file(path, rows)
        import django

        django.setup()
        return measure(path, rows)


def measure(path: Path, rows: int) -> int:
    from django.core.files import File
    from django.core.management import call_command

    from copro import rnic
    from copro.models import RnicImport
    from territory.models import Commune

    call_command("migrate", verbosity=0)
    Commune.objects.get_or_create(name="Commune A")
    slow = False
    for name, dry_run in (("dry run", True), ("first", False), ("again", False)):
        with path.open("rb") as content:
            entry = RnicImport.objects.create(file=File(content, name="rnic.csv"), name="rnic.csv", is_dry_run=dry_run)
        began = time.monotonic()
        rnic.run(entry.pk)
        seconds = time.monotonic() - began
        entry.refresh_from_db()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{name}: {rows} rows in {seconds:.1f} s, {rows / seconds:.0f} rows/s, peak {peak:.0f} MB; "
            f"created {entry.created}, updated {entry.updated}, unchanged {entry.unchanged}, refused {entry.refused}"
        )
        slow |= seconds > 120 or peak > 300
    return int(slow)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
