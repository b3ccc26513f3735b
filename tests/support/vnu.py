"""The Nu HTML checker: is our HTML and CSS what the standards say? It is a Java program, kept in .tools/vnu/.

python -m tests.support.vnu see-to     have it, and a Java to run it, on this machine; installing both if we may
"""

import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.support.machine import Missing, apt_install, nothing_may_be_skipped

FOLDER = Path(__file__).resolve().parents[2] / ".tools" / "vnu"
VERSION = "26.9.27"
JAR = FOLDER / f"vnu-{VERSION}.jar"
INSIDE = "package/build/dist/vnu.jar"


def find_java() -> str | None:
    return shutil.which("java")


def see_to_java() -> str:
    if find_java() is None:
        apt_install("default-jre-headless")
    if java := find_java():
        return java
    raise Missing("Java. Get it with: apt-get install default-jre-headless")


def see_to_jar() -> Path:
    """Return the checker's jar, fetched with npm's own client from wherever this machine's npm fetches."""
    if JAR.exists():
        return JAR
    if shutil.which("npm") is None:
        apt_install("npm")
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("npm, to fetch the HTML checker. Get it with: apt-get install npm")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=FOLDER) as folder:
        command = [npm, "pack", f"vnu-jar@{VERSION}", "--silent", "--pack-destination", folder]
        subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True)
        packed = next(Path(folder).glob("*.tgz"), None)
        if packed is None:
            raise Missing(
                f"the HTML checker: npm could not fetch vnu-jar {VERSION}. Check the network, then run `make vnu`."
            )
        unfinished = Path(folder) / "vnu.jar"
        with tarfile.open(packed) as archive, unfinished.open("wb") as jar:
            shutil.copyfileobj(archive.extractfile(INSIDE), jar)
        unfinished.replace(JAR)
    return JAR


def findings(files: Iterable[Path], *, css: bool = False) -> list[str]:
    """Return what the checker has against the files, errors and warnings, one line each. Raises Missing."""
    if find_java() is None or not JAR.exists():
        raise Missing("the HTML checker: run `make vnu`")
    kind = ["--css"] if css else ["--html"]
    command = [find_java(), "-Xmx512m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *kind]
    done = subprocess.run([*command, *map(str, files)], stdin=subprocess.DEVNULL, capture_output=True, text=True)
    said = json.loads(done.stderr or done.stdout)["messages"]
    return [
        f"{Path(m.get('url', '')).name}:{m.get('lastLine', '?')}: {m.get('subType') or m['type']}: {m['message']}"
        f" — {' '.join(m.get('extract', '').split())}"
        for m in said
    ]


def main(arguments: list[str]) -> int:
    if arguments != ["see-to"]:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        see_to_java()
        see_to_jar()
    except Missing as missing:
        print(f"Missing: {missing}", file=sys.stderr)
        return 1 if nothing_may_be_skipped() else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
