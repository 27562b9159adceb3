"""One settings file, from the environment. `.env.example` documents every variable."""

from __future__ import annotations

import os
from pathlib import Path

from peyvand.config.environment import database_url, last_address, read, secret_key, words, yes_no
from peyvand.core.postgres.cluster import default_data_dir

PACKAGE = Path(__file__).resolve().parent.parent
DATA_DIR = default_data_dir()
DEBUG = read("PEYVAND_DEBUG", yes_no, False)
SECRET_KEY = secret_key(DATA_DIR)
BASE_URL = read("PEYVAND_BASE_URL", str, last_address(DATA_DIR)).rstrip("/")
SECURE = BASE_URL.startswith("https://")
ALLOWED_HOSTS = read("PEYVAND_ALLOWED_HOSTS", words, ["*"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django_cotton.apps.SimpleAppConfig",  # its other configuration would replace the loader below
    "django_htmx",
    "django_vite",
    "procrastinate.contrib.django",
    "peyvand.core",
    "peyvand.ui",
    "peyvand.platform",
    "peyvand.people",
    "peyvand.interactions",
    "peyvand.knowledge",
    "peyvand.catalog",
    "peyvand.sales",
    "peyvand.relationship",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "peyvand.platform.middleware.ContentSecurityPolicy",
    "peyvand.platform.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "peyvand.platform.middleware.PersonMiddleware",
    "peyvand.platform.web.errors.RefusalMiddleware",
]

ROOT_URLCONF = "peyvand.config.urls"
WSGI_APPLICATION = "peyvand.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "peyvand.ui.folding.Loader",
                    ["django_cotton.cotton_loader.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "peyvand.platform.context.shell",
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "peyvand.ui.templatetags.peyvand",
                "peyvand.ui.templatetags.ui_kit",
                "peyvand.ui.templatetags.kept",
            ],
        },
    }
]
COTTON_DIR = "cotton"

_nothing: dict[str, object] = {}
_external = read("DATABASE_URL", database_url, _nothing)
DATABASES = {
    "default": {
        "ENGINE": "peyvand.core.postgres.backend",
        "NAME": "peyvand",
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "EMBEDDED": not _external,
        **_external,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "platform.User"
AUTHENTICATION_BACKENDS = ["peyvand.platform.signin.EmailOrPhoneBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "peyvand.platform.passwords.NotHerOwnName"},
    {"NAME": "peyvand.platform.passwords.LongEnough", "OPTIONS": {"min_length": 8}},
    {"NAME": "peyvand.platform.passwords.NotEverybodys"},
    {"NAME": "peyvand.platform.passwords.NotOnlyDigits"},
]
LOGIN_URL = "platform:sign_in"
LOGIN_REDIRECT_URL = "platform:today"
SESSION_ENGINE = "peyvand.platform.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "peyvand.platform.web.errors.form_expired"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read("PEYVAND_BEHIND_PROXY", yes_no, False) else None
X_FRAME_OPTIONS = "DENY"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "fa"
LANGUAGES = [("fa", "فارسی"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "config" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = None
STATICFILES_DIRS: list[str] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/dist/assets/.+[.-][0-9a-zA-Z_-]{8}\..+$"
DJANGO_VITE = {
    "default": {
        "dev_mode": False,
        "manifest_path": PACKAGE / "ui" / "static" / "dist" / ".vite" / "manifest.json",
        "static_url_prefix": "dist",
    }
}
MEDIA_ROOT = DATA_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a long price list sends two for each product
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "peyvand.core.uploads.Names",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
IMPORT_MAX_BYTES = read("PEYVAND_IMPORT_MAX_MB", int, 4096) * 1024 * 1024

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # unique without regard to case, by a constraint
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("PEYVAND_LOG_LEVEL", "WARNING")},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "procrastinate": {"level": "WARNING"},
    },
}
