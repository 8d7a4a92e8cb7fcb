"""Related lists on the pages of members and organisations."""

from baliportal.catalogue.kinds import Kind, named
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.related import Item, Section, nonempty, section
from baliportal.files.named_in import named_in


def of_member(member, audience):
    """A list of the acts of its state, where treaties have no block of their own on the page of a member."""
    return nonempty(treaties(member.country, audience)) if named("treaty").of_country is Kind.of_country else []


def treaties(country, audience):
    """A country's actions on published treaties, one item per action."""
    actions = country.treaty_actions.select_related("treaty").order_by("treaty__title", "date")
    items = [
        Item(action.treaty.title, action.treaty.get_absolute_url(), _action_text(action), action.treaty.restriction)
        for action in actions
        if action.treaty.is_published_for(audience)
    ]
    return Section("treaties", "Treaty actions", items, len(items))


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
