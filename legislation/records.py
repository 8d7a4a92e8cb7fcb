"""The record forms of laws, agreements, treaties and of coverage checks."""

from baliportal.catalogue.entry_columns import entry_columns
from baliportal.catalogue.kinds import Form, Kind
from baliportal.catalogue.links import CountryLink, Link, Links, TopicLink
from baliportal.catalogue.record import Column
from baliportal.catalogue.rows import Rows
from baliportal.catalogue.values import Choice, Date, Day, Language, Text, Url, YesNo
from baliportal.catalogue.vocabularies import ID

from .models import Agreement, CoverageCheck, Law, LawRelation, Treaty, TreatyAction
from .relations import of_agreement, of_law, of_treaty

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

RELATIONS = Rows(columns=(
    Column("relation", "Relation", Choice(choices=tuple(LawRelation.Relation.choices)), "What it does.", "amends"),
    Column("target", "To", Link(), "The law, agreement or treaty, as kind/slug.", "law/my-act-670-2007"),
), about=("target",))  # fmt: skip

PROVISIONS = Rows(columns=(
    Column("pinpoint", "Place", Text(80), "Where in the law.", "s 12", search="text"),
    Column("text", "Text", Text(), "The text itself.", "Sesiapa yang memperdagangkan kanak-kanak melakukan kesalahan.",
           search="text"),
    Column("language", "Language", Language(), "The language of the text.", "ms"),
    Column("translation", "Translation", Text(), "The text in English.",
           "Any person who traffics a child commits an offence.", search="text"),
    Column("treaty", "Treaty", Link(kind="treaty"), "The treaty it answers.", "tip-protocol"),
    Column("article", "Article", Text(40), "The article it answers.", "5"),
    Column("in_force_date", "In force", Date(), "In force from.", "2008-02-28"),
))  # fmt: skip

ACTIONS = Rows(columns=(
    Column("country", "Country", CountryLink(), "The state.", "AU", facet="country", search="names"),
    Column("action", "Act", Choice(choices=tuple(TreatyAction.Action.choices)), "What it did.", "ratification",
           search="text"),
    Column("date", "Date", Date(), "When, as precise as known.", "2005-09-14"),
    Column("in_force_date", "In force for it", Date(), "From when it binds that state.", "2008-02-28"),
    Column("reservation_note", "Reservations and declarations", Text(), "What the state declared.",
           "Does not consider itself bound by article 35(2)."),
    Column("source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status"),
))  # fmt: skip

LAW = Kind(
    name="law",
    label="law",
    plural="Legislation",
    path="legislation",
    question="Acts, codes, decrees and plans of action by country, with numbers and amendments",
    model=Law,
    types=LAW_TYPES,
    standing="legal_status",
    remarkable=("repealed", "not-yet-in-force"),
    sections=of_law,
    columns=entry_columns(
        Column("number", "Number", Text(120), "The number as the law itself writes it.", "Act 670", search="number"),
        Column("legal_status", "Legal status", Choice(choices=tuple(Law.LegalStatus.choices)),
               "As the source says; empty when not known.", "amended"),
        Column("assent_date", "Assent", Date(), "Signed or assented to.", "2007-07-18"),
        Column("gazetted_date", "Gazetted", Date(), "Published in the gazette.", "2007-07-26"),
        Column("in_force_date", "In force from", Date(), "When it commenced.", "2007-10-01"),
        Column("commencement_note", "Commencement", Text(), "How it commenced, where in stages.",
               "Parts I to III on 1 October 2007, the rest later"),
        Column("repealed_date", "Repealed", Date(), "When it was repealed.", "2015"),
        Column("relations", "Relations", RELATIONS, "What it amends, replaces, implements or repeals."),
        Column("provisions", "Provisions", PROVISIONS, "Pinpoint texts and the treaty articles they answer."),
        Column("translation_url", "Translation", Url(), "Where a translation can be read.",
               "https://example.org/act-en"),
        Column("translation", "Kind of translation", Choice(choices=tuple(Law.Translation.choices)),
               "Official, unofficial or made by machine.", "unofficial"),
        types=LAW_TYPES,
        date_label="Enacted",
        date_meaning="When it was passed or enacted.",
        countries_label="Jurisdiction",
        countries_meaning="The country or territory whose law it is.",
        url_label="Text of the law",
    ),
)  # fmt: skip

AGREEMENT = Kind(
    name="agreement",
    label="agreement",
    plural="Agreements",
    path="agreements",
    question="Bilateral and regional agreements on extradition, mutual assistance and migration",
    model=Agreement,
    types=AGREEMENT_TYPES,
    standing="legal_status",
    remarkable=("superseded", "terminated"),
    sections=of_agreement,
    columns=entry_columns(
        Column("legal_status", "Legal status", Choice(choices=tuple(Agreement.LegalStatus.choices)),
               "As the source says; empty when not known.", "in-force"),
        Column("in_force_date", "In force from", Date(), "When it entered into force.", "2008-02-28"),
        Column("binding", "Legally binding", YesNo(), "Yes, no, or empty when not known.", "yes"),
        Column("party_organisations", "Parties that are organisations", Links(kind="organisation"),
               "Organisations that are party to it.", "iom", search="names"),
        Column("ratifying_laws", "Ratified by", Links(kind="law"), "Laws by which parties approved it.",
               "id-uu-15-2008"),
        Column("supersedes", "Supersedes", Links(kind="agreement"), "Earlier agreements it takes the place of.",
               "au-id-extradition-1992"),
        types=AGREEMENT_TYPES,
        date_label="Signed",
        date_meaning="When it was signed.",
        countries_label="Parties",
        countries_meaning="The states that are party to it.",
        url_label="Text of the agreement",
    ),
)  # fmt: skip

TREATY = Kind(
    name="treaty",
    label="treaty",
    plural="Treaties",
    path="treaties",
    question="Multilateral treaties, and who signed, ratified or acceded",
    model=Treaty,
    sections=of_treaty,
    columns=entry_columns(
        Column("short_title", "Short title", Text(120), "The name people use.", "UNTOC", search="number"),
        Column("in_force_date", "In force from", Date(), "When it entered into force.", "2003-09-29"),
        Column("depositary", "Depositary", Text(200), "Who keeps the instruments.",
               "Secretary-General of the United Nations", search="text"),
        Column("actions", "Acts of states", ACTIONS, "Signatures, ratifications, accessions."),
        date_label="Adopted",
        date_meaning="When it was adopted.",
        url_label="Page of the depositary",
    ),
)  # fmt: skip

COVERAGE = Form(
    name="coverage",
    label="coverage check",
    plural="coverage checks",
    model=CoverageCheck,
    columns=(
        ID,
        Column("country", "Country", CountryLink(), "Of which country.", "MY"),
        Column("topic", "Theme", TopicLink(), "Of which theme.", "trafficking-in-persons"),
        Column("of", "Of what", Text(20), "The kind of record looked for.", "law"),
        Column(
            "state", "State", Choice(choices=tuple(CoverageCheck.State.choices)), "What is known.", "confirmed-none"
        ),
        Column("checked_on", "Checked on", Day(), "When somebody looked.", "2026-11-24"),
        Column("checked_by", "Checked by", Text(120), "In which role.", "legal officer"),
        Column("source_url", "Source", Url(), "Where this is said.", "https://example.org/treaty/status"),
        Column("note", "Note", Text(), "What else is to be said.", "Asked the ministry; a bill is being drafted."),
    ),
)
