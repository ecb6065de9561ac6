"""Settings, read from the environment only. `.env.example` lists every variable."""

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from ntm_portal.database import database
from ntm_portal.env import (
    env_bool,
    env_choice,
    env_int,
    env_list,
    env_origin,
    env_secret,
    env_socket,
    env_str,
    env_words,
    refuse_unknown,
)
from ntm_portal.lib.kept_secret import kept_secret

BASE_DIR = Path(__file__).resolve().parent.parent

refuse_unknown(
    "NTM_",
    {
        "NTM_ALLOWED_HOSTS",
        "NTM_BACKUP_DIR",
        "NTM_DEBUG",
        "NTM_DEMO_PASSWORD",
        "NTM_HTTPS",
        "NTM_MAIL_FROM",
        "NTM_MAIL_HOST",
        "NTM_MAIL_PASSWORD",
        "NTM_MAIL_PORT",
        "NTM_MAIL_SECURITY",
        "NTM_MAIL_TIMEOUT",
        "NTM_MAIL_USER",
        "NTM_MFA_ROLES",
        "NTM_OLD_SECRET_KEYS",
        "NTM_PORT",
        "NTM_PROXIES",
        "NTM_QUERY_SECONDS",
        "NTM_SECRET_KEY",
        "NTM_SITE_URL",
        "NTM_TRUSTED_ORIGINS",
        "NTM_VAR_DIR",
        "NTM_VIRUS_SCANNER",
        "NTM_WEB_THREADS",
        "NTM_WEB_WORKERS",
    },
)

DEBUG = env_bool("NTM_DEBUG", default=False)
HTTPS = env_bool("NTM_HTTPS", default=False)
VAR_DIR = Path(env_str("NTM_VAR_DIR") or BASE_DIR / "var")
VAR_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
WEB_WORKERS = env_int("NTM_WEB_WORKERS", default=2, least=1)
WEB_THREADS = env_int("NTM_WEB_THREADS", default=8, least=1)
WEB_PORT = env_int("NTM_PORT", default=8000, least=1)
DEMO_PASSWORD = env_str("NTM_DEMO_PASSWORD")


def own_secret_key() -> str:
    """The key of this installation: from the environment, or made once and kept in var/."""
    key = env_secret("NTM_SECRET_KEY")
    if key:
        if len(key) < 50:
            raise ImproperlyConfigured("NTM_SECRET_KEY: use at least 50 characters")
        return key
    return kept_secret(VAR_DIR / "secret_key", lambda: secrets.token_urlsafe(64))


SECRET_KEY = own_secret_key()
SECRET_KEY_FALLBACKS = env_secret("NTM_OLD_SECRET_KEYS").split()
ALLOWED_HOSTS = env_list("NTM_ALLOWED_HOSTS", default="localhost,127.0.0.1,[::1]")
SITE_URL = env_origin("NTM_SITE_URL", default=f"http://localhost:{WEB_PORT}")
CSRF_TRUSTED_ORIGINS = env_list("NTM_TRUSTED_ORIGINS", default="")

# Under the audit trail with every table, but for those that accounts/audit/tables.py leaves out.
AUDITED_APPS = ["accounts", "criteria", "communes", "plans", "assignments", "reports"]
AUDIT_CAPACITIES = "assignments.capacities"
INSTALLED_APPS = [
    *AUDITED_APPS,
    "ntm_portal.apps.PortalConfig",
    "ntm_portal.apps.StaffSiteConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "import_export",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
]

