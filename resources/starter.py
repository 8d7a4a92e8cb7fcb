"""The starter file of resources."""

from baliportal.catalogue.starter_files import SAME, SOURCE, PartFile, StarterFile, SupplementFile

RESOURCES = StarterFile(
    "resources.csv", "resource", "slug",
    {"slug": "slug", "type": "kind", "language": "language", "publisher": "publisher", "meeting": "workshop",
     "date": "published_date", "countries": "members", "url": "url"} | SAME | SOURCE,
    [PartFile("resource_mentions.csv", "resource", "mentions", {"target": "record", "page": "page"})],
    [SupplementFile("resource_closing_dates.csv", "resource", {"closing_date": "closing_date"})],
)  # fmt: skip
