"""Record schemas of member states, organisations and information systems."""

from baliportal.catalogue.kinds import Kind
from baliportal.catalogue.publishing import Visibility
from baliportal.catalogue.schema.entry_fields import entry_fields
from baliportal.catalogue.schema.nested import NestedRows
from baliportal.catalogue.schema.records import SchemaField
from baliportal.catalogue.schema.relations import CountryLink, Link
from baliportal.catalogue.schema.scalars import Choice, Date, Mailbox, Text, Url
from baliportal.files.records import files_field

from . import blocks, checks, profile, starter
from .answers import MEMBER_ANSWERS, ORGANISATION_ANSWERS, SYSTEM_ANSWERS
from .models import GroupMembership, InformationSystem, MemberState, Organisation, Participation
from .relations import of_organisation, of_system
from .system_page import blocks_of_system, head_of_system
from .systems_of_country import systems_known, systems_of_country

MEMBERSHIP = {"member": "Member", "observer": "Observer"}

ORGANISATION_TYPES = {
    "intergovernmental": "Intergovernmental organisation",
    "international-organisation": "International organisation",
    "forum": "Forum or process",
    "secretariat": "Secretariat",
    "programme": "Programme",
    "national-agency": "National agency",
    "government-body": "Government body",
    "non-governmental": "Non-governmental organisation",
    "training-centre": "Training centre",
    "research": "Research institute",
    "research-network": "Research network",
}

GROUPS = NestedRows(fields=(
    SchemaField("group", "Group", Choice(choices=tuple(GroupMembership.Group.choices)), "Which group, or co-chair.",
                "steering-group"),
    SchemaField("since", "Since", Date(), "First day, as precise as known.", "2009-07"),
    SchemaField("until", "Until", Date(), "Last day; empty while it lasts.", "2016-03"),
))  # fmt: skip

CONTACT_POINTS = NestedRows(fields=(
    SchemaField("role", "Function", Text(200), "The function, never a person's name.", "Lost passport desk"),
    SchemaField("authority", "Authority", Text(200), "The authority it belongs to.", "Department of Immigration"),
    SchemaField("mailbox", "Mailbox", Mailbox(254), "The address of the function.", "passports@example.org"),
))  # fmt: skip

PARTICIPANTS = NestedRows(fields=(
    SchemaField("country", "Country", CountryLink(), "Who takes part.", "NZ", facet="country", search="names"),
    SchemaField("role", "As", Choice(choices=tuple(Participation.Role.choices)), "In which role.", "participant",
                search="text"),
    SchemaField("since", "Since", Date(), "From when, as precise as known.", "2006-03"),
    SchemaField("until", "Until", Date(), "Until when; empty while it lasts.", "2016-03"),
    SchemaField("note", "Note", Text(), "What the source adds.", "Joined after a trial of six months"),
    SchemaField("source_url", "Source", Url(), "Where this is said.", "https://example.org/rmas/members", fact=False),
))  # fmt: skip

MEMBER = Kind(
    name="member",
    answers=MEMBER_ANSWERS,
    label="member",
    plural="Members",
    path="members",
    question="States and territories that take part, with all that is recorded of each",
    model=MemberState,
    types=MEMBERSHIP,
    head=profile.head,
    state_on=profile.state_of_member,
    blocks=blocks.blocks,
    parameters=("as_of", "known", "with"),
    list_view="members.views.members",
    profiles_countries=True,
    review_months=6,
    checks=checks.MEMBER_CHECKS,
    expected=checks.MEMBER_FACTS,
    starter=starter.MEMBERS,
    fields=entry_fields(
        SchemaField("country", "Country code", CountryLink(), "Its ISO code.", "MY", search="number", facet="country",
                    shown=False),
        SchemaField("official_name", "Official name", Text(200), "The full name of the state.", "Kingdom of Thailand",
                    search="names"),
        SchemaField("subregion", "Subregion", Text(60), "Part of the region.", "South-East Asia", search="text"),
        SchemaField("lead_agency", "Lead agency", Text(200), "The authority that speaks for it here.",
                    "Ministry of Foreign Affairs", search="text"),
        SchemaField("groups", "Groups", GROUPS, "Seats in the groups of the process, and the co-chair."),
        SchemaField("contact_points", "Contact points", CONTACT_POINTS, "Role mailboxes, for signed-in officials.",
                    audience=Visibility.OFFICIALS),
        files_field(("publication", "form", "translation", "annex", "other")),
        types=MEMBERSHIP,
        type_label="Membership",
        date_label="Joined",
        date_meaning="When it joined the process.",
        countries_shown=False,
        url_label="Website of the lead agency",
        in_blocks=(
            "type", "date", "official_name", "subregion", "lead_agency", "groups", "contact_points", "url",
        ),
    ),
)  # fmt: skip

ORGANISATION = Kind(
    name="organisation",
    answers=ORGANISATION_ANSWERS,
    label="organisation",
    plural="Organisations",
    path="organisations",
    question="Member organisations, observers, partners and related bodies",
    model=Organisation,
    types=ORGANISATION_TYPES,
    sections=of_organisation,
    checks=checks.ORGANISATION_CHECKS,
    expected=checks.ORGANISATION_FACTS,
    starter=starter.ORGANISATIONS,
    fields=entry_fields(
        SchemaField("acronym", "Acronym", Text(40), "Its short name.", "IOM", search="number"),
        SchemaField("role", "Role in the process", Choice(choices=tuple(Organisation.Role.choices)),
                    "How it belongs to it.", "partner"),
        files_field(("publication", "form", "translation", "annex", "other")),
        types=ORGANISATION_TYPES,
        date_label="Founded",
        date_meaning="When it was founded.",
        url_label="Website",
    ),
)  # fmt: skip

SYSTEM = Kind(
    name="system",
    answers=SYSTEM_ANSWERS,
    label="system",
    plural="Systems",
    path="systems",
    question="Systems that states share, such as RMAS, and who takes part",
    model=InformationSystem,
    head=head_of_system,
    blocks=blocks_of_system,
    of_country=systems_of_country,
    of_country_known=systems_known,
    sections=of_system,
    review_months=6,
    expected=checks.SYSTEM_FACTS,
    starter=starter.SYSTEMS,
    fields=entry_fields(
        SchemaField("acronym", "Acronym", Text(40), "Its short name.", "RMAS", search="number"),
        SchemaField("operator", "Operator", Link(kind="organisation"), "The organisation that runs it.", "apec"),
        SchemaField("operational_status", "Operation", Choice(choices=tuple(InformationSystem.Operation.choices)),
                    "Planned, pilot, operational or closed.", "operational"),
        SchemaField("participations", "Participating countries", PARTICIPANTS, "Who takes part, since when and as "
                    "what.", search="names"),
        files_field(("publication", "form", "translation", "annex", "other")),
        date_label="In operation since",
        date_meaning="Start of operation.",
        url_label="Website",
        in_blocks=("acronym", "operator", "operational_status", "date", "participations"),
    ),
)  # fmt: skip
