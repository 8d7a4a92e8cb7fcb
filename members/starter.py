"""The starter files of members, organisations and systems."""

from baliportal.catalogue.schema.scalars import InvalidValue
from baliportal.catalogue.starter_files import SOURCE, ComputedCell, PartFile, StarterFile


def _groups(row):
    columns = ("ad_hoc_group", "co_chair", "steering_group")
    invalid = [f"{column} is “{row[column]}”" for column in columns if row[column] not in ("yes", "no")]
    if invalid:
        raise InvalidValue(f"{', '.join(invalid)}, which is neither yes nor no.")
    return "\n".join(column.replace("_", "-") for column in columns if row[column] == "yes")


MEMBERS = StarterFile(
    "member_states.csv", "member", "code",
    {
        "slug": ComputedCell("code", lambda row: row["code"].lower()), "type": "membership", "title": "name",
        "country": "code", "official_name": "official_name", "subregion": "subregion", "lead_agency": "lead_agency",
        "groups": _groups,
        "date": "joined", "countries": "code", "summary": "summary", "url": "website",
    } | SOURCE,
)  # fmt: skip

ORGANISATIONS = StarterFile(
    "organisations.csv", "organisation", "slug",
    {"slug": "slug", "type": "kind", "title": "name", "acronym": "acronym", "role": "role", "summary": "summary",
     "url": "website"} | SOURCE,
)  # fmt: skip

SYSTEMS = StarterFile(
    "systems.csv", "system", "slug",
    {"slug": "slug", "title": "name", "acronym": "acronym", "operator": "operator", "operational_status": "status",
     "date": "operational_since", "topics": "topics", "summary": "summary", "url": "website"} | SOURCE,
    [PartFile("system_participation.csv", "system", "participations",
              {"country": "member", "role": "role", "since": "joined", "note": "note",
               "source_url": "source_url"})],
)  # fmt: skip
