"""What this machine has, and how to get what it lacks."""

import os
import shutil
import subprocess


class Missing(Exception):
    """Something the tests need is not on this machine; the message says in one line what, and how to get it."""


def nothing_may_be_skipped() -> bool:
    """True in CI: what is missing is a failure, never a skip."""
    return os.environ.get("HABITER_NO_SKIP", "") not in ("", "0")


def can_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages: str) -> bool:
    """Install Debian packages when we are root on a Debian machine. Returns whether they are there now."""
    if not can_install():
        return False
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
    return done.returncode == 0
