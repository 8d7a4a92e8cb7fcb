"""The starter files, and which of their columns becomes which column of a record form: data, nothing else.

A value on the right of a colon is the name of a column of the file, or a function from the row to the text of a cell.
Texts are read by the record form's own columns, as a spreadsheet's cells would be.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from baliportal.catalogue.schema.scalars import InvalidValue

FOUNDING_DOCUMENT = "000_95346400332a603c.txt"  # as source_url names it


@dataclass(frozen=True)
class PartFile:
    """A file whose rows belong into one column of the records of another file."""

    name: str
    key: str  # its column that names the record they belong to
    into: str  # the column of the record form that takes them
    cells: dict


@dataclass(frozen=True)
class StarterFile:
    """A file with one record a row; `key` is its column that names the row for ever."""

    name: str
    form: str
    key: str
    cells: dict
    parts: list = field(default_factory=list)


@dataclass(frozen=True)
class Made:
    """A cell that a function makes of the row; `column` is where to look when it is wrong."""

    column: str
    by: Callable

    def __call__(self, row):
        return self.by(row)


def _source_url(row):
    return "" if row["source_url"] == FOUNDING_DOCUMENT else row["source_url"]


def _source_note(row):
    return "Founding document of this portal (about 2008)" if row["source_url"] == FOUNDING_DOCUMENT else ""


def _stands_for(row):
    return row.get("stands_for", "")


def _groups(row):
    columns = ("ad_hoc_group", "co_chair", "steering_group")
    strange = [f"{column} is “{row[column]}”" for column in columns if row[column] not in ("yes", "no")]
    if strange:
        raise InvalidValue(f"{', '.join(strange)}, which is neither yes nor no.")
    return "\n".join(column.replace("_", "-") for column in columns if row[column] == "yes")


def _hosts(organisations):
    def chosen(row):
        hosts = [host for host in row["hosts"].split(";") if host]
        return ";".join(host for host in hosts if host.isupper() != organisations)

    return chosen


def _relation(row):
    """The column `amends` names the earlier law; what is done to it follows from what the later one is."""
    relation = {"regulation": "implements", "national-plan-of-action": "replaces"}.get(row["kind"], "amends")
    return f"{relation} | law/{row['amends']}" if row["amends"] else ""


NAME = {"text": "text", "language": "language", "note": "note"}
SAME = {name: name for name in ("title", "topics", "summary")}
SOURCE = {"source_url": _source_url, "source_note": _source_note}

FILES = [
    StarterFile(
        "countries.csv", "country", "code", {"code": "code", "name": "name"},
        [PartFile("country_names.csv", "country", "names", NAME)],
    ),
    StarterFile(
        "terms.csv", "term", "slug", {"slug": "slug", "label": "label", "stands_for": _stands_for},
        [PartFile("term_names.csv", "term", "names", NAME)],
    ),
    StarterFile(
        "topics.csv", "topic", "slug",
        {name: name for name in ("slug", "parent", "label", "definition", "scope_note")} | {"source": "source_url"},
        [PartFile("topic_names.csv", "topic", "names", NAME)],
    ),
    StarterFile("series.csv", "series", "slug", {"slug": "slug", "name": "name", "mechanism": "mechanism"}),
    StarterFile(
        "member_states.csv", "member", "code",
        {
            "slug": Made("code", lambda row: row["code"].lower()), "type": "membership", "title": "name",
            "country": "code", "official_name": "official_name", "subregion": "subregion", "lead_agency": "lead_agency",
            "groups": _groups,
            "date": "joined", "countries": "code", "summary": "summary", "url": "website",
        } | SOURCE,
    ),
    StarterFile(
        "organisations.csv", "organisation", "slug",
        {"slug": "slug", "type": "kind", "title": "name", "acronym": "acronym", "role": "role", "summary": "summary",
         "url": "website"} | SOURCE,
    ),
    StarterFile(
        "systems.csv", "system", "slug",
        {"slug": "slug", "title": "name", "acronym": "acronym", "operator": "operator", "operational_status": "status",
         "date": "operational_since", "topics": "topics", "summary": "summary", "url": "website"} | SOURCE,
        [PartFile("system_participation.csv", "system", "participations",
                  {"country": "member", "role": "role", "since": "joined", "note": "note",
                   "source_url": "source_url"})],
    ),
    StarterFile(
        "workshops.csv", "workshop", "slug",
        {
            "slug": "slug", "type": "kind", "event_status": "status", "date": "start_date", "end_date": "end_date",
            "city": "city", "place": "country", "host_countries": Made("hosts", _hosts(organisations=False)),
            "host_organisations": Made("hosts", _hosts(organisations=True)), "outcomes": "outcomes",
        } | SAME | SOURCE,
    ),
    StarterFile(
        "treaties.csv", "treaty", "slug",
        {"slug": "slug", "short_title": "short_title", "in_force_date": "in_force", "depositary": "depositary",
         "date": "adopted", "url": "depositary_url"} | SAME | SOURCE,
        [PartFile("treaty_actions.csv", "treaty", "actions",
                  {"country": "member", "action": "action", "date": "date", "reservation_note": "reservation_note",
                   "source_url": "source_url"})],
    ),
    StarterFile(
        "legislation.csv", "law", "slug",
        {
            "slug": "slug", "type": "kind", "original_title": "original_title", "language": "original_language",
            "number": "number", "legal_status": "status", "in_force_date": "in_force_date",
            "relations": Made("amends", _relation), "date": "enacted_date", "countries": "member", "url": "url",
        } | SAME | SOURCE,
    ),
    StarterFile(
        "agreements.csv", "agreement", "slug",
        {"slug": "slug", "type": "kind", "legal_status": "status", "in_force_date": "in_force_date",
         "date": "signed_date", "countries": "parties", "url": "url"} | SAME | SOURCE,
    ),
    StarterFile(
        "resources.csv", "resource", "slug",
        {"slug": "slug", "type": "kind", "language": "language", "publisher": "publisher", "meeting": "workshop",
         "date": "published_date", "countries": "members", "url": "url"} | SAME | SOURCE,
    ),
]  # fmt: skip

#: Facts about rows of the files above that stand in files of their own: form -> (file, key column, {column: cell}).
SUPPLEMENTS = {
    "workshop": [("workshop_series.csv", "workshop", {"series": "series", "ordinal": "ordinal"})],
}
#: What is doubted, by kind and slug; from the sources' own contradictions.
DOUBTS = "doubts.csv"
