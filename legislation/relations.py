"""Related lists on the pages of laws, agreements and treaties, in both directions."""

from baliportal.catalogue.models import Entry
from baliportal.catalogue.related import nonempty, section
from baliportal.files.named_in import named_in

from .pages.effects import PASSIVE

ON_TREATY = PASSIVE | {"ratifies": "Laws that ratify it"}


def affected_by(entry, audience):
    """One section per relation, of the laws that have this entry as its target; `nonempty` evaluates them together."""
    return [
        section(name, title, Entry.objects.filter(law__relations__target=entry, law__relations__relation=name),
                audience, shown=50)
        for name, title in ON_TREATY.items()
    ]  # fmt: skip


def of_law(law, audience):
    """Agreements that a law ratified, and documents that name it; its page shows the effects of other laws itself."""
    ratified = section("ratified", "Ratifies", law.ratified_agreements.all(), audience)
    return nonempty(ratified, named_in(law, audience))


def of_agreement(agreement, audience):
    """Documents that name an agreement; its page shows its successors and the effects of laws itself."""
    return nonempty(named_in(agreement, audience))


def of_treaty(treaty, audience):
    """Laws that affect a treaty or hold provisions that implement it."""
    answering = Entry.objects.filter(law__provisions__treaty=treaty)
    provisions = section("provisions", "Laws with provisions that answer it", answering, audience)
    return nonempty(*affected_by(treaty, audience), provisions, named_in(treaty, audience))
