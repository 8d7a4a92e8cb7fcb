"""A law that ratifies a treaty: said on both pages, agreeing with the acts of the state, and of treaties alone."""

import pytest
from django.core.exceptions import ValidationError

from baliportal.catalogue.models import Country
from baliportal.catalogue.publishing import Status
from baliportal.catalogue.schema.records import to_record
from baliportal.catalogue.schema.scalars import InvalidValue
from baliportal.quality.indexer import update_findings
from baliportal.quality.models import Finding
from legislation.models import Agreement, Treaty
from legislation.records import RELATIONS
from legislation.treaty_checks import TREATY_CHECKS

from .test_law_page import text_of

STANDING = next(check for check in TREATY_CHECKS if check.name == "standing-contradicts-act")
RULES = ("ratifier-not-bound", "joined-before-ratifier")


@pytest.fixture
def treaty(record):
    return record("Convention on Quokkas", model=Treaty, state="", date="2000", status=Status.PUBLISHED)


@pytest.fixture
def law(record, treaty):
    act = record("Quokka Act", state="MY", date="2010-06-01", number="Act 900", status=Status.PUBLISHED)
    act.relations.create(relation="ratifies", target=treaty)
    return act


def joined(treaty, date, action="ratification", country="MY"):
    return treaty.actions.create(country=Country.objects.get(code=country), action=action, date=date)


def stored(entry):
    update_findings()
    return set(
        Finding.objects.filter(subject=entry.public_id, check_name__in=RULES).values_list("check_name", flat=True)
    )


def test_the_page_of_the_law_says_what_the_record_of_the_treaty_knows_of_the_state(client, law, treaty):
    assert "Treaties ratified by this law" in text_of(client, law)
    assert "Convention on Quokkas Malaysia Not looked up Not recorded" in text_of(client, law)
    joined(treaty, "2010-07-01")
    assert "Convention on Quokkas Malaysia Party: ratification, 1 July 2010 Not recorded" in text_of(client, law)


def test_the_page_of_a_law_that_ratifies_nothing_has_no_such_part(client, record):
    assert "Treaties ratified" not in text_of(client, record("Another Act", state="MY", status=Status.PUBLISHED))


def test_the_page_of_the_treaty_names_the_law(client, law, treaty):
    text = text_of(client, treaty)
    assert "Laws that ratify it" in text
    assert "Quokka Act" in text[text.index("Laws that ratify it") :]


def test_a_treaty_or_a_law_that_is_not_public_is_named_on_neither_page(client, law, treaty, record):
    draft = record("Secret Bill", state="MY", date="2012")
    draft.relations.create(relation="ratifies", target=treaty)
    law.relations.create(relation="ratifies", target=record("Secret Convention", model=Treaty, state=""))
    assert "Secret" not in text_of(client, law) + text_of(client, treaty)


def test_a_law_agrees_with_the_row_of_its_state_and_the_finding_stands_on_both(law, treaty):
    assert stored(law) == stored(treaty) == {"ratifier-not-bound"}
    act = joined(treaty, "2010-05")
    assert stored(law) == stored(treaty) == {"joined-before-ratifier"}
    act.date = "2010-06"  # may be the day of the law or a later one
    act.save()
    assert stored(law) == stored(treaty) == set()


def test_another_state_that_joined_does_not_count(law, treaty):
    joined(treaty, "2011", country="ID")
    assert stored(law) == {"ratifier-not-bound"}


@pytest.mark.parametrize(
    ("state", "as_of", "found"),
    [
        ("not-party", "2023", set()),  # approved, and the instrument was not deposited
        ("not-party", "2009", {"ratifier-not-bound"}),
        ("party", "2023", set()),
        ("cannot-join", "2023", {"ratifier-not-bound"}),
    ],
)
def test_a_look_at_the_state_after_the_law_agrees_with_it(law, treaty, state, as_of, found):
    treaty.standings.create(country=Country.objects.get(code="MY"), state=state, as_of=as_of)
    assert stored(law) == found


def test_what_a_law_ratifies_here_is_a_treaty_whichever_way_it_is_written(law, record):
    agreement = record("Extradition treaty", model=Agreement, state="MY", type="bilateral")
    row = law.relations.create(relation="amends", target=agreement)
    row.relation = "ratifies"
    with pytest.raises(ValidationError, match="Ratified by"):
        row.full_clean()
    with pytest.raises(InvalidValue, match="Ratified by"):
        RELATIONS.parse("ratifies | agreement/extradition-treaty")
    assert RELATIONS.parse("ratifies | treaty/untoc") == [{"relation": "ratifies", "target": "treaty/untoc"}]
    assert {"relation": "ratifies", "target": "treaty/convention-on-quokkas"} in to_record(law)["relations"]


ACT = {"country": "MY", "action": "accession", "date": "2010", "in_force_date": ""}
LOOK = {"country": "MY", "state": "not-party", "as_of": "2023"}


@pytest.mark.parametrize(
    ("standing", "acts", "wrong"),
    [
        (LOOK, [ACT], True),
        (LOOK, [ACT | {"country": "ID"}], False),
        (LOOK, [ACT | {"action": "signature"}], False),
        (LOOK, [ACT | {"date": "2023-05"}], False),  # may be later than the look
        (LOOK, [ACT | {"date": ""}], False),
        (LOOK | {"as_of": ""}, [ACT], True),
        (LOOK, [ACT, ACT | {"action": "denunciation", "date": "2015"}], False),
        (LOOK | {"state": "cannot-join"}, [ACT | {"action": "signature", "date": ""}], True),
        (LOOK | {"state": "cannot-join"}, [], False),
        (LOOK | {"state": "party"}, [ACT], False),
        (LOOK | {"state": "party"}, [ACT, ACT | {"action": "denunciation", "date": "2015"}], True),
        (LOOK | {"state": "party"}, [ACT | {"action": "denunciation", "date": "2024"}], False),
    ],
)
def test_a_standing_does_not_contradict_what_the_state_surely_did_before(standing, acts, wrong):
    assert bool(STANDING.evaluate({"standings": [standing], "actions": acts})) is wrong
