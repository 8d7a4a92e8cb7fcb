"""The block “What is not recorded” of a member's page."""

from baliportal.catalogue.blocks import Block
from baliportal.quality.expected import facts_of


def missing(page, told):
    """Facts that a member's record should state and does not, and what the blocks of other kinds say that they lack.

    A block says so in sentences under "missing" in its context.
    """
    record = page.record
    facts = [fact.label for fact in facts_of(page.kind.name) if not any(record[name] for name in fact.field_names)]
    sentences = [f"{label}: not recorded" for label in facts]
    sentences += [sentence for block in told for sentence in block.context.get("missing", ())]
    return Block(
        "not-recorded", "What is not recorded", "members/missing.html", {"sentences": sentences}, len(sentences)
    )
