"""Record schemas of laws, agreements, treaties and coverage checks."""

from baliportal.catalogue.kinds import Kind, RecordSchema
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import Countries, CountryLink, Link, Links, TopicLink
from baliportal.catalogue.schema.scalars import Choice, Date, Day, Language, Text, Url, YesNo
from baliportal.catalogue.vocabularies import ID
from baliportal.exports.formats.citations.citation import Citation, authority, column
from baliportal.files.records import archive_links_field, files_field

from . import checks, starter, treaty_checks
from .answers import AGREEMENT_ANSWERS, LAW_ANSWERS, TREATY_ANSWERS
from .law_relations import LawRelations
from .models import Agreement, CoverageCheck, Law, LawRelation, Treaty
from .pages.agreement import blocks_of_agreement, head_of_agreement, state_of_agreement
from .pages.law import blocks_of_law, head_of_law, state_of_law
from .pages.of_country import (
    agreements_known,
    agreements_of_country,
    laws_and_coverage,
    laws_and_coverage_known,
)
from .pages.treaties_of_country import treaties_known, treaties_of_country
from .pages.treaty import blocks_of_treaty, head_of_treaty, state_of_treaty
from .ranking import rank_of_law
from .related_pairs import pairs_of_agreements, pairs_of_laws, pairs_of_treaties
from .relations import of_agreement, of_law, of_treaty
from .treaty_rows import ACTIONS, ARTICLES, STANDINGS, TERRITORIES

LAW_TYPES = {
    "act": "Act",
    "code": "Code",
    "decree": "Decree",
    "regulation": "Regulation",
    "ordinance": "Ordinance",
    "constitution": "Constitution",
    "policy": "Policy",
    "national-plan-of-action": "National plan of action",
}
AGREEMENT_TYPES = {"bilateral": "Bilateral agreement", "multilateral": "Multilateral agreement"}

RELATIONS = LawRelations(fields=(
    SchemaField("relation", "Relation", Choice(choices=tuple(LawRelation.Relation.choices)), "What it does.", "amends"),
    SchemaField("target", "To", Link(), "The law, agreement or treaty, as kind/slug.", "law/my-act-670-2007"),
), about=("target",))  # fmt: skip

PROVISIONS = NestedRows(fields=(
    SchemaField("pinpoint", "Place", Text(80), "Where in the law.", "s 12", search="text"),
    SchemaField("text", "Text", Text(), "The text itself.",
                "Sesiapa yang memperdagangkan kanak-kanak melakukan kesalahan.", search="text"),
    SchemaField("language", "Language", Language(), "The language of the text.", "ms"),
    SchemaField("translation", "Translation", Text(), "The text in English.",
                "Any person who traffics a child commits an offence.", search="text"),
    SchemaField("treaty", "Treaty", Link(kind="treaty"), "The treaty it answers.", "tip-protocol"),
    SchemaField("article", "Article", Text(40), "The article it answers.", "5"),
    SchemaField("in_force_date", "In force", Date(), "In force from.", "2008-02-28"),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/act-670", fact=False),
    SchemaField("note", "Note", Text(), "What else is to be said.", "Added by the amendment of 2010."),
))  # fmt: skip

