"""Serve the portal on this machine: one worker, one web server, both stopped together.

Usage: serve.py [--demo]      with --demo the site's structure and sample content are loaded first.

PORT, HOST and the portal's own variables come from the environment.
"""

import http.client
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
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
    raise Stopped


def step(name: str, text: str) -> None:
    print(f"  {name:<11} {text}", flush=True)


def load_demo() -> None:
    step("site", "pages, roles, neighbourhoods")
    subprocess.run([*MANAGE, "setup_site"], cwd=ROOT, check=True)
    step("content", "sample guides, workshops, sign-ups")
    subprocess.run([*MANAGE, "load_demo"], cwd=ROOT, check=True)


def healthy() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1" if HOST == "0.0.0.0" else HOST, int(PORT), timeout=5)
    try:
        connection.request("GET", "/healthz/", headers={"Host": "localhost"})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def serve() -> int:
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
                print(f"\n  Habiter is at http://localhost:{PORT}/   (staff: /admin/)   Ctrl-C stops it.\n", flush=True)
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
    try:
        if "--demo" in arguments:
            load_demo()
        return serve()
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(error.cmd[1:])} ended with status {error.returncode}.", file=sys.stderr)
        return 1
    except Stopped:
        print("\n  Stopped.")
        return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
