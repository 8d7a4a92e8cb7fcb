"""The starter file of resources."""

from baliportal.catalogue.starter_files import SAME, SOURCE, StarterFile

RESOURCES = StarterFile(
    "resources.csv", "resource", "slug",
    {"slug": "slug", "type": "kind", "language": "language", "publisher": "publisher", "meeting": "workshop",
     "date": "published_date", "countries": "members", "url": "url"} | SAME | SOURCE,
)  # fmt: skip
