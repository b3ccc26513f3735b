"""Production: every unsafe or missing value stops the start with a sentence that says what to set."""

from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from .base import *
from .base import DATABASES, REDIS_URL, SITE_URL, SMS_DRIVER, env


def required(name: str, why: str) -> str:
    value = env.str(name, default="").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {why}")
    return value


DEBUG = False
SERVE_MEDIA = env.bool("SERVE_MEDIA", default=False)

SECRET_KEY = required("SECRET_KEY", "links in messages are signed with it. Give at least 50 random characters.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 10 or SECRET_KEY.startswith("django-insecure"):
    raise ImproperlyConfigured("SECRET_KEY is too weak: give at least 50 random characters.")

ALLOWED_HOSTS = [h.strip() for h in required("ALLOWED_HOSTS", "name the hosts served, separated by commas.").split(",")]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS holds '*': name the hosts served instead.")

required("SITE_URL", "links in messages and calendars start with it, for example https://habiter.example.org.")
if urlsplit(SITE_URL).scheme != "https":
    raise ImproperlyConfigured("SITE_URL does not start with https://: sign-up links would travel in clear.")

required("DATABASE_URL", "for example postgres://user:password@host/habiter.")
if DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL is not PostgreSQL: several web processes need it.")
if not REDIS_URL:
    raise ImproperlyConfigured("REDIS_URL is not set: several web processes need one common cache.")

_mail = environ.Env.email_url_config(required("EMAIL_URL", "for example smtp+tls://user:password@host:587."))
MAILERS = {
    "default": {
        "BACKEND": _mail["EMAIL_BACKEND"],
        "OPTIONS": {
            "host": _mail.get("EMAIL_HOST"),
            "port": _mail.get("EMAIL_PORT"),
            "username": _mail.get("EMAIL_HOST_USER"),
            "password": _mail.get("EMAIL_HOST_PASSWORD"),
            "use_tls": _mail.get("EMAIL_USE_TLS", False),
            "use_ssl": _mail.get("EMAIL_USE_SSL", False),
            "timeout": 20,
        },
    }
}
required("DEFAULT_FROM_EMAIL", "the address that messages come from.")
if SMS_DRIVER == "http":
    required("SMS_URL", "the address of the gateway that SMS are posted to.")
elif SMS_DRIVER:
    raise ImproperlyConfigured("SMS_DRIVER is not `http`: leave it empty, and the team calls who has a telephone only.")

SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=True)
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31536000
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [SITE_URL]
