"""Related lists on the pages of members and organisations."""

from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.related import Item, Section, nonempty, section
from baliportal.files.named_in import named_in


def of_member(member, audience):
    """A member's laws; agreements, treaty actions and systems where these kinds have no block of their own for it."""
    country = member.country
    about = Entry.objects.filter(countries=country)
    search = f"/search/?country={country.code}&kind="
    lists = {
        "agreement": lambda: section(
            "agreements", "Agreements", about.filter(kind="agreement"), audience, f"{search}agreement"
        ),
        "treaty": lambda: treaties(country, audience),
        "system": lambda: systems(country, audience),
    }
    laws = section("laws", "Legislation", about.filter(kind="law"), audience, f"{search}law")
    return nonempty(laws, *(make() for kind, make in lists.items() if named(kind).of_country is Kind.of_country))


def treaties(country, audience):
    """A country's actions on published treaties, one item per action."""
    actions = country.treaty_actions.select_related("treaty").order_by("treaty__title", "date")
    items = [
        Item(action.treaty.title, action.treaty.get_absolute_url(), _action_text(action), action.treaty.restriction)
        for action in actions
        if action.treaty.is_published_for(audience)
    ]
    return Section("treaties", "Treaty actions", items, len(items))


def systems(country, audience):
    """The published systems a country takes part in."""
    participations = country.participations.select_related("system").order_by("system__title")
    items = [
        Item(row.system.title, row.system.get_absolute_url(), row.get_role_display(), row.system.restriction)
        for row in participations
        if row.system.is_published_for(audience)
    ]
    return Section("systems", "Systems", items, len(items))


def of_organisation(organisation, audience):
    """Systems, meetings, resources and agreements of an organisation."""
    return nonempty(
        section("systems", "Systems it runs", organisation.operated_systems.all(), audience),
        section("hosted", "Meetings it hosted", organisation.hosted_meetings.all(), audience, shown=30),
        section("funded", "Meetings it funded", organisation.funded_meetings.all(), audience, shown=30),
        section("publications", "Publications", organisation.publications.all(), audience, shown=50),
        section("agreements", "Agreements", organisation.agreements.all(), audience),
        named_in(organisation, audience),
    )


def of_system(system, audience):
    """The documents that name a system."""
    return nonempty(named_in(system, audience))


def _action_text(action):
    date = f", {in_words(action.date)}" if action.date else ""
    return f"{action.get_action_display()}{date}"
