"""A PostgreSQL for tests: the one that DATABASE_URL names, else a throw-away cluster on this machine.

    python -m tests.support.postgres see-to          have the programs on this machine, installing them if we may
    python -m tests.support.postgres start           start a cluster, print its DATABASE_URL
    python -m tests.support.postgres stop            stop that cluster and remove it
    python -m tests.support.postgres run COMMAND …   run a command with DATABASE_URL set, then stop and remove

PostgreSQL refuses to run as root: there, Debian's `postgres` user owns the cluster.
"""

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.support.machine import Missing, apt_install, nothing_may_be_skipped

STATE = Path(__file__).resolve().parents[2] / ".tools" / "test-postgres.json"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "UTC",
}


@dataclass(frozen=True)
class Cluster:
    folder: str
    programs: str
    url: str

    def stop(self) -> None:
        data = f"{self.folder}/data"
        if Path(data).is_dir():
            _run([f"{self.programs}/pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)


def given_url() -> str | None:
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else None


def find_programs() -> Path | None:
    """Return the folder that holds initdb and pg_ctl, the newest version first."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: float(p.parents[1].name))
    if debian:
        return debian[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def see_to_programs() -> Path:
    """Return the folder of PostgreSQL's programs, installing Debian's package if we may. Raises Missing."""
    programs = find_programs()
    if programs is None and apt_install("postgresql"):
        programs = find_programs()
    if programs is None:
        raise Missing(
            "PostgreSQL. Get it with: apt-get install postgresql   (or give one with DATABASE_URL=postgres://…)"
        )
    return programs


def start() -> Cluster:
    """Start a new cluster on a free loopback port. Raises Missing."""
    programs = see_to_programs()
    folder = Path(tempfile.mkdtemp(prefix="habiter-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    password = secrets.token_hex(12)
    (folder / "password").write_text(password)
    if os.geteuid() == 0:
        for path in (folder, folder / "password"):
            shutil.chown(path, "postgres", "postgres")
    port = _free_port()
    cluster = Cluster(str(folder), str(programs), f"postgres://habiter:{password}@127.0.0.1:{port}/postgres")
    data = folder / "data"
    options = SETTINGS | {"port": str(port), "unix_socket_directories": str(folder)}
    try:
        _run(
            [f"{programs}/initdb", "-D", str(data), "-U", "habiter", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
            + ["--auth=scram-sha-256", f"--pwfile={folder / 'password'}"]
        )
        with (data / "postgresql.conf").open("a") as conf:
            conf.writelines(f"{name} = '{value}'\n" for name, value in options.items())
        _run([f"{programs}/pg_ctl", "-D", str(data), "-l", str(folder / "log"), "-w", "-t", "60", "start"])
    except BaseException:
        cluster.stop()
        raise
    return cluster


@contextmanager
def running() -> Iterator[str]:
    """Yield a DATABASE_URL: the given one, else that of a cluster which lives as long as the block."""
    url = given_url()
    if url:
        yield url
        return
    cluster = start()
    try:
        yield cluster.url
    finally:
        cluster.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _run(command: list[str], *, check: bool = True) -> None:
    """Run a program of PostgreSQL, as its own user where we are root, away from our folder, which it may not read."""
    options = {}
    if os.geteuid() == 0:
        options = {"user": "postgres", "group": "postgres", "extra_groups": []}
    # A file, not a pipe: the server inherits it and a pipe would never close.
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, **options
        )
        if check and done.returncode:
            output.seek(0)
            raise Missing(f"a working PostgreSQL: {' '.join(command)} said:\n{output.read().decode(errors='replace')}")


def _command_see_to() -> None:
    if not given_url():
        see_to_programs()


def _command_start() -> None:
    if STATE.exists():
        _command_stop()
    cluster = start()
    STATE.parent.mkdir(exist_ok=True)
    STATE.write_text(json.dumps(asdict(cluster)))
    STATE.chmod(0o600)
    print(cluster.url)


def _command_stop() -> None:
    if STATE.exists():
        Cluster(**json.loads(STATE.read_text())).stop()
        STATE.unlink()


def _command_run(command: list[str]) -> int:
    # Ctrl-C reaches the command too: let it end, then stop the cluster.
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    with running() as url, subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}) as child:
        return child.wait()


def main(arguments: list[str]) -> int:
    try:
        match arguments:
            case ["see-to"]:
                _command_see_to()
            case ["start"]:
                _command_start()
            case ["stop"]:
                _command_stop()
            case ["run", *command] if command:
                return _command_run(command)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except Missing as missing:
        if arguments[0] == "run" and not nothing_may_be_skipped():
            print(f"SKIPPED the tests on PostgreSQL. Missing: {missing}", file=sys.stderr)
            return 0
        print(f"Missing: {missing}", file=sys.stderr)
        return 0 if arguments[0] == "see-to" and not nothing_may_be_skipped() else 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
