"""Settings shared by development, tests and production. Everything that varies comes from the environment."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).resolve()
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")

INSTALLED_APPS = [
    "home",
    "indicators",
    "guides",
    "campaigns",
    "events",
    "copro",
    "engagement",
    "accounts.apps.AccountsConfig",
    "territory",
    "core",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail_periodic_review",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "accounts.apps.StaffScreensConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks_db",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "core.middleware.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.middleware.HostileInputMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "django.template.context_processors.csp",
                "core.context.site",
                "territory.context.near",
            ],
        },
    },
]


def database(url: str) -> dict:
    """Return Django's settings for a database address.

    On SQLite, `select_for_update()` is silently ignored: BEGIN IMMEDIATE takes the write lock before the first read,
    which is what keeps a seat from being given twice. See docs/adr/0002.
    """
    config = environ.Env.db_url_config(url)
    if "ENGINE" not in config:
        raise ImproperlyConfigured("DATABASE_URL cannot be read: write it as postgres://user:password@host/habiter.")
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        }
    else:
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
    return config


DATABASE_URL = env.str("DATABASE_URL", default="").strip() or f"sqlite:///{DATA_DIR / 'habiter.sqlite3'}"
DATABASES = {"default": database(DATABASE_URL)}

REDIS_URL = env.str("REDIS_URL", default="").strip()
CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English")), ("ar", _("Arabic"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "portal" / "locale"]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
DRAWINGS_DIR = BASE_DIR / "static" / "drawings"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What residents send: outside of what the web server gives, read only by views that check who asks.
    "private": {
        "BACKEND": "core.storage.PrivateFileStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Habiter <habiter@localhost>")
MESSAGE_ID_DOMAIN = urlsplit(SITE_URL).hostname or "localhost"
MAIL_DIR = DATA_DIR / "mail"

# Uploads and form posts: enough for the longest form, far below what would fill the memory.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

# SMS leave by a gateway only where one is set: `console` prints them, `http` posts them as JSON (engagement/sms.py).
SMS_DRIVER = env.str("SMS_DRIVER", default="")
SMS_URL = env.str("SMS_URL", default="")
SMS_TOKEN = env.str("SMS_TOKEN", default="")
SMS_SENDER = env.str("SMS_SENDER", default="Habiter")

PHONENUMBER_DEFAULT_REGION = "FR"
PHONENUMBER_DB_FORMAT = "E164"

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
# Wagtail's own screens need inline styles and scripts, and frame their previews.
ADMIN_CSP = SECURE_CSP | {
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE, CSP.UNSAFE_EVAL],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "frame-ancestors": [CSP.SELF],
    "frame-src": [CSP.SELF],
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "core.views.csrf_failure"

WAGTAIL_SITE_NAME = "Habiter"
WAGTAILADMIN_USER_LOGIN_FORM = "accounts.forms.StaffLoginForm"
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "accounts.forms.StaffPasswordResetForm"
OTP_TOTP_ISSUER = WAGTAIL_SITE_NAME
WAGTAIL_USER_TIME_ZONES = ["Europe/Paris"]  # hours are those of the stairwell, for everybody
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "core.CustomImage"
WAGTAILDOCS_DOCUMENT_MODEL = "core.CustomDocument"
WAGTAILIMAGES_IMAGE_FORM_BASE = "core.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILLOCALIZE_DEFAULT_TRANSLATION_MODE = "synced"
TAGGIT_CASE_INSENSITIVE = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"mask_links": {"()": "core.logs.MaskSignedLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["mask_links"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}

# The rules of the house, in one place, so that another authority can change them without code.
RETENTION_CONTACT_MONTHS = env.int("RETENTION_CONTACT_MONTHS", default=3)
RETENTION_NEEDS_DAYS = env.int("RETENTION_NEEDS_DAYS", default=7)
RETENTION_MESSAGE_MONTHS = env.int("RETENTION_MESSAGE_MONTHS", default=6)
RETENTION_DOOR_TAP_DAYS = env.int("RETENTION_DOOR_TAP_DAYS", default=30)
RETENTION_PHOTO_MONTHS = env.int("RETENTION_PHOTO_MONTHS", default=24)
RETENTION_SURVEY_WORDS_MONTHS = env.int("RETENTION_SURVEY_WORDS_MONTHS", default=24)
RETENTION_JOURNAL_MONTHS = env.int("RETENTION_JOURNAL_MONTHS", default=12)
RETENTION_SALT_MONTHS = env.int("RETENTION_SALT_MONTHS", default=3)
# How old a backup may be: erasures are remembered so long, to be made again in a restored one.
BACKUPS_KEPT_MONTHS = env.int("BACKUPS_KEPT_MONTHS", default=12)
PROCESSING_REGISTER = BASE_DIR / "home" / "site" / "processing.toml"
PURGE_CAP = env.int("PURGE_CAP", default=5000)
RETENTION_REQUEST_MONTHS = env.int("RETENTION_REQUEST_MONTHS", default=24)
RETENTION_REQUEST_FILE_MONTHS = env.int("RETENTION_REQUEST_FILE_MONTHS", default=6)
RETENTION_REQUEST_LINK_DAYS = env.int("RETENTION_REQUEST_LINK_DAYS", default=7)
RETENTION_ABANDONED_FILE_DAYS = env.int("RETENTION_ABANDONED_FILE_DAYS", default=1)
RETENTION_REGISTER_FILE_DAYS = env.int("RETENTION_REGISTER_FILE_DAYS", default=30)
# Silence of two months closes the matter in law (CRPA L231-4, R112-5): an authority may promise better, not worse.
REQUEST_ANSWER_DAYS = env.int("REQUEST_ANSWER_DAYS", default=60)
FORM_MIN_SECONDS = env.int("FORM_MIN_SECONDS", default=2)
MAX_PARTY = env.int("MAX_PARTY", default=10)
# Waiting list: with so many hours at least before a session, so many hours to answer an offer; nearer, no offer: the
# place is given at once (docs/adr/0008).
OFFER_DEADLINES = [
    (int(before), int(answer))
    for before, answer in (step.split(":") for step in env.list("OFFER_DEADLINES", default=["96:48", "36:12", "8:2"]))
]
# Against abuse: sign-ups a day for one contact, posts an hour from one network address (0: no limit), and how many
# proxies of ours stand in front (an X-Forwarded-For is believed so far and no further).
SIGN_UPS_A_DAY = env.int("SIGN_UPS_A_DAY", default=10)
POSTS_AN_HOUR = env.int("POSTS_AN_HOUR", default=300)
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Staff without a second factor get to the screen that sets it, and no further. In production unless said otherwise.
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=False)
