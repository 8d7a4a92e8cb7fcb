"""Environment variables of the portal. Each invalid value is refused in one sentence.

An empty variable counts as an absent one. No refusal repeats a value that may hold a password.
"""

import hashlib
import os
import re
import secrets
import sys
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from .data_licence import LICENCES, licence

BASE_DIR = Path(__file__).resolve().parent.parent
CODE = ("baliportal", "members", "workshops", "legislation", "resources", "templates", "static")
SITE_URL = re.compile(
    r"https?://(?:[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*|\[[0-9a-f:.]+\])(?::\d{1,5})?/?", re.I
)
CLAMD_URL = re.compile(r"tcp://(?:[a-z0-9][-.a-z0-9]*|\[[0-9a-f:.]+\]):(?!0)\d{1,5}|unix:/[^\0/][^\0]{0,100}", re.I)
MAX_CACHED_PAGES = 1_000  # pages in the memory of each process, some 10 kB each


class Refused(ImproperlyConfigured):
    """A setting is invalid or not safe; the message is one sentence."""


@contextmanager
def refused_in_one_sentence(exit_code=1):
    """End the process with the sentence alone: a person who mistyped a variable needs no traceback."""
    try:
        yield
    except Refused as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        sys.exit(exit_code)


#: Names of the variables that this process has read: a backup keeps their values.
READ = set()


def text(name, default=""):
    READ.add(name)
    return os.environ.get(name, "").strip() or default


def flag(name, *, default=False):
    value = text(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise Refused(f"{name} must be 1 or 0, not {value!r}.")
    return value == "1"


def port(name="PORT", default="8000"):
    value = text(name, default)
    if not (value.isascii() and value.isdigit() and len(value) <= 5 and 1 <= int(value) <= 65535):
        raise Refused(f"{name} must be a number from 1 to 65535, not {value!r}.")
    return int(value)


def number(name, default, least, most):
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) <= 9 and least <= int(value) <= most):
        raise Refused(f"{name} must be a number from {least} to {most}, not {value!r}.")
    return int(value)


def web_threads():
    """Requests that each process of the web server answers at a time; one alone would wait for a kept connection."""
    return number("PORTAL_THREADS", 4, 2, 64)


def retention():
    """How long what tells of people is kept, by name; housekeeping deletes it after that."""
    days = {
        "sign_ins": number("PORTAL_KEEP_SIGN_INS", 400, 30, 3650),
        "failed_sign_ins": number("PORTAL_KEEP_FAILURES", 90, 1, 400),  # anybody can cause failures without an account
        "email_addresses": number("PORTAL_KEEP_EMAIL", 365, 1, 3650),  # of visitors who told the editors something
        "notices": number("PORTAL_KEEP_NOTICES", 90, 8, 400),  # counted from the day they were sent or given up
    }
    return {name: timedelta(days=each) for name, each in days.items()}


def proxies():
    """Number of proxies before the portal: the client's address stands that far from the end of X-Forwarded-For."""
    return number("PORTAL_PROXIES", 1 if flag("PORTAL_BEHIND_PROXY") else 0, 0, 5)


def var(*parts):
    """A directory under PORTAL_VAR, made when it is missing.

    PORTAL_VAR holds the database, sessions and keys, so a new one is closed to other users of the machine.
    """
    root = Path(BASE_DIR, text("PORTAL_VAR", "var"))
    directory = root.joinpath(*parts)
    try:
        root.parent.mkdir(parents=True, exist_ok=True)
        root.mkdir(mode=0o777 & ~set_umask(), exist_ok=True)
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(f"PORTAL_VAR must be a directory this program can write in: {error}.") from None
    return directory


def set_umask():
    """Close new files of this process to other users of the machine, or to all but a group; returns the umask."""
    value = text("PORTAL_UMASK", "077")
    if value not in ("077", "027"):
        raise Refused(f"PORTAL_UMASK must be 077 or 027, not {value!r}.")
    os.umask(mask := int(value, 8))
    return mask


def secret_key(*, production):
    """SECRET_KEY as given; outside production one is made and stored, so that sessions outlive a restart."""
    given = text("SECRET_KEY")
    if not production:
        return given or stored_secret_key(var() / "secret-key")
    if len(given) < 50 or len(set(given)) < 10:
        raise Refused("SECRET_KEY must be set in production, to 50 random characters or more.")
    return given


def second_factor_keys():
    """The keys that encrypt second factors, from SECOND_FACTOR_KEYS; none where a file in PORTAL_VAR holds them."""
    keys = [key.strip() for key in text("SECOND_FACTOR_KEYS").split(",") if key.strip()]
    if not all(re.fullmatch(r"[-\w]{43}=", key, re.ASCII) for key in keys):
        raise Refused("SECOND_FACTOR_KEYS must be keys of 32 random bytes in URL-safe Base64, with commas between.")
    return keys


