"""Real processes of ours for tests that threads cannot stand in for: races, kills, a worker beside the web."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Server:
    url: str
    process: subprocess.Popen
    log: Path

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")


def environment_of_test() -> dict[str, str]:
    """Return the environment that shows a process the database and the folder of the running test.

    Use it with `transactional_db`: what a test has not committed, another process cannot see.
    """
    from django.conf import settings

    return {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "portal.settings.test"),
        "DATABASE_URL": database_url_of_test(),
        "DATA_DIR": str(settings.DATA_DIR),
        "SECRET_KEY": settings.SECRET_KEY,
    }


def database_url_of_test() -> str:
    """Return the address of the test database, as it is named now."""
    from django.db import connection

    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    secret = f":{quote(config['PASSWORD'], safe='')}" if config["PASSWORD"] else ""
    user = f"{quote(config['USER'], safe='')}{secret}@" if config["USER"] else ""
    port = f":{config['PORT']}" if config["PORT"] else ""
    return f"postgres://{user}{config['HOST'] or 'localhost'}{port}/{config['NAME']}"


@contextmanager
def serve(
    settings_env: Mapping[str, str] | None = None,
    workers: int = 4,
    threads: int = 4,
    application: str = "portal.wsgi",
) -> Iterator[Server]:
    """Yield a real gunicorn of the portal on a free loopback port, once /healthz/ answers 200; kill it afterwards.

    `settings_env` is laid over `environment_of_test()`: a switch such as a lock turned off goes there.
    """
    # The socket is bound here and handed over, so nobody can take the port in between.
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener, tempfile.TemporaryDirectory() as folder:
        listener.set_inheritable(True)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        command = ["-m", "gunicorn", application, "--bind", f"fd://{listener.fileno()}", "--worker-class", "gthread"]
        command += ["--workers", str(workers), "--threads", str(threads), "--worker-tmp-dir", folder]
        command += ["--timeout", "120", "--graceful-timeout", "5", "--no-control-socket"]
        with _started(command, settings_env, folder, pass_fds=[listener.fileno()]) as (process, log):
            listener.close()  # only the server holds it now: a killed server refuses, it does not hang
            server = Server(url, process, log)
            _wait_until_healthy(server)
            yield server


@contextmanager
def managed(*arguments: str, settings_env: Mapping[str, str] | None = None) -> Iterator[subprocess.Popen]:
    """Yield a running `manage.py ARGUMENTS`, a worker for instance; kill it afterwards."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _started(["manage.py", *arguments], settings_env, folder) as (process, _log),
    ):
        yield process


def manage(*arguments: str, settings_env: Mapping[str, str] | None = None, timeout: int = 120) -> str:
    """Run `manage.py ARGUMENTS` to its end in a process of its own and return what it printed. Raises on failure."""
    environment = os.environ | environment_of_test() | dict(settings_env or {})
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if done.returncode:
        raise AssertionError(
            f"manage.py {' '.join(arguments)} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
        )
    return done.stdout


@contextmanager
def _started(
    command: list[str], settings_env: Mapping[str, str] | None, folder: str, **options
) -> Iterator[tuple[subprocess.Popen, Path]]:
    log = Path(folder) / "log"
    environment = os.environ | environment_of_test() | dict(settings_env or {})
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # a group of its own, so that its workers die with it
            **options,
        )
        try:
            yield process, log
        finally:
            _end(process)


def _end(process: subprocess.Popen, patience: float = 10) -> None:
    process.terminate()
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(patience)


def _wait_until_healthy(server: Server, patience: float = 60) -> None:
    deadline = time.monotonic() + patience
    answer = "no answer"
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    while time.monotonic() < deadline and server.process.poll() is None:
        try:
            with direct.open(f"{server.url}/healthz/", timeout=5):
                return
        except urllib.error.HTTPError as error:
            answer = f"status {error.code}: {error.read(500)!r}"
            error.close()
        except OSError as error:
            answer = str(error)
        time.sleep(0.1)
    raise AssertionError(f"The server did not become healthy ({answer}). Its log:\n{server.log_text()[-4000:]}")
