"""Nested rows in the records of treaties: acts of states, standings, territories and articles."""

from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import CountryLink
from baliportal.catalogue.schema.scalars import Choice, Date, Text, Url

from .models import TerritorialApplication, TreatyAction, TreatyArticle, TreatyStanding

ARTICLES = NestedRows(fields=(
    SchemaField("number", "Article", Text(40), "Its number.", "5"),
    SchemaField("heading", "Heading", Text(200), "Its heading in the treaty.", "Criminalization", search="text"),
    SchemaField("asks", "What it asks", Text(), "What it asks of states, in a sentence or two of our own.",
                "Make trafficking in persons a criminal offence."),
    SchemaField("subject", "Subject", Choice(choices=tuple(TreatyArticle.Subject.choices)), "What it is about.",
                "criminalisation"),
))  # fmt: skip

ACTIONS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "The state.", "AU", facet="country", search="names"),
    SchemaField("action", "Act", Choice(choices=tuple(TreatyAction.Action.choices)), "What it did.", "ratification",
                search="text"),
    SchemaField("date", "Date", Date(), "When, as precise as known.", "2005-09-14"),
    SchemaField("in_force_date", "In force for it", Date(), "From when it binds that state.", "2008-02-28"),
    SchemaField("reservation_note", "Reservations and declarations", Text(), "What the state declared.",
                "Does not consider itself bound by article 35(2)."),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status", fact=False),
))  # fmt: skip

STANDINGS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "The state.", "WS"),
    SchemaField("state", "State", Choice(choices=tuple(TreatyStanding.State.choices)), "What was found.", "not-party"),
    SchemaField("as_of", "Looked up as of", Date(), "The day, month or year for which this holds.", "2023-09"),
    SchemaField("note", "What this rests on", Text(), "Why, in a sentence.", "Not a member of the ILO."),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status", fact=False),
))  # fmt: skip

TERRITORIES = NestedRows(fields=(
    SchemaField("territory", "Territory", CountryLink(), "The territory.", "MO"),
    SchemaField("by", "Through", CountryLink(), "The state that is responsible for it.", "CN"),
    SchemaField("application", "Application", Choice(choices=tuple(TerritorialApplication.Application.choices)),
                "Whether the treaty applies there; empty when not known.", "applies"),
    SchemaField("since", "Since", Date(), "Since when this is so.", "2010-03-10"),
    SchemaField("note", "What this rests on", Text(), "Why, in a sentence.", "Notified when the state joined."),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status", fact=False),
))  # fmt: skip
