"""Tests: the development house on a throw-away folder, with a known secret and no waiting."""

import os
import tempfile

# Each of the processes that share the tests has a folder of its own; the servers that it starts see the same one.
if "DATA_DIR" not in os.environ or (
    "DATA_DIR_OF" in os.environ and os.environ["DATA_DIR_OF"] != os.environ.get("PYTEST_XDIST_WORKER", "")
):
    os.environ["DATA_DIR"] = tempfile.mkdtemp(prefix="habiter-test-")
    os.environ["DATA_DIR_OF"] = os.environ.get("PYTEST_XDIST_WORKER", "")
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)

from .development import *
from .development import DATA_DIR, DATABASES, STORAGES

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
DATABASES["default"].setdefault("TEST", {})
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, not memory: the live server and the worker processes must see what the test wrote.
    DATABASES["default"]["TEST"]["NAME"] = str(DATA_DIR / "test.sqlite3")
POSTS_AN_HOUR = 0  # every test comes from one address
