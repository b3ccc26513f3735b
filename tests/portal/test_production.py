"""Production starts with sound values, and stops on each missing or unsafe one with a sentence that says what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Zk7-qW2_vR9.tY4+uI1=oP6/aS3~dF8!gH5?jK0*lM_xC-nB.eV"
GOOD = {
    "SECRET_KEY": SECRET,
    "ALLOWED_HOSTS": "habiter.example.org,www.habiter.example.org",
    "SITE_URL": "https://habiter.example.org",
    "DATABASE_URL": "postgres://habiter:secret@db.internal/habiter",
    "REDIS_URL": "redis://cache.internal:6379/0",
    "EMAIL_URL": "smtp+tls://habiter:secret@mail.internal:587",
    "DEFAULT_FROM_EMAIL": "Habiter <bonjour@habiter.example.org>",
}


def start(tmp_path, code="", **changed) -> subprocess.CompletedProcess:
    """Start the project in a process of its own with this environment and no other; None takes a value away."""
    values = {name: value for name, value in (GOOD | changed).items() if value is not None}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    environment = kept | values | {"DJANGO_SETTINGS_MODULE": "portal.settings.production", "DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-c", f"import django; django.setup(); from django.conf import settings as s\n{code}"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_sound_values_start_a_safe_house(tmp_path):
    told = (
        "print(s.DEBUG, s.ALLOWED_HOSTS, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)\n"
        "print(s.DATABASES['default']['ENGINE'], s.CACHES['default']['BACKEND'], s.CSRF_TRUSTED_ORIGINS)\n"
        "mailer = s.MAILERS['default']; print(mailer['BACKEND'], mailer['OPTIONS']['host'], mailer['OPTIONS']['port'],"
        " mailer['OPTIONS']['use_tls'], s.MESSAGE_ID_DOMAIN, s.DEFAULT_FROM_EMAIL)\n"
        "from django.core.mail import mailers; print(type(mailers.default).__module__)\n"
        "from portal.wsgi import application\n"
    )
    done = start(tmp_path, told)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "False ['habiter.example.org', 'www.habiter.example.org'] True True True",
        "django.db.backends.postgresql django.core.cache.backends.redis.RedisCache ['https://habiter.example.org']",
        "django.core.mail.backends.smtp.EmailBackend mail.internal 587 True habiter.example.org "
        "Habiter <bonjour@habiter.example.org>",
        "django.core.mail.backends.smtp",
    ]


UNSAFE = [
    *(
        (name, value)
        for name in GOOD
        for value in (None, " ")
        if value is None or name in {"DATABASE_URL", "REDIS_URL"}
    ),
    ("SECRET_KEY", "short"),
    ("SECRET_KEY", "a" * 80),
    ("SECRET_KEY", f"django-insecure-{SECRET}"),
    ("ALLOWED_HOSTS", "*"),
    ("ALLOWED_HOSTS", "habiter.example.org, *"),
    ("SITE_URL", "http://habiter.example.org"),
    ("SITE_URL", "habiter.example.org"),
    ("DATABASE_URL", "sqlite:////var/lib/habiter.sqlite3"),
    ("DATABASE_URL", "nonsense"),
]


@pytest.mark.parametrize(("name", "value"), UNSAFE)
def test_missing_or_unsafe_value_stops_the_start_with_a_sentence(tmp_path, name, value):
    done = start(tmp_path, **{name: value})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert last.startswith(f"django.core.exceptions.ImproperlyConfigured: {name} ")
    assert last.endswith(".")
    assert SECRET not in done.stderr
    assert "secret@" not in done.stderr