MIDDLEWARE = [
    "ntm_portal.lib.audit.middleware.ActingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "ntm_portal.middleware.SameOriginMiddleware",
    "csp.middleware.CSPMiddleware",
    "ntm_portal.middleware.MethodsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionMiddleware",
    "accounts.middleware.AccessLogMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.middleware.MustChangePasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ntm_portal.middleware.NoStoreMiddleware",
    "ntm_portal.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ntm_portal.urls"
WSGI_APPLICATION = "ntm_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ntm_portal.templatetags.ntm"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

QUERY_SECONDS = env_int("NTM_QUERY_SECONDS", default=30, least=0)
DATABASES = {"default": database(env_secret("DATABASE_URL"), VAR_DIR, QUERY_SECONDS)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "assignments:my_work"
LOGOUT_REDIRECT_URL = "accounts:login"

# Accounts: passwords, throttled logins, sessions, second factor (docs/adr/0024)
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # older ones, renewed at the next login
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.passwords.LengthValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email", "phone")},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.EasyPasswordValidator"},
    {"NAME": "communes.passwords.UnitNameValidator"},
]
AUTHENTICATION_BACKENDS = [
    "accounts.throttle.ThrottledBackend",
    "ntm_portal.backends.PeopleBackend",
]
AXES_HANDLER = "accounts.throttle.Throttle"
AXES_LOCKOUT_CALLABLE = "accounts.views.sign_in.told_to_wait"
AXES_CLIENT_IP_CALLABLE = "accounts.origins.address_of"
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a refused try changes nothing
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
PROXIES = env_list("NTM_PROXIES", default="")
SESSION_ENGINE = "accounts.session_store"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True  # accounts/session_rules.py ends them on the server
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
MFA_ROLES = env_words("NTM_MFA_ROLES", choices=["admin", "office", "leader"])
MFA_ASKED_OF = "communes.second_factor.is_asked_of"
OTP_TOTP_ISSUER = "Cổng nông thôn mới"
OTP_TOTP_THROTTLE_FACTOR = 0  # accounts/throttle.py counts these tries too, for longer

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
LOCALE_PATHS = [BASE_DIR / "ntm_portal" / "locale"]
FORMAT_MODULE_PATH = ["ntm_portal.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "ntm_portal.static_storage.ModuleStaticFilesStorage"
    },
}

# Below no address: served by communes/views/evidence.py after the access check.
EVIDENCE_DIR = VAR_DIR / "evidence"
IMPORTS_DIR = VAR_DIR / "imports"  # one empty file for each import that is being worked on
VIRUS_SCANNER = env_socket("NTM_VIRUS_SCANNER")
# Where `manage.py backup` writes, for the age of the newest one on the staff page.
BACKUP_DIR = Path(env_str("NTM_BACKUP_DIR")) if env_str("NTM_BACKUP_DIR") else None
FILE_UPLOAD_HANDLERS = [
    "ntm_portal.lib.uploads.BoundedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = 5  # read before anybody is asked who sends them

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = ["^lich/"]  # for programs: assignments/views/feed.py says no instead
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "ntm_portal.views.csrf_failure"

# A text that begins with "=" leaves as text, not as a formula.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# Reminders by mail. No server named: they are written to the terminal.
EMAIL_HOST = env_str("NTM_MAIL_HOST")
EMAIL_BACKEND = (
    "ntm_portal.lib.mail.SmtpBackend"
    if EMAIL_HOST
    else "django.core.mail.backends.console.EmailBackend"
)
EMAIL_PORT = env_int("NTM_MAIL_PORT", default=587, least=1)
EMAIL_HOST_USER = env_str("NTM_MAIL_USER")
EMAIL_HOST_PASSWORD = env_secret("NTM_MAIL_PASSWORD")
MAIL_SECURITY = env_choice("NTM_MAIL_SECURITY", default="starttls", choices=["starttls", "tls", ""])
EMAIL_USE_TLS = MAIL_SECURITY == "starttls"
EMAIL_USE_SSL = MAIL_SECURITY == "tls"
EMAIL_TIMEOUT = env_int("NTM_MAIL_TIMEOUT", default=30, least=1)  # seconds for each answer
DEFAULT_FROM_EMAIL = env_str("NTM_MAIL_FROM") or "Cổng nông thôn mới <ntm@localhost>"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "ntm_portal.lib.log_lines.OneLine",
            "masked": r"(?<=/loi-moi/)[\w-]+|(?<=/lich/)[\w-]+(?=\.ics)",
        },
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
