"""Settings of the portal. Values that differ between machines come from environment variables: see environment.py."""

from datetime import timedelta

from . import environment
from .backups.configuration import backups
from .databases import databases
from .environment import BASE_DIR, var
from .file_storage import file_storage
from .logs import log_configuration
from .monitoring.configuration import monitoring
from .traffic.limits import traffic_limits

PRODUCTION = environment.flag("PORTAL_PRODUCTION")
DEBUG = environment.debug(production=PRODUCTION)
SECRET_KEY = environment.secret_key(production=PRODUCTION)
ALLOWED_HOSTS = environment.allowed_hosts(production=PRODUCTION)
SITE_URL = environment.site_url()  # the public address in citations, manifests and files; "" for that of the request

# The portal itself. Kinds are named one by one here; nothing discovers anything.
KINDS = [
    "workshops.records.WORKSHOP",
    "workshops.commitments.records.COMMITMENT",
    "legislation.records.LAW",
    "legislation.records.AGREEMENT",
    "legislation.records.TREATY",
    "resources.records.RESOURCE",
    "members.records.MEMBER",
    "members.records.ORGANISATION",
    "members.records.SYSTEM",
    "members.help_lines.records.HELP_LINE",
]
VOCABULARIES = [
    *(f"baliportal.catalogue.vocabularies.{name}" for name in ("TOPIC", "COUNTRY", "COUNTRY_GROUP", "TERM")),
    "baliportal.catalogue.vocabularies.PORTAL_SETTINGS",
    "workshops.records.SERIES",
    "legislation.records.COVERAGE",
]

# The function that tells how much of what is published a user may see on the public pages.
AUDIENCE_OF = "baliportal.accounts.audience.audience_of"

# Functions called before a person publishes an entry; each returns the reasons against it.
PUBLICATION_GUARDS = ["baliportal.quality.blocking.reasons"]

# The functions that give pages of files: to the search index those of a record, to a result those that were found.
INDEXED_PAGES = "baliportal.files.indexing.indexed_pages"
SHOWN_PAGES = "baliportal.files.indexing.shown_pages"
HELP_BOX = "members.help_lines.search_box.search_box"  # the way to the help page that a search shows
# The function that tells who alone may see files of some entries: an audience gets an index of its own by it.
RESTRICTED_FILES = "baliportal.files.indexing.restricted_levels_of"

# Functions that tell whether somebody still needs the bytes with a SHA-256 that no entry ever had.
FILE_USERS = ["baliportal.editorial.proposals.names_file", "baliportal.imports.archives.retention.names_file"]
DESK_WARNINGS = ["baliportal.backups.overdue.warnings", "baliportal.monitoring.overdue.warnings"]  # sentences for staff
ACCOUNT_NOTICES = "baliportal.notices.outbox.queue"  # the function that mails the owner of an account that was changed
# Where the journal's pages find the page of a batch: {name of the batch: address} for those that a person may see.
BATCH_PAGES = "baliportal.imports.admin.batches.batch_pages"

# Installed apps. Our own come first, so that their templates and static files win over those of others.
INSTALLED_APPS = [
    "baliportal",
    "baliportal.catalogue",
    "baliportal.search",
    "baliportal.exports",
    "baliportal.sandbox",
    "baliportal.accounts",
    "baliportal.files",
    "baliportal.notices",
    "baliportal.imports",
    "baliportal.quality",
    "baliportal.linkcheck",
    "baliportal.editorial",
    "members",
    "workshops",
    "legislation",
    "resources",
    "baliportal.reports",
    "baliportal.monitoring",
    "django_filters",
    "baliportal.admin_config.PortalAdminConfig",  # Django's admin with the portal's sign-in
    "django_otp",
    "django_otp.plugins.otp_totp",
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
    "baliportal.security_headers.SecurityHeaders",
    "baliportal.monitoring.middleware.Monitoring",
    "baliportal.health.HealthChecks",
    "baliportal.accept_encoding.RefusedEncodings",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Safe beside secrets: Django masks the form token anew in every page and blurs the length of what it compresses.
    "django.middleware.gzip.GZipMiddleware",
    # Outside the page cache and all views: they see the query string in its canonical form only.
    "baliportal.canonical_query.CanonicalQuery",
    # Outside all that follows: a cached page needs no session. It is stored compressed, which GZipMiddleware leaves.
    "baliportal.page_cache.PageCacheMiddleware",
    "baliportal.traffic.visitor_budget.VisitorBudget",  # inside the page cache: a cached page costs nothing
    "baliportal.replica.ReplicaReads",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "baliportal.accounts.audience.PrivateAnswers",
    "django.contrib.messages.middleware.MessageMiddleware",
    "baliportal.accounts.sign_in.session_timeout.SessionTimeoutMiddleware",
    "baliportal.request_limits.RequestLimits",
    "axes.middleware.AxesMiddleware",
    "baliportal.search.unavailable.SearchUnavailable",
]
ROOT_URLCONF, WSGI_APPLICATION = "baliportal.urls", "baliportal.wsgi.application"
AUTH_USER_MODEL, LOGIN_URL = "accounts.User", "accounts:login"
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

# Databases, caches and directories

