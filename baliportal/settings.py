"""Every setting of the portal. What differs between two machines comes from the environment: see environment.py."""

from datetime import timedelta

from csp.constants import NONE, SELF

from . import environment
from .databases import databases
from .environment import BASE_DIR, var

PRODUCTION = environment.flag("PORTAL_PRODUCTION")
DEBUG = environment.debug(production=PRODUCTION)
SECRET_KEY = environment.secret_key(production=PRODUCTION)
ALLOWED_HOSTS = environment.allowed_hosts(production=PRODUCTION)
SITE_URL = environment.site_url()  # the public address in citations, manifests and files; "" for that of the request

# The portal itself. Kinds are named one by one here; nothing discovers anything.

KINDS = [
    "workshops.records.WORKSHOP",
    "legislation.records.LAW",
    "legislation.records.AGREEMENT",
    "legislation.records.TREATY",
    "resources.records.RESOURCE",
    "members.records.MEMBER",
    "members.records.ORGANISATION",
    "members.records.SYSTEM",
]
VOCABULARIES = [
    "baliportal.catalogue.vocabularies.TOPIC",
    "baliportal.catalogue.vocabularies.COUNTRY",
    "baliportal.catalogue.vocabularies.TERM",
    "workshops.records.SERIES",
    "legislation.records.COVERAGE",
]

# What is asked before a person publishes an entry; each answers with the reasons why not.
PUBLICATION_GUARDS = ["baliportal.quality.blocking.reasons"]

# What is installed. Our own apps come first: their templates and static files win over those of others.

INSTALLED_APPS = [
    "baliportal",
    "baliportal.catalogue",
    "baliportal.search",
    "baliportal.exports",
    "baliportal.editorial",
    "members",
    "workshops",
    "legislation",
    "resources",
    "baliportal.reports",
    "django_filters",
    "csp",
    "baliportal.admin_config.PortalAdminConfig",  # Django's admin, with our way in
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Many readers sit behind a satellite. Compression is safe beside secrets here: Django masks the form token
    # anew in every page and blurs the length of what it compresses.
    "django.middleware.gzip.GZipMiddleware",
    # Outside the page cache and all views: they see the query string in its canonical form only.
    "baliportal.canonical_query.CanonicalQuery",
    # Outside all that follows: a page that is kept needs no session and no template. It keeps pages compressed by
    # itself, so it stands inside the compressing one, which then leaves them alone.
    "baliportal.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "baliportal.accounts.sign_in.session_timeout.SessionLimits",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "baliportal.urls"
WSGI_APPLICATION = "baliportal.wsgi.application"
LOGIN_URL = "admin:login"
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
                "baliportal.views.site",
            ],
        },
    },
]

# Where things are kept

DATABASES = databases(production=PRODUCTION)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache()}
VAR = var()
INDEX_ROOT = var("index")
EXPORTS_ROOT = var("exports")  # files that were asked for, until room is needed; may be emptied at any time
REPORTS_ROOT = var("reports")  # what was made of saved reports, and is kept
MEDIA_ROOT = var("media")
MEDIA_URL = "media/"
STATIC_ROOT = var("static")
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "baliportal.staticfiles.CollectedFiles"},
}

# A new release makes every page anew; pages kept by the old one are not asked for again.
RELEASE = environment.release()

# Language and time

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "baliportal.formats"

# An address typed without its scheme is taken as https, as Django 6 will by itself; the setting leaves with 5.2.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Getting in

SECOND_FACTOR_REQUIRED = PRODUCTION or environment.flag("PORTAL_SECOND_FACTOR")
SESSION_IDLE = timedelta(minutes=environment.number("PORTAL_SESSION_IDLE", 120, 5, 1440))
SESSION_LONGEST = timedelta(hours=environment.number("PORTAL_SESSION_HOURS", 12, 1, 168))
SESSION_COOKIE_AGE = SESSION_LONGEST.total_seconds()
PASSWORD_RESET_TIMEOUT = timedelta(days=1).total_seconds()  # how long a one-time link holds
PROXIES = environment.proxies()  # between a visitor and us, each adding to X-Forwarded-For
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "baliportal.accounts.backends.RolePermissions"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # older accounts; kept anew at their next sign-in
]
AXES_FAILURE_LIMIT = 5  # wrong passwords for one name from one address
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "baliportal.accounts.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "baliportal.accounts.sign_in.lockout.locked_out"
AXES_ENABLE_ADMIN = False  # the portal's own list of sign-ins says it in words
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "Bali Process knowledge portal"

# Mail: only to staff who follow a saved report

MAIL = environment.mail()
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL["tls"], MAIL["ssl"]
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "portal@localhost")

# Safety

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's style sheets hold some of their icons
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # whoever probes the process itself speaks plain HTTP
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
# The portal speaks for its own host name, not for those beside it: no "include subdomains", no preload list.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# Only where a proxy in front sets this header itself on every request: otherwise a visitor could claim to be secure.
if environment.flag("PORTAL_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# One line to standard error for what somebody should look at; no query strings, no mail

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_query": {"()": "baliportal.logs.WithoutQuery"}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_query"]}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": [], "level": "WARNING"},
        "django.server": {"handlers": [], "level": "INFO", "propagate": True},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # anybody can send a wrong host name, all day long
        "gunicorn.http.wsgi": {"level": "ERROR"},  # it warns of every HEAD, as Django leaves dropping the body to it
    },
}
