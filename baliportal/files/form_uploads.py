"""Uploads of a record's form: checked and stored before the form is read, then carried by it as signed tokens.

No transaction waits for the checks, and what was uploaded is still there when the form is shown again.
"""

import copy
import re
from dataclasses import asdict

from django.contrib import messages
from django.core import signing

from baliportal.catalogue.journal.locking import parse_number

from .models import StoredFile
from .safety.errors import FileRefused
from .upkeep import ORPHANED_AFTER
from .uploads import Accepted, accept

PREFIX = "files"
#: The input of many files at once, and the sentences on those that were refused.
MANY, REFUSED = f"{PREFIX}-many", f"{PREFIX}-refused"
MAX_AT_ONCE = 30
SALT = "baliportal.files.form_uploads"
ROW_UPLOAD = re.compile(rf"({PREFIX}-\d{{1,5}})-upload")
TOO_MANY = f"not taken: at most {MAX_AT_ONCE} files are added at once. Add it now, or bring many as a ZIP."


class UploadExpired(ValueError):
    """The bytes of an earlier upload are not kept any more, or the token is none of ours."""


def with_stored_uploads(request, role: str):
    """Return a copy of a POST request in whose data each upload is a signed token, or the sentence that refuses it.

    A file of the input for many becomes a new row with this role.
    """
    data = request.POST.copy()
    for key, upload in request.FILES.items():
        match = ROW_UPLOAD.fullmatch(key)
        if match and f"{match[1]}-DELETE" not in data:
            _store_row(request, data, match[1], upload)
    if f"{PREFIX}-TOTAL_FORMS" in data:
        for number, upload in enumerate(request.FILES.getlist(MANY)):
            _add_row(request, data, upload, role, is_surplus=number >= MAX_AT_ONCE)
    changed = copy.copy(request)
    changed.POST = data
    return changed


def token_of(accepted: Accepted, *, unscrubbed: bool) -> str:
    return signing.dumps(asdict(accepted) | {"unscrubbed": unscrubbed}, salt=SALT)


def accepted_of(token: str) -> tuple[Accepted, bool]:
    """The upload of a token, and whether it is unscrubbed by a person's decision. Raises UploadExpired."""
    try:
        values = signing.loads(token, salt=SALT, max_age=ORPHANED_AFTER)
    except signing.BadSignature as problem:
        raise UploadExpired from problem
    if not StoredFile.objects.filter(sha256=values["sha256"]).exists():
        raise UploadExpired
    unscrubbed = values.pop("unscrubbed")
    return Accepted(**values | {"removed": tuple(values["removed"])}), unscrubbed


def _store_row(request, data, row, upload):
    unscrubbed = bool(data.get(f"{row}-as_uploaded"))
    try:
        accepted = accept(upload, data.get(f"{row}-name") or upload.name, unscrubbed=unscrubbed)
    except FileRefused as problem:
        data[f"{row}-refused"] = str(problem)
        return
    data[f"{row}-accepted"], data[f"{row}-name"] = token_of(accepted, unscrubbed=unscrubbed), accepted.name
    if accepted.removed:
        removed = ", ".join(accepted.removed)
        messages.info(request, f"“{accepted.name}”: removed from the public copy: {removed}.")


def _add_row(request, data, upload, role, *, is_surplus):
    count = parse_number(data[f"{PREFIX}-TOTAL_FORMS"]) or 0
    row = f"{PREFIX}-{count}"
    if is_surplus:
        data[f"{row}-refused"] = TOO_MANY
    else:
        _store_row(request, data, row, upload)
    if f"{row}-refused" in data:
        data.appendlist(REFUSED, f"“{upload.name}”: {data.pop(f'{row}-refused')[0]}")
        return
    data[f"{row}-role"] = role
    data[f"{row}-position"] = data[f"{PREFIX}-TOTAL_FORMS"] = str(count + 1)