DATABASES, DATABASE_ROUTERS = databases(production=PRODUCTION), ["baliportal.replica.ReplicaRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": environment.cache()}
UMASK, VAR, INDEX_ROOT = environment.set_umask(), var(), var("index")
FILE_UPLOAD_PERMISSIONS = 0o666 & ~UMASK
EXPORTS_ROOT, PICTURES_ROOT = var("exports"), var("pictures")  # caches, which may be emptied at any time
REPORTS_ROOT = var("reports")  # files made of saved reports, which are permanent
MEDIA_ROOT, MEDIA_URL = var("media"), "media/"
BACKUPS = backups()
FILE_UPLOAD_TEMP_DIR = var("uploads")  # uploads that are being taken in; what killed workers leave here is swept
STATIC_ROOT, STATIC_URL = var("static"), "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": file_storage(),
    "staticfiles": {"BACKEND": "baliportal.staticfiles.CollectedFiles"},
}

# Licence of the data, and requests to other servers

DATA_LICENCE, CLAMD_URL = environment.data_licence(), environment.clamd_url()  # "" where no virus scanner is set up
LINK_CHECKS, ARCHIVE_LINKS = environment.flag("LINK_CHECKS"), environment.archive_links()  # off: no request goes out

# Language and time

LANGUAGE_CODE, TIME_ZONE = "en-gb", "UTC"
FORMAT_MODULE_PATH = "baliportal.formats"
# An address typed without its scheme is taken as https, as Django 6 will by itself; the setting leaves with 5.2.
FORMS_URLFIELD_ASSUME_HTTPS = True

# Sign-in

SECOND_FACTOR_REQUIRED = PRODUCTION or environment.flag("PORTAL_SECOND_FACTOR")
SECOND_FACTOR_KEYS = environment.second_factor_keys()
SESSION_IDLE = timedelta(minutes=environment.number("PORTAL_SESSION_IDLE", 120, 5, 1440))
SESSION_LONGEST = timedelta(hours=environment.number("PORTAL_SESSION_HOURS", 12, 1, 168))
SESSION_COOKIE_AGE = SESSION_LONGEST.total_seconds()
RETENTION = environment.retention()  # how long what tells of people is kept; housekeeping deletes it then
# Part of the page cache's keys: a new release makes every page anew, and so do settings that pages name.
RELEASE = environment.release(DATA_LICENCE, RETENTION, SESSION_IDLE, SESSION_LONGEST)
PASSWORD_RESET_TIMEOUT = timedelta(days=1).total_seconds()  # validity of a one-time link
PROXIES = environment.proxies()  # between a visitor and the portal, each adding to X-Forwarded-For
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "baliportal.accounts.backends.RolePermissions"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of older accounts, hashed anew at their next sign-in
]
AXES_FAILURE_LIMIT, AXES_COOLOFF_TIME = 5, timedelta(minutes=15)  # wrong passwords for one name from one address
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS, AXES_ENABLE_ADMIN = True, False  # the portal's own list of sign-ins says it in words
AXES_CLIENT_IP_CALLABLE = "baliportal.accounts.client_address.client_network"
AXES_USERNAME_CALLABLE = "baliportal.accounts.sign_in.lockout.stored_name"
AXES_LOCKOUT_CALLABLE = "baliportal.accounts.sign_in.lockout.lockout_response"
AXES_DISABLE_ACCESS_LOG, AXES_VERBOSE = True, False
AXES_WHITELIST_CALLABLE = "baliportal.accounts.sign_in.lockout.is_not_limited_by_axes"
OTP_TOTP_ISSUER = "Bali Process knowledge portal"

# Mail: to staff who follow a saved report, and to owners of accounts

MAIL = environment.mail()
EMAIL_HOST, EMAIL_PORT = MAIL["host"], MAIL["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL["user"], MAIL["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL, EMAIL_TIMEOUT = MAIL["tls"], MAIL["ssl"], 20  # seconds
DEFAULT_FROM_EMAIL = environment.text("MAIL_FROM", "portal@localhost")

# Security

TRAFFIC = traffic_limits()
# A law of 140 provisions is a form of 1,168 fields. Both limits are of texts; request_limits limits files.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
CONTENT_SECURITY_POLICY = [
    "default-src 'self'",
    "img-src 'self' data:",  # the admin's style sheets hold some of their icons
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
]
UNUSED_FEATURES = ["browsing-topics", "camera", "display-capture", "geolocation", "microphone", "payment", "usb"]
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURITY_HEADERS = {
    "Content-Security-Policy": "; ".join(CONTENT_SECURITY_POLICY),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": X_FRAME_OPTIONS,
    "Referrer-Policy": SECURE_REFERRER_POLICY,
    "Cross-Origin-Opener-Policy": SECURE_CROSS_ORIGIN_OPENER_POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES),
}
# Icons and the description of the search, which browsers and other sites show. Data files are not among them: programs
# and scripts fetch those by requests that this policy does not apply to (plain HTTP, or CORS).
CROSS_ORIGIN_PATHS = (f"/{STATIC_URL}", "/favicon.ico", "/opensearch.xml")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
# The portal speaks for its own host name, not for those beside it: no "include subdomains", no preload list (W005,
# W021). X-Frame-Options comes with SECURITY_HEADERS, not from Django's middleware (W002).
SILENCED_SYSTEM_CHECKS = ["security.W002", "security.W005", "security.W021"]
# Only where a proxy in front sets this header itself on every request: otherwise a visitor could claim to be secure.
if environment.flag("PORTAL_BEHIND_PROXY"):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# Warnings and errors to standard error, one line each, without query strings and values of records; no mail

LOGGING, MONITORING = log_configuration(), monitoring()
