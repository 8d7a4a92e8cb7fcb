"""The starter files of laws, agreements and treaties."""

from baliportal.catalogue.starter_files import SAME, SOURCE, ComputedCell, PartFile, StarterFile


def _relation(row):
    """The cell of `relations`: column `amends` names the earlier law, the kind of the later one gives the relation."""
    relation = {"regulation": "implements", "national-plan-of-action": "replaces"}.get(row["kind"], "amends")
    return f"{relation} | law/{row['amends']}" if row["amends"] else ""


LAWS = StarterFile(
    "legislation.csv", "law", "slug",
    {
        "slug": "slug", "type": "kind", "original_title": "original_title", "language": "original_language",
        "number": "number", "legal_status": "status", "in_force_date": "in_force_date",
        "relations": ComputedCell("amends", _relation), "date": "enacted_date", "countries": "member", "url": "url",
    } | SAME | SOURCE,
)  # fmt: skip

AGREEMENTS = StarterFile(
    "agreements.csv", "agreement", "slug",
    {"slug": "slug", "type": "kind", "legal_status": "status", "in_force_date": "in_force_date",
     "date": "signed_date", "countries": "parties", "url": "url"} | SAME | SOURCE,
)  # fmt: skip

TREATIES = StarterFile(
    "treaties.csv", "treaty", "slug",
    {"slug": "slug", "short_title": "short_title", "in_force_date": "in_force", "depositary": "depositary",
     "date": "adopted", "url": "depositary_url"} | SAME | SOURCE,
    [PartFile("treaty_actions.csv", "treaty", "actions",
              {"country": "member", "action": "action", "date": "date", "reservation_note": "reservation_note",
               "source_url": "source_url"})],
)  # fmt: skip
