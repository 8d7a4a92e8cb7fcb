"""Related lists on the pages of members and organisations."""

from baliportal.catalogue.models import Entry
from baliportal.catalogue.partial_dates import in_words
from baliportal.catalogue.related import Item, Section, nonempty, section


def of_member(member):
    """A member's laws, agreements, treaty actions, systems, meetings and resources."""
    country = member.country
    about = Entry.objects.filter(countries=country)
    search = f"/search/?country={country.code}&kind="
    return nonempty(
        section("laws", "Legislation", about.filter(kind="law"), f"{search}law"),
        section("agreements", "Agreements", about.filter(kind="agreement"), f"{search}agreement"),
        treaties(country),
        systems(country),
        section("hosted", "Meetings hosted", country.hosted_meetings.all(), f"{search}workshop"),
        section("held-here", "Meetings held there", country.meetings_here.all(), f"{search}workshop"),
        section("resources", "Resources", about.filter(kind="resource"), f"{search}resource"),
    )


def treaties(country):
    """A country's actions on published treaties, one item per action."""
    actions = country.treaty_actions.select_related("treaty").order_by("treaty__title", "date")
    items = [
        Item(action.treaty.title, action.treaty.get_absolute_url(), _action_text(action))
        for action in actions
        if action.treaty.is_public
    ]
    return Section("treaties", "Treaty actions", items, len(items))


def systems(country):
    """The published systems a country takes part in."""
    participations = country.participations.select_related("system").order_by("system__title")
    items = [
        Item(row.system.title, row.system.get_absolute_url(), row.get_role_display())
        for row in participations
        if row.system.is_public
    ]
    return Section("systems", "Systems", items, len(items))


def of_organisation(organisation):
    """Systems, meetings, resources and agreements of an organisation."""
    return nonempty(
        section("systems", "Systems it runs", organisation.operated_systems.all()),
        section("hosted", "Meetings it hosted", organisation.hosted_meetings.all(), shown=30),
        section("funded", "Meetings it funded", organisation.funded_meetings.all(), shown=30),
        section("publications", "Publications", organisation.publications.all(), shown=50),
        section("agreements", "Agreements", organisation.agreements.all()),
    )


def _action_text(action):
    date = f", {in_words(action.date)}" if action.date else ""
    return f"{action.get_action_display()}{date}"
