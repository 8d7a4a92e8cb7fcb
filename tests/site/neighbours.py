"""A published record of every kind, and hidden ones of every kind that are related to them in every possible way."""

from baliportal.catalogue.kinds import all_kinds
from baliportal.catalogue.models import Country, Topic
from baliportal.catalogue.publishing import Status
from workshops.models import Series

MODELS = {kind.name: kind.model for kind in all_kinds()}
TOPIC = "child-protection"
COUNTRY = "MY"  # whose member has the published profile
MARK, SLUG = "quetzalcoatl", "axolotl"  # words that stand in hidden records only, and in their addresses


def published():
    """A published record of each kind, without relations."""
    made = {
        kind: made_neighbour(
            kind, f"Open {kind} of the neighbourhood", f"open-{kind}", status=Status.PUBLISHED, code=COUNTRY
        )
        for kind in MODELS
    }
    made["workshop"].series = Series.objects.create(slug="neighbourhood", name="Meetings of the neighbourhood")
    made["workshop"].ordinal = 1
    made["workshop"].save()
    made["law"].provisions.create(pinpoint="s 1", text="Provided")
    made["help-line"].contacts.create(way="call", address="110")
    return made


def hidden_records():
    """A draft of each kind that carries MARK in every text."""
    made = {
        kind: made_neighbour(kind, f"{MARK} {kind}", f"{SLUG}-{kind}", code="DE", **texts_of(kind)) for kind in MODELS
    }
    for kind in MODELS:
        made[kind].topics.add(Topic.objects.get(slug=TOPIC))
        made[kind].countries.add(Country.objects.get(code=COUNTRY))
    return made


def tie(seen, hidden):
    """Relate the records in every possible way, first from the published to the hidden ones, then the other way round."""
    tie_one_way(seen, hidden)
    tie_hidden(seen, hidden)


def tie_hidden(seen, hidden):
    """Relate the hidden records to the published ones, to countries and to series: no published record changes."""
    tie_one_way(hidden, seen)
    _tie_countries(hidden)


def tie_one_way(near, far):
    _tie_meeting(near["workshop"], far)
    _tie_law(near["law"], far)
    _tie_agreement(near["agreement"], far)
    _tie_resource(near["resource"], far)
    _tie_commitment(near["commitment"], far)
    near["system"].operator = far["organisation"]
    near["system"].save()


def made_neighbour(kind, title, slug, code, **fields):
    own = {"country": Country.objects.get(code=code)} if kind == "member" else {}
    types = {
        "workshop": "workshop",
        "law": "act",
        "resource": "opportunity",
        "commitment": "all-members",
        "member": "member",
    }
    return MODELS[kind].objects.create(title=title, slug=slug, type=types.get(kind, ""), **own, **fields)


def texts_of(kind):
    own = {
        "workshop": {"outcomes": f"Agreed on {MARK}", "city": MARK, "date": "2041", "event_status": "planned"},
        "law": {"number": f"Act {MARK}"},
        "resource": {"closing_date": "2040"},
        "commitment": {"still_open": MARK, "addressee": MARK, "paragraph": MARK, "state": "open"},
        "treaty": {"short_title": MARK},
        "organisation": {"acronym": MARK},
        "system": {"acronym": MARK},
        "help-line": {"hours": MARK, "spoken_note": MARK, "for_whom": MARK},
    }
    texts = ("summary", "original_title", "source_note", "doubt", "date_text")
    return {"date": "2040"} | {text: f"The {text} tells of {MARK}" for text in texts} | own.get(kind, {})


def _tie_meeting(meeting, far):
    meeting.host_organisations.add(far["organisation"])
    meeting.funders.add(far["organisation"])
    meeting.attendances.create(organisation=far["organisation"], role="speaker", note=f"Sent by {far['organisation']}")


def _tie_law(law, far):
    for relation in ("amends", "replaces", "implements", "repeals"):
        for kind in ("law", "agreement", "treaty"):
            law.relations.create(relation=relation, target=far[kind])
    provision = law.provisions.first() or law.provisions.create(pinpoint="s 1", text=MARK)
    provision.treaty, provision.article = far["treaty"], ""
    provision.save()


def _tie_agreement(agreement, far):
    agreement.party_organisations.add(far["organisation"])
    agreement.ratifying_laws.add(far["law"])
    agreement.supersedes.add(far["agreement"])


def _tie_resource(resource, far):
    resource.publisher, resource.translation_of = far["organisation"], far["resource"]
    resource.meeting = resource.endorsed_by = far["workshop"]
    resource.save()


def _tie_commitment(commitment, far):
    commitment.meeting, commitment.document = far["workshop"], far["resource"]
    commitment.save()
    commitment.organisations.add(far["organisation"])
    for kind in ("workshop", "resource", "law", "agreement", "treaty", "system"):
        commitment.follow_ups.create(
            target=far[kind], country=Country.objects.get(code=COUNTRY), note=f"By {far[kind]}"
        )


def _tie_countries(hidden):
    """Through countries and series to the pages of members and of open meetings."""
    country = Country.objects.get(code=COUNTRY)
    meeting = hidden["workshop"]
    meeting.place, meeting.series, meeting.ordinal = country, Series.objects.get(slug="neighbourhood"), 2
    meeting.save()
    meeting.host_countries.add(country)
    meeting.co_chairs.add(country)
    hidden["treaty"].actions.create(country=country, action="accession", date="2040", reservation_note=MARK)
    hidden["system"].participations.create(country=country, role="participant", note=MARK)
    hidden["member"].groups.create(group="steering-group")
    hidden["help-line"].contacts.create(way="call", address="112", note=MARK)
