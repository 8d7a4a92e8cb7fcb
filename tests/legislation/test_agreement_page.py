"""Pages of agreements and systems: status first, parties and participants each with what is known; unknown is said."""

import re

import pytest
from django.utils.html import strip_tags

from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status
from legislation.models import Agreement
from members.models import InformationSystem

PUBLISHED = {"status": Status.PUBLISHED, "state": ""}


def text_of(client, entry, query=""):
    """The text of the main part of its page, as one line."""
    html = client.get(entry.get_absolute_url() + query).content.decode()
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") : html.index("</main>")]))


@pytest.fixture
def pact(record):
    return record("Extradition treaty", model=Agreement, type="bilateral", date="1992-04-22", legal_status="in-force",
                  in_force_date="1995", status=Status.PUBLISHED, state="ID AU")  # fmt: skip


def test_an_agreement_says_status_parties_ratifying_laws_and_what_is_not_recorded(client, record, pact):
    law = record("Ratifying Act", date="1994", number="No. 8", legal_status="in-force", state="ID",
                 status=Status.PUBLISHED)  # fmt: skip
    pact.ratifying_laws.add(law, record("Secret Bill", state="AU"))
    text = text_of(client, pact)
    assert (
        "In force Type Bilateral agreement Signed 22 April 1992 In force since 1995 Legally binding Not recorded"
        in text
    )
    assert "Australia 22 April 1992 Not recorded Indonesia 22 April 1992 Ratifying Act No. 8 · 1994 · in force" in text
    assert "Secret Bill" not in text


def test_on_a_day_an_agreement_has_the_status_that_its_dates_tell(client, pact):
    assert "Signed, not in force Type" in text_of(client, pact, "?as_of=1994-12-31")
    assert "In force from some time in 1995 Type" in text_of(client, pact, "?as_of=1995-06-01")
    assert "In force Type" in text_of(client, pact, "?as_of=1995-12-31")


def test_what_took_whose_place_stands_on_both_agreements(client, record, pact):
    later = record("Second treaty", model=Agreement, date="2010", status=Status.PUBLISHED)
    later.supersedes.add(pact)
    assert "Supersedes Extradition treaty 22 April 1992 · in force Superseded by none recorded" in text_of(
        client, later
    )
    assert "Supersedes none recorded Superseded by Second treaty 2010 · status not recorded" in text_of(client, pact)


def test_a_system_says_who_takes_part_as_what_since_and_until_when(client, record):
    system = record("Alert system", model=InformationSystem, acronym="AS", **PUBLISHED)
    for code, since, until in (("NZ", "2006-03", "2016"), ("AU", "", "")):
        system.participations.create(
            country=Country.objects.get(code=code), role="participant", since=since, until=until
        )  # fmt: skip
    text = text_of(client, system)
    assert "Operation not recorded Acronym AS Operator Not recorded In operation since Not recorded" in text
    assert "Australia Participant Not recorded Not recorded as ended takes part, since when is not recorded" in text
    assert "New Zealand Participant March 2006 2016 ended Source not recorded" in text


def test_pages_of_agreements_and_systems_cost_at_most_twelve_queries(
    client, record, pact, django_assert_max_num_queries
):
    pact.supersedes.add(record("Old treaty", model=Agreement, status=Status.PUBLISHED))
    pact.ratifying_laws.add(record("Act", state="ID", status=Status.PUBLISHED))
    system = record("Alert system", model=InformationSystem, **PUBLISHED)
    system.participations.create(country=Country.objects.get(code="NZ"), role="pilot")
    client.get(record("Another treaty", model=Agreement, status=Status.PUBLISHED).get_absolute_url())
    for entry, most in ((pact, 14), (system, 12)):
        with django_assert_max_num_queries(most):
            assert client.get(entry.get_absolute_url()).status_code == 200
