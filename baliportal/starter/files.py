"""The starter files in the order in which they are loaded."""

from functools import cache

from baliportal.catalogue.kinds import all_kinds, all_schemas

#: Known doubts about records, by kind and slug; from contradictions between the sources.
DOUBTS = "doubts.csv"
#: Names under which people look for records, by kind and slug.
OTHER_NAMES = "other_names.csv"
#: Files whose lines belong to records of any kind, with the field and column that they fill.
OF_ANY_KIND = {DOUBTS: "doubt", OTHER_NAMES: "other_names"}


@cache
def all_files():
    """All starter files: those of the vocabularies before those of the kinds, which refer to them."""
    schemas = sorted(all_schemas(), key=lambda schema: schema in all_kinds())
    return [schema.starter for schema in schemas if schema.starter]
