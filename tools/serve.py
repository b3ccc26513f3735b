"""Serve the portal on this machine: one worker, one web server, both stopped together.

Usage: serve.py [--demo]      with --demo the site's structure and sample content are loaded first.

PORT, HOST and the portal's own variables come from the environment.
"""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DATA_DIR = Path(os.environ.get("DATA_DIR", ROOT / "var"))
HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")
MANAGE = [sys.executable, "manage.py"]
# Two processes of four threads: a page goes on while another is made, and each stays well under 250 MB.
WEB = [sys.executable, "-m", "gunicorn", "portal.wsgi", "--bind", f"{HOST}:{PORT}", "--worker-class", "gthread"]
WEB += ["--workers", "2", "--threads", "4", "--timeout", "60", "--preload", "--no-control-socket"]
WEB += ["--log-level", "warning"]


class Stopped(Exception):
    """Someone asked us to stop."""


def stop(*_) -> None:
    # Once is enough: a second signal (make passes on what it gets) must not break off the stopping.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Stopped


def port_is_free() -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(PORT)))
        except OSError:
            return False
    return True


def step(name: str, text: str) -> None:
    print(f"  {name:<11} {text}", flush=True)


def load_demo() -> str:
    """Load the site and the samples; return what to tell about the staff users' password.

    It is DEMO_PASSWORD, else drawn once and kept beside the data: the users of a second run are those of the first.
    """
    step("site", "pages, roles, neighbourhoods")
    subprocess.run([*MANAGE, "setup_site"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    step("texts", "guides, advice to co-ownerships")
    subprocess.run([*MANAGE, "load_texts"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    step("samples", "workshops, sign-ups, staff")
    kept = DATA_DIR / "demo-password"
    password = os.environ.get("DEMO_PASSWORD") or secrets.token_urlsafe(9)
    loaded = subprocess.run(
        [*MANAGE, "load_demo"],
        cwd=ROOT,
        env=os.environ | {"DEMO_PASSWORD": password},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    if password in loaded.stdout:  # the users were made now
        kept.touch(mode=0o600)
        kept.write_text(password)
    users = "admin, redaction, animation, artemis, bailleur, pilotage"
    if kept.exists():
        return f"staff: {users}, password {kept.read_text()}"
    return f"staff: {users}, password of the first run (a new one: manage.py changepassword admin)"


def healthy() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if HOST == "0.0.0.0" else HOST, int(PORT), timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def serve(staff: str) -> int:
    # Groups of their own: Ctrl-C reaches us alone, and we stop both in order.
    parts = {
        "worker": subprocess.Popen([*MANAGE, "worker"], cwd=ROOT, start_new_session=True),
        "web server": subprocess.Popen(WEB, cwd=ROOT, start_new_session=True),
    }
    announced = False
    try:
        while True:
            for name, process in parts.items():
                if process.poll() is not None:
                    print(f"The {name} stopped (status {process.returncode}).", file=sys.stderr)
                    return 1
            if not announced and healthy():
                announced = True
                print(f"\n  http://localhost:{PORT}/         the portal\n  http://localhost:{PORT}/admin/   {staff}")
                print("  Ctrl-C stops it.\n", flush=True)
            time.sleep(1 if announced else 0.2)
    finally:
        end(parts.values())


def end(processes) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        with suppress(subprocess.TimeoutExpired):
            process.wait(15)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGINT, stop)
    signal.signal(signal.SIGTERM, stop)
    if not port_is_free():
        print(f"Port {PORT} is taken. Stop what uses it, or choose another: make demo PORT=8001", file=sys.stderr)
        return 1
    try:
        return serve(load_demo() if "--demo" in arguments else "staff")
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(error.cmd[1:])} ended with status {error.returncode}.", file=sys.stderr)
        return 1
    except Stopped:
        print("  Stopped.", flush=True)
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
