"""Files that a proposal brings: whoever decides on it reads them before any record has them."""

from dataclasses import dataclass

from django.urls import reverse

from baliportal.accounts.record_permissions import redact_records
from baliportal.catalogue.kinds import schema_of
from baliportal.files.models import StoredFile
from baliportal.files.safety.media_types import label_of, safe_name


@dataclass(frozen=True)
class ProposedFile:
    """A file of the proposed record that the record did not have."""

    proposal: object
    stored: StoredFile
    title: str
    name: str

    @property
    def sha256(self):
        return self.stored.sha256

    @property
    def size(self):
        return self.stored.size

    @property
    def format(self):
        return label_of(self.stored.media_type)

    @property
    def url(self):
        return reverse("admin:editorial_proposal_file", args=[self.proposal.pk, self.sha256])


def proposed_files(proposal, user) -> list[ProposedFile]:
    """The files that a proposal adds to its record, as far as a person may see them, without those taken down."""
    records = [proposal.base_record, proposal.record]
    base, proposed = redact_records(user, schema_of(proposal.entry.specific), records)
    known = {row["sha256"] for row in base.get("files", ())}
    rows = {row["sha256"]: row for row in proposed.get("files", ()) if row["sha256"] not in known}
    return [
        ProposedFile(proposal, stored, row["title"] or row["name"], safe_name(row["name"], stored.media_type))
        for stored in StoredFile.objects.filter(sha256__in=rows)
        for row in [rows[stored.sha256]]
    ]
