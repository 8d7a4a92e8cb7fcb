"""Related lists on the pages of laws, agreements and treaties, in both directions."""

from baliportal.catalogue.models import Entry
from baliportal.catalogue.related import nonempty, section

#: Section titles for the incoming relations, by relation.
PASSIVE = {
    "amends": "Amended by",
    "replaces": "Replaced by",
    "implements": "Implemented by",
    "repeals": "Repealed by",
}


def affected_by(entry):
    """One section per relation, of the laws that have this entry as its target."""
    return [
        section(
            name, title, Entry.objects.filter(law__relations__target=entry, law__relations__relation=name), shown=50
        )
        for name, title in PASSIVE.items()
    ]


def of_law(law):
    """Laws that bear on a law, and the agreements that it ratified."""
    return nonempty(*affected_by(law), section("ratified", "Ratifies", law.ratified_agreements.all()))


def of_agreement(agreement):
    """Agreements and laws that bear on an agreement, and its successors."""
    return nonempty(*affected_by(agreement), section("superseded", "Superseded by", agreement.superseded_by.all()))


def of_treaty(treaty):
    """Laws that affect a treaty or hold provisions that implement it."""
    provisions = Entry.objects.filter(law__provisions__treaty=treaty)
    return nonempty(*affected_by(treaty), section("provisions", "Laws with provisions that answer it", provisions))
