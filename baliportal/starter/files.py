"""The starter files in the order in which they are loaded."""

from functools import cache

from baliportal.catalogue.kinds import all_kinds, all_schemas

#: What is doubted, by kind and slug; from the sources' own contradictions.
DOUBTS = "doubts.csv"


@cache
def all_files():
    """Those of the vocabularies, which entries name, before those of the kinds."""
    forms = sorted(all_schemas(), key=lambda form: form in all_kinds())
    return [form.starter for form in forms if form.starter]
