"""Access to bytes: whoever may see one entry that carries them may fetch them, and learns of no other entry."""

from dataclasses import dataclass

from django.db.models import Q

from baliportal.accounts.audience import audience_of, levels_for
from baliportal.accounts.row_permissions import may_access
from baliportal.catalogue.publishing import Status, Visibility

from .models import Erasure, File, FormerFile, StoredFile


@dataclass(frozen=True)
class Bearer:
    """An entry that carries the bytes, as the user may see it; `former` where another file took their place."""

    file: object
    former: bool

    @property
    def entry(self):
        return self.file.entry


@dataclass(frozen=True)
class Access:
    """Answer for a fingerprint, as far as a user may know it.

    `erasure` is set where the bytes were taken down, `replaced_by` where another file took their place.
    """

    sha256: str
    bearers: tuple
    stored: StoredFile | None
    erasure: Erasure | None
    audience: str
    replaced_by: str = ""

    @property
    def public(self):
        """True if the answer is that of every visitor: one to a signed-in user may name entries that are not public."""
        return self.audience == Visibility.PUBLIC

    @property
    def file(self):
        """The file by which its name, role and language are told."""
        return self.bearers[0].file

    @property
    def former(self):
        """True if none of the entries carries it any more."""
        return all(bearer.former for bearer in self.bearers)


def access(sha256: str, user) -> Access | None:
    """Return what the user may know of these bytes; None where no entry that they may see carries them."""
    bearers = tuple(_bearers(sha256, user))
    if not bearers:
        return None
    stored = StoredFile.objects.filter(sha256=sha256).first()
    erasure = None if stored else Erasure.objects.filter(sha256=sha256).first()
    return Access(sha256, bearers, stored, erasure, audience_of(user), _successor(bearers, user))


def _successor(bearers, user):
    """The fingerprint of the file that took its place; "" while an entry carries it, and for one they may not see."""
    if any(not bearer.former for bearer in bearers):
        return ""
    names = (bearer.file.replaced_by for bearer in bearers if bearer.file.replaced_by)
    return next((name for name in names if any(_bearers(name, user))), "")


def _bearers(sha256, user):
    for model in (File, FormerFile):
        named = model.objects.filter(Q(sha256=sha256) | Q(original=sha256)).select_related("entry")
        for file in named:
            if _may_see_bytes(file, sha256, user):
                yield Bearer(file, model is FormerFile)


def _may_see_bytes(file, sha256, user):
    """The bytes that are handed out: by the visibility of entry and file. The original: the secretariat alone."""
    if sha256 != file.sha256 and audience_of(user) != Visibility.SECRETARIAT:
        return False
    return may_see_file(file, user)


def may_see_file(file: File | FormerFile, user) -> bool:
    """Return True if a user may see what an entry hands out as this file, on its public page or in the back office."""
    levels, entry = levels_for(audience_of(user)), file.entry
    if entry.status == Status.PUBLISHED and entry.visibility in levels and file.visibility in levels:
        return True
    return user.is_staff and file.visibility in levels and may_view_in_admin(user, entry)


def may_view_in_admin(user, entry) -> bool:
    meta = entry.specific._meta
    return user.has_perm(f"{meta.app_label}.view_{meta.model_name}", entry) and may_access(user, "view", entry)
