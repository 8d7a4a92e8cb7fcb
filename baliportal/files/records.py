"""The nested record schema of the files of an entry."""

from dataclasses import dataclass

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.scalars import Choice, InvalidValue, Language, Number, Text, YesNo
from baliportal.catalogue.statuses import Visibility

from .archived import FIELD, adopt_source
from .models import Erasure, FormerFile, StoredFile
from .roles import ROLES
from .texts import read_soon


@dataclass(frozen=True)
class FileVisibility(Choice):
    """A visibility; public where nothing is said, as the record's own limits it anyway."""

    empty = str(Visibility.PUBLIC)

    def clean(self, value):
        return super().clean(value) or self.empty

    def parse(self, text):
        return self.clean(super().parse(text))


@dataclass(frozen=True)
class Position(Number):
    """A place in an order; 0 where nothing is said."""

    empty = 0

    def clean(self, value):
        return super().clean(value) or 0

    def parse(self, text):
        return super().parse(text) or 0


@dataclass(frozen=True)
class YesOrNo(YesNo):
    """Yes or no; no where nothing is said."""

    empty = False

    def clean(self, value):
        return bool(super().clean(value))

    def parse(self, text):
        return bool(super().parse(text))


@dataclass(frozen=True)
class FileRows(NestedRows):
    """Files of an entry by SHA-256. Records hold no bytes; a row whose bytes are not kept raises InvalidValue.

    One whose bytes were taken down stays without them, so that an older version or an older spreadsheet can be had.
    A past day shows only files that the audience may read today: others may have been removed for a reason.
    """

    limited_by_today = True

    @property
    def roles(self):
        """Pairs of value and label of the roles that these files may have, the usual one first."""
        return self.field("role").type.choices

    def field(self, name) -> SchemaField:
        return next(field for field in self.fields if field.name == name)

    def visible_parts(self, instance, attribute, audience):
        levels, parts = list(Visibility), super().visible_parts(instance, attribute, audience)
        if audience is None:
            return parts
        return [part for part in parts if levels.index(part.visibility) <= levels.index(audience)]

    def public_part(self, value):
        return super().public_part([row for row in value if row["visibility"] == Visibility.PUBLIC])

    def restrict_to(self, rows, today):
        present = {row["sha256"] for row in today}
        return [row for row in rows if row["sha256"] in present]

    def complete(self, part, row):
        stored = StoredFile.objects.filter(sha256=part.sha256).first()
        if stored is None and not Erasure.objects.filter(sha256=part.sha256).exists():
            raise InvalidValue(f"“{row['name'] or row['title']}”: no file with this fingerprint is kept here.")
        part.size, part.text_sha256 = (stored.size, stored.text_sha256) if stored else (0, "")
        adopt_source(part)

    def after_write(self, gone, new):
        """Let each address that is gone lead to the new file of the same role and language."""
        for part in gone:
            same = [other for other in new if (other.role, other.language) == (part.role, part.language)]
            if same and not any(other.sha256 == part.sha256 for other in new):
                FormerFile.objects.filter(entry_id=part.entry_id, sha256=part.sha256).update(replaced_by=same[0].sha256)
        names = {sha for part in new for sha in (part.sha256, part.original)}
        StoredFile.objects.filter(sha256__in=names).update(kept=True)
        if new:
            read_soon()


def file_rows(schema) -> FileRows | None:
    """The type of the files of a record schema; None for records without files."""
    return next((field.type for field in schema.fields if isinstance(field.type, FileRows)), None)


def files_field(roles: tuple[str, ...]) -> SchemaField:
    """The field of the files of a kind, whose files have one of these roles."""
    return SchemaField(
        "files", "Files", FileRows(fields=_fields(roles), former_layouts=(("name", "language", "size", "sha256"),)),
        "The files kept here.", shown=False, fact=False,
    )  # fmt: skip


def archive_links_field() -> SchemaField:
    """The field by which a record of a kind lets copies be taken of the documents that it links to."""
    return SchemaField(
        FIELD, "Archive linked documents", YesOrNo(), "Whether copies of the documents at its addresses may be kept: "
        "yes only where the terms of their sites allow it.", "yes", shown=False, fact=False,
    )  # fmt: skip


def _fields(roles):
    return (
        SchemaField("role", "Role", Choice(choices=tuple((role, ROLES[role]) for role in roles)),
                    "What the file is to the record.", roles[0]),
        SchemaField("title", "Title", Text(300), "What it is called, in its own language.", "Policy guide",
                    search="text"),
        SchemaField("name", "File name", Text(200), "The name it is downloaded under.", "policy-guide-en.pdf",
                    search="text"),
        SchemaField("language", "Language", Language(), "The language of this file.", "th", facet="language"),
        SchemaField("visibility", "Visible to", FileVisibility(choices=tuple(Visibility.choices)),
                    "Who may read it, never more than may read the record.", "public"),
        SchemaField("licence", "Licence or terms", Text(200), "What readers may do with it; empty where not recorded.",
                    "CC-BY-4.0"),
        SchemaField("as_uploaded", "Published as uploaded", YesOrNo(), "Whether somebody decided to publish it "
                    "without removing private data, as for a signed file.", "no"),
        SchemaField("position", "Order", Position(), "Its place among the files of the record.", "1"),
        SchemaField("size", "Bytes", Number(), "Its size.", "482133"),
        SchemaField("sha256", "SHA-256", Text(64), "The fingerprint of the bytes that are handed out.",
                    "9f86d081884c7d65…"),
        SchemaField("original", "SHA-256 of the original", Text(64), "The fingerprint of the bytes that were uploaded, "
                    "where private data was removed from the copy.", "60303ae22b998861…",
                    audience=Visibility.SECRETARIAT),
        SchemaField("text_sha256", "SHA-256 of the text", Text(64), "The fingerprint of the text that was read from "
                    "it; empty while it is unread.", "fd61a03af4f77d87…"),
    )  # fmt: skip
