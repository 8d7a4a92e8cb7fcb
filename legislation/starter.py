"""The starter files of laws, agreements and treaties."""

from baliportal.catalogue.starter_files import SAME, SOURCE, PartFile, StarterFile

LAWS = StarterFile(
    "legislation.csv", "law", "slug",
    {
        "slug": "slug", "type": "kind", "original_title": "original_title", "language": "original_language",
        "number": "number", "legal_status": "status", "in_force_date": "in_force_date",
        "commencement_note": "commencement_note", "repealed_date": "repealed_date", "date": "enacted_date",
        "countries": "member", "url": "url",
    } | SAME | SOURCE,
    [PartFile("law_relations.csv", "law", "relations", {"relation": "relation", "target": "target"}),
     PartFile("provisions.csv", "law", "provisions",
              {"pinpoint": "pinpoint", "treaty": "treaty", "article": "article", "source_url": "source_url",
               "note": "note"})],
)  # fmt: skip

AGREEMENTS = StarterFile(
    "agreements.csv", "agreement", "slug",
    {"slug": "slug", "type": "kind", "legal_status": "status", "in_force_date": "in_force_date",
     "date": "signed_date", "countries": "parties", "ratifying_laws": "ratifying_laws", "url": "url"} | SAME | SOURCE,
)  # fmt: skip

TREATIES = StarterFile(
    "treaties.csv", "treaty", "slug",
    {"slug": "slug", "short_title": "short_title", "in_force_date": "in_force", "depositary": "depositary",
     "as_of": "as_of", "as_of_countries": "as_of_countries", "as_of_note": "as_of_note", "date": "adopted",
     "url": "depositary_url"} | SAME | SOURCE,
    [PartFile("treaty_actions.csv", "treaty", "actions",
              {"country": "member", "action": "action", "date": "date", "in_force_date": "in_force_date",
               "reservation_note": "reservation_note", "source_url": "source_url"}),
     PartFile("treaty_standings.csv", "treaty", "standings",
              {"country": "member", "state": "state", "as_of": "as_of", "note": "note", "source_url": "source_url"}),
     PartFile("treaty_territories.csv", "treaty", "territories",
              {"territory": "territory", "by": "by", "application": "application", "since": "since", "note": "note",
               "source_url": "source_url"}),
     PartFile("treaty_articles.csv", "treaty", "articles",
              {"number": "number", "heading": "heading", "asks": "asks", "subject": "subject"})],
)  # fmt: skip