def stored_secret_key(path):
    if not path.exists():
        store_new_secret_key(path)
    key = path.read_text().strip()
    if len(key) < 50:
        raise Refused(f"{path} holds no usable key: delete it and a new one is made.")
    return key


def store_new_secret_key(path):
    """Write a new key under a temporary name and link it: the file is always complete, and the first process wins."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".secret-key-")  # mkstemp: mode 0600 and O_EXCL
    try:
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(64))
        os.link(temporary, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise Refused(f"The secret key cannot be kept in PORTAL_VAR: {error.strerror}.") from None
    finally:
        os.unlink(temporary)


def allowed_hosts(*, production):
    hosts = [host.strip() for host in text("ALLOWED_HOSTS").split(",") if host.strip()]
    wrong = [host for host in hosts if "/" in host or " " in host or (":" in host and not host.startswith("["))]
    if wrong:
        raise Refused(f"ALLOWED_HOSTS must be host names and commas, without scheme or port, not {wrong[0]!r}.")
    if production and (not hosts or "*" in hosts):
        raise Refused("ALLOWED_HOSTS must name this portal's hosts in production, and * is not a name.")
    return hosts or ["localhost", "127.0.0.1", "[::1]"]


def site_url():
    """The scheme and host in SITE_URL, without a slash at the end; "" where it is not set."""
    given = text("SITE_URL")
    if given and not SITE_URL.fullmatch(given):
        raise Refused("SITE_URL must be the portal's public address and nothing more, such as https://portal.example.")
    return given.rstrip("/")


def debug(*, production):
    if flag("PORTAL_DEBUG") and production:
        raise Refused("PORTAL_DEBUG shows settings and code to visitors: it cannot be 1 in production.")
    return flag("PORTAL_DEBUG")


def data_licence():
    """The licence of the data, in the form of Frictionless data packages."""
    identifier = text("DATA_LICENCE", "CC-BY-4.0")
    if identifier not in LICENCES:
        raise Refused(f"DATA_LICENCE must be one of {', '.join(LICENCES)}, not {identifier!r}.")
    return licence(identifier)


def release(*settings):
    """Fingerprint of code, templates, static files and the settings that pages show; changes with every release."""
    folders = [BASE_DIR / name for name in CODE]
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"]
    state = sorted((str(path.relative_to(BASE_DIR)), path.stat().st_size, path.stat().st_mtime_ns) for path in files)
    return hashlib.sha256(repr((state, settings)).encode()).hexdigest()[:16]


def cache():
    """Settings of the cache: the memory of each process, unless CACHE_URL names a Redis server that all share."""
    url = text("CACHE_URL", "locmem://")
    scheme, host = urlsplit(url)[:2] if "://" in url else ("", "")
    if scheme == "locmem":
        return {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": MAX_CACHED_PAGES},
        }
    if scheme in ("redis", "rediss") and host:
        return {"BACKEND": "baliportal.redis_cache.OptionalRedisCache", "LOCATION": url}
    raise Refused("CACHE_URL must be locmem:// or look like redis://host:6379/0.")


def clamd_url():
    """The address of the virus scanner in CLAMD_URL, or "": tcp://host:port, or unix: and the path of a socket."""
    given = text("CLAMD_URL")
    port = given.rpartition(":")[2]
    if given and (not CLAMD_URL.fullmatch(given) or (port.isdigit() and int(port) > 65535)):
        raise Refused("CLAMD_URL must look like tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl.")
    return given


def archive_links():
    """ARCHIVE_LINKS: "" for no copies, "1" for copies that the secretariat sees, "search" to search in them, too."""
    value = text("ARCHIVE_LINKS", "0")
    if value not in ("0", "1", "search"):
        raise Refused(f"ARCHIVE_LINKS must be 0, 1 or search, not {value!r}.")
    return "" if value == "0" else value


def mail():
    """Settings of the mail server; MAIL_URL is smtp://, smtp+tls:// (STARTTLS), smtps://, or empty for none."""
    parts, ports = urlsplit(text("MAIL_URL")), {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    if not text("MAIL_URL"):
        return {"host": "", "port": 25, "user": "", "password": "", "tls": False, "ssl": False}
    try:
        host, port = parts.hostname, parts.port or ports[parts.scheme]
    except (KeyError, ValueError):
        host = None
    if not host:
        raise Refused("MAIL_URL must look like smtp+tls://user:password@host:587, smtps://host or smtp://host.")
    return {
        "host": host, "port": port, "user": unquote(parts.username or ""), "password": unquote(parts.password or ""),
        "tls": parts.scheme == "smtp+tls", "ssl": parts.scheme == "smtps",
    }  # fmt: skip
