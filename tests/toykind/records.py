"""Record schema of campaigns, and all that the portal knows of the kind."""

from baliportal.accounts.roles import ADMINISTRATOR, EDITOR, PUBLISHER
from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.related import nonempty, section
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import CountryLink, Link
from baliportal.catalogue.schema.scalars import Choice, Text
from baliportal.exports.formats.citations.citation import Citation, column

from . import checks
from .models import Campaign

TYPES = {"poster": "Poster campaign", "radio": "Radio campaign"}

STOPS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "Where it goes.", "FJ", facet="country", search="names"),
    SchemaField("note", "Note", Text(200), "What happens there.", "In all ports"),
))  # fmt: skip


def related_to(campaign, audience):
    """Other campaigns of the same sponsor."""
    others = Campaign.objects.filter(sponsor=campaign.sponsor).exclude(pk=campaign.pk)
    return nonempty(
        section("same-sponsor", "Of the same sponsor", others if campaign.sponsor else others.none(), audience)
    )


CAMPAIGN = Kind(
    name="campaign",
    label="campaign",
    plural="Campaigns",
    path="toy-campaigns",
    question="Posters and broadcasts that warn and inform",
    model=Campaign,
    types=TYPES,
    standing="state",
    remarkable=("over",),
    obsolete=("over",),
    rank=lambda record: 1.0 if record["slogan"] else 0.5,
    sections=related_to,
    citation=Citation("broadcast", types={"poster": "graphic"}, variables={"collection-title": column("slogan")}),
    review_months=9,
    checks=checks.CHECKS,
    expected=checks.FACTS,
    edited_by=(EDITOR, PUBLISHER, ADMINISTRATOR),
    fields=entry_fields(
        SchemaField("state", "State", Choice(choices=tuple(Campaign.State.choices)), "Whether it runs.", "running"),
        SchemaField("slogan", "Slogan", Text(200), "What it says.", "Know before you go", search="text"),
        SchemaField("sponsor", "Sponsor", Link(kind="organisation"), "Who pays for it.", "iom", search="names"),
        SchemaField("stops", "Stops", STOPS, "Where it goes."),
        types=TYPES,
        date_label="First day",
    ),
)
