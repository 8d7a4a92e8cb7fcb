"""The storage of files, from FILES_URL: the file system of this machine, or an S3-compatible server."""

from urllib.parse import parse_qs, unquote, urlsplit

from .environment import Refused, text

LOCAL = {"BACKEND": "baliportal.files.storage_backends.SyncedFileSystemStorage"}
EXAMPLE = "FILES_URL must look like s3://key:secret@host:9000/bucket or s3+http://key:secret@127.0.0.1:9000/bucket."
SCHEMES = {"s3": "https", "s3+http": "http"}


def file_storage() -> dict:
    """Return Django's setting of the default storage. Raises Refused for an address that makes no sense.

    An object is one file under its SHA-256: whoever writes it again writes the same bytes, so that a name is kept.
    """
    given = text("FILES_URL")
    if not given:
        return LOCAL
    try:
        parts = urlsplit(given)
        protocol, host, port = SCHEMES[parts.scheme], parts.hostname, parts.port
    except (KeyError, ValueError):
        raise Refused(EXAMPLE) from None
    bucket = parts.path.strip("/")
    if not (host and bucket and parts.username and parts.password) or "/" in bucket:
        raise Refused(EXAMPLE)
    options = {
        "bucket_name": bucket,
        "endpoint_url": f"{protocol}://{host}{f':{port}' if port else ''}",
        "access_key": unquote(parts.username),
        "secret_key": unquote(parts.password),
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "addressing_style": "path",
        "default_acl": None,
        "file_overwrite": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
