"""Files of an archive that were checked and stored before: another row, or another check, does not do so again."""

from dataclasses import asdict

from baliportal.files.models import StoredFile
from baliportal.files.uploads import Accepted


def remembered(accepted: Accepted, path: str, *, as_uploaded: bool) -> dict:
    """The checked file of an archive's row in JSON, with all that `checked_before` finds it by."""
    return asdict(accepted) | {"path": path, "as_uploaded": as_uploaded}


def checked_before(batch, path: str, *, as_uploaded: bool) -> Accepted | None:
    """The file of a path as an earlier check of the batch stored it; None where it was not, or is not kept any more."""
    line = batch.lines.filter(accepted__path=path, accepted__as_uploaded=as_uploaded).first()
    if line is None:
        return None
    values = {name: value for name, value in line.accepted.items() if name not in ("path", "as_uploaded")}
    accepted = Accepted(**values | {"removed": tuple(values["removed"])})
    names = {accepted.sha256, accepted.original} - {""}
    return accepted if StoredFile.objects.filter(sha256__in=names).count() == len(names) else None
