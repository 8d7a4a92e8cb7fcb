"""Names by which questions call series of meetings: their own, with and without what all have, and the vocabulary's."""

import re

from baliportal.catalogue.models import Term
from baliportal.search.answers.answer import Entity

from ..models import Series

#: Words before and after the name that people use.
AROUND = re.compile(
    r"^(Annual )?(meetings? of the |Bali Process |RSO )|( senior officials')? meetings?$", re.IGNORECASE
)


def series_names():
    """Every series with its names; three queries."""
    terms = {term.slug: [term.label, *(name.text for name in term.names.all())]
             for term in Term.objects.prefetch_related("names")}  # fmt: skip
    for slug, name in Series.objects.values_list("slug", "name"):
        yield Entity("series", slug, name), [*_own_names(name), *terms.get(slug, ())]


def _own_names(name):
    bare = AROUND.sub("", AROUND.sub("", name))
    without_people = re.sub(r"^(Annual )?(meetings? of the |Bali Process )", "", name, flags=re.IGNORECASE)
    short = name.replace(" Information Sharing", "")
    return [name, without_people, *([short] if short != name else []), *([bare] if bare.count(" ") else [])]