LAW = Kind(
    name="law",
    answers=LAW_ANSWERS,
    label="law",
    plural="Legislation",
    path="legislation",
    question="Acts, codes, decrees and plans of action by country, with numbers and amendments",
    model=Law,
    types=LAW_TYPES,
    standing="legal_status",
    number="number",
    remarkable=("repealed", "not-yet-in-force"),
    obsolete=("repealed",),
    rank=rank_of_law,
    head=head_of_law,
    state_on=state_of_law,
    blocks=blocks_of_law,
    sections=of_law,
    parameters=("as_of", "known"),
    of_country=laws_and_coverage,
    of_country_known=laws_and_coverage_known,
    citation=Citation("legislation", variables={"number": column("number"), "authority": authority}),
    checks=checks.LAW_CHECKS,
    related_pairs=pairs_of_laws,
    expected=checks.LAW_FACTS,
    starter=starter.LAWS,
    fields=entry_fields(
        SchemaField("number", "Number", Text(120), "The number as the law itself writes it.", "Act 670",
                    search="number"),
        SchemaField("legal_status", "Legal status", Choice(choices=tuple(Law.LegalStatus.choices)),
                    "As the source says; empty when not known.", "amended"),
        SchemaField("assent_date", "Assent", Date(), "Signed or assented to.", "2007-07-18"),
        SchemaField("gazetted_date", "Gazetted", Date(), "Published in the gazette.", "2007-07-26"),
        SchemaField("in_force_date", "In force from", Date(), "When it commenced.", "2007-10-01"),
        SchemaField("commencement_note", "Commencement", Text(), "How it commenced, where in stages.",
                    "Parts I to III on 1 October 2007, the rest later"),
        SchemaField("repealed_date", "Repealed", Date(), "When it was repealed.", "2015"),
        SchemaField("relations", "Relations", RELATIONS, "What it amends, replaces, implements or repeals; "
                    "treaties that it ratifies."),
        SchemaField("provisions", "Provisions", PROVISIONS, "Pinpoint texts and the treaty articles they answer."),
        SchemaField("translation_url", "Translation", Url(), "Where a translation can be read.",
                    "https://example.org/act-en"),
        SchemaField("translation", "Kind of translation", Choice(choices=tuple(Law.Translation.choices)),
                    "Official, unofficial or made by machine.", "unofficial"),
        archive_links_field(),
        files_field(("text", "consolidated", "translation", "summary", "annex", "archived-copy", "other")),
        types=LAW_TYPES,
        date_label="Enacted",
        date_meaning="When it was passed or enacted.",
        countries_label="Jurisdiction",
        countries_meaning="The country or territory whose law it is.",
        url_label="Text of the law",
        in_blocks=(
            "number", "legal_status", "date", "assent_date", "gazetted_date", "in_force_date", "commencement_note",
            "repealed_date", "relations", "provisions", "countries", "url", "translation", "translation_url",
        ),
    ),
)  # fmt: skip

AGREEMENT = Kind(
    name="agreement",
    answers=AGREEMENT_ANSWERS,
    label="agreement",
    plural="Agreements",
    path="agreements",
    question="Bilateral and regional agreements on extradition, mutual assistance and migration",
    model=Agreement,
    types=AGREEMENT_TYPES,
    standing="legal_status",
    remarkable=("superseded", "terminated"),
    obsolete=("superseded", "terminated"),
    head=head_of_agreement,
    state_on=state_of_agreement,
    blocks=blocks_of_agreement,
    of_country=agreements_of_country,
    of_country_known=agreements_known,
    sections=of_agreement,
    parameters=("as_of", "known"),
    citation=Citation("treaty", variables={"authority": authority}),
    checks=checks.AGREEMENT_CHECKS,
    related_pairs=pairs_of_agreements,
    expected=checks.AGREEMENT_FACTS,
    starter=starter.AGREEMENTS,
    fields=entry_fields(
        SchemaField("legal_status", "Legal status", Choice(choices=tuple(Agreement.LegalStatus.choices)),
                    "As the source says; empty when not known.", "in-force"),
        SchemaField("in_force_date", "In force from", Date(), "When it entered into force.", "2008-02-28"),
        SchemaField("binding", "Legally binding", YesNo(), "Yes, no, or empty when not known.", "yes"),
        SchemaField("party_organisations", "Parties that are organisations", Links(kind="organisation"),
                    "Organisations that are party to it.", "iom", search="names"),
        SchemaField("ratifying_laws", "Ratified by", Links(kind="law"), "Laws by which parties approved it.",
                    "id-uu-15-2008"),
        SchemaField("supersedes", "Supersedes", Links(kind="agreement"), "Earlier agreements it takes the place of.",
                    "au-id-extradition-1992"),
        files_field(("agreement-text", "translation", "summary", "annex", "other")),
        types=AGREEMENT_TYPES,
        date_label="Signed",
        date_meaning="When it was signed.",
        countries_label="Parties",
        countries_meaning="The states that are party to it.",
        url_label="Text of the agreement",
        in_blocks=("type", "legal_status", "date", "in_force_date", "binding", "countries", "party_organisations",
                   "ratifying_laws", "supersedes"),
    ),
)  # fmt: skip

