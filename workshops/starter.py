"""The starter files of meetings and of their series."""

from baliportal.catalogue.starter_files import SAME, SOURCE, ComputedCell, StarterFile, SupplementFile


def _hosts(organisations):
    def cell(row):
        hosts = [host for host in row["hosts"].split(";") if host]
        return ";".join(host for host in hosts if host.isupper() != organisations)

    return cell


SERIES = StarterFile("series.csv", "series", "slug", {"slug": "slug", "name": "name", "mechanism": "mechanism"})

WORKSHOPS = StarterFile(
    "workshops.csv",
    "workshop",
    "slug",
    {
        "slug": "slug",
        "type": "kind",
        "event_status": "status",
        "date": "start_date",
        "end_date": "end_date",
        "city": "city",
        "place": "country",
        "host_countries": ComputedCell("hosts", _hosts(organisations=False)),
        "host_organisations": ComputedCell("hosts", _hosts(organisations=True)),
        "outcomes": "outcomes",
    }
    | SAME
    | SOURCE,
    supplements=[SupplementFile("workshop_series.csv", "workshop", {"series": "series", "ordinal": "ordinal"})],
)