TREATY = Kind(
    name="treaty",
    answers=TREATY_ANSWERS,
    label="treaty",
    plural="Treaties",
    path="treaties",
    question="Multilateral treaties, and who signed, ratified or acceded",
    model=Treaty,
    sections=of_treaty,
    head=head_of_treaty,
    state_on=state_of_treaty,
    blocks=blocks_of_treaty,
    of_country=treaties_of_country,
    of_country_known=treaties_known,
    parameters=("as_of", "known"),
    citation=Citation("treaty"),
    review_months=6,
    checks=treaty_checks.TREATY_CHECKS,
    related_pairs=pairs_of_treaties,
    expected=treaty_checks.TREATY_FACTS,
    starter=starter.TREATIES,
    fields=entry_fields(
        SchemaField("short_title", "Short title", Text(120), "The name people use.", "UNTOC", search="number"),
        SchemaField("in_force_date", "In force from", Date(), "When it entered into force.", "2003-09-29"),
        SchemaField("depositary", "Depositary", Text(200), "Who keeps the instruments.",
                    "Secretary-General of the United Nations", search="text"),
        SchemaField("as_of", "List of acts complete until", Date(), "Until when all acts of some countries are here; "
                    "empty when not known.", "2014-01-27", shown=False),
        SchemaField("as_of_countries", "Complete for", Countries(), "The countries of which all acts are here.",
                    "AU;TH", shown=False),
        SchemaField("as_of_note", "What this rests on", Text(), "From where, and what is missing.",
                    "The page of the depositary of that day", shown=False),
        SchemaField("actions", "Acts of states", ACTIONS, "Signatures, ratifications, accessions.", shown=False),
        SchemaField("standings", "Standings that were looked up", STANDINGS, "Who is a party, not a party or cannot "
                    "join, where no dated act tells it.", shown=False),
        SchemaField("territories", "Territories", TERRITORIES, "Whether it applies to a territory, since when and "
                    "through which state.", shown=False),
        SchemaField("articles", "Articles", ARTICLES, "The articles that ask something of states."),
        files_field(("treaty-text", "translation", "summary", "annex", "other")),
        date_label="Adopted",
        date_meaning="When it was adopted.",
        url_label="Page of the depositary",
    ),
)  # fmt: skip

COVERAGE = RecordSchema(
    name="coverage",
    label="coverage check",
    plural="coverage checks",
    model=CoverageCheck,
    fields=(
        ID,
        SchemaField("country", "Country", CountryLink(), "Of which country.", "MY"),
        SchemaField("topic", "Theme", TopicLink(), "Of which theme.", "trafficking-in-persons"),
        SchemaField("of", "Of what", Text(80), "The kind of record looked for, or a treaty and its article.", "law"),
        SchemaField(
            "state", "State", Choice(choices=tuple(CoverageCheck.State.choices)), "What is known.", "confirmed-none"
        ),
        SchemaField("checked_on", "Checked on", Day(), "When somebody looked.", "2026-11-24"),
        SchemaField("checked_by", "Checked by", Text(120), "In which role.", "legal officer"),
        SchemaField(
            "source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status", fact=False
        ),
        SchemaField("note", "Note", Text(), "What else is to be said.", "Asked the ministry; a bill is being drafted."),
    ),
)
