"""Contradictions between two records are found on both of them after every save, and gone from both once mended."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from baliportal.catalogue.models import Country, Entry
from baliportal.catalogue.publishing import Status
from baliportal.quality.consistency import ConsistencyCheck, RelatedPair
from baliportal.quality.indexer import update_findings
from baliportal.quality.models import Finding
from baliportal.quality.score import quality_of
from legislation.consistency import OF_AGREEMENTS, OF_LAWS
from legislation.models import Agreement, Law

from ..sampling import examples

CHECKS = {check.name: check for check in (*OF_LAWS, *OF_AGREEMENTS)}
PLAIN = {
    "type": "", "legal_status": "", "date": "", "in_force_date": "", "repealed_date": "", "countries": ["MY"],
    "kind": "law", "status": "published", "actions": [], "standings": [],
}  # fmt: skip
ACT = {"country": "MY", "action": "accession", "in_force_date": "", "reservation_note": "", "source_url": ""}
#: {check: (relation, values of the acting record, of its target, a change of either that mends it)}
CASES = {
    "builds-on-repealed": ("amends", {"date": "2016"}, {"repealed_date": "2015-12"}, {"repealed_date": "2016"}),
    "ended-in-force": ("replaces", {"legal_status": "in-force"}, {"legal_status": "amended"},
                       {"legal_status": "repealed"}),
    "repealed-too-early": ("repeals", {"date": "2016"}, {"repealed_date": "2015"}, {"repealed_date": "2016-01"}),
    "ratifier-no-party": ("ratifies", {"countries": ["ID"]}, {"countries": ["AU", "MY"]}, {"countries": ["AU", "ID"]}),
    "in-force-before-ratified": ("ratifies", {"date": "2016"}, {"type": "bilateral", "in_force_date": "2015"},
                                 {"type": "multilateral"}),
    "ratifier-not-bound": ("ratifies", {"date": "2016"}, {"kind": "treaty"}, {"actions": [ACT | {"date": ""}]}),
    "joined-before-ratifier": ("ratifies", {"date": "2016-05"},
                               {"kind": "treaty", "actions": [ACT | {"date": "2016-04-30"}]},
                               {"actions": [ACT | {"date": "2016-05-01"}]}),
    "superseded-in-force": ("supersedes", {"legal_status": "in-force"}, {"legal_status": "in-force"},
                            {"legal_status": "superseded"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_finds_its_contradiction_and_nothing_after_correction(name):
    relation, acting, target, mended = CASES[name]
    assert CHECKS[name].evaluate(RelatedPair(relation, PLAIN | acting, PLAIN | target))
    assert not CHECKS[name].evaluate(RelatedPair(relation, PLAIN | acting, PLAIN | target | mended))
    assert not CHECKS[name].evaluate(RelatedPair("mentions", PLAIN | acting, PLAIN | target))


def test_a_law_that_has_not_commenced_ends_nothing_yet():
    pair = RelatedPair("repeals", PLAIN | {"legal_status": "not-yet-in-force"}, PLAIN | {"legal_status": "in-force"})
    assert not CHECKS["ended-in-force"].evaluate(pair)


def stored(entry):
    """The stored contradictions of a record."""
    update_findings()
    return set(
        Finding.objects.filter(subject=entry.public_id, check_name__in=CHECKS).values_list("check_name", flat=True)
    )


@pytest.fixture
def old(record):
    return record("Old Act", date="1990", legal_status="in-force", status=Status.PUBLISHED)


@pytest.fixture
def new(record):
    return record("New Act", date="2010", legal_status="in-force", status=Status.PUBLISHED)


def test_a_contradiction_stands_on_both_records_whichever_is_saved_and_goes_from_both(old, new):
    new.relations.create(relation="repeals", target=old)
    assert stored(old) == stored(new) == {"ended-in-force"}
    Law.objects.filter(pk=old.pk).update(legal_status="repealed")
    assert stored(old) == stored(new) == set()
    Law.objects.filter(pk=old.pk).update(repealed_date="2005")
    assert stored(old) == stored(new) == {"repealed-too-early"}
    new.relations.all().delete()
    assert stored(old) == stored(new) == set()


def test_a_record_that_two_others_contradict_stays_found_until_both_are_mended(old, new, record):
    third = record("Third Act", date="2012", legal_status="in-force", status=Status.PUBLISHED)
    for law in (new, third):
        law.relations.create(relation="replaces", target=old)
    assert stored(old) == {"ended-in-force"}
    new.relations.all().delete()
    assert (stored(old), stored(new), stored(third)) == ({"ended-in-force"}, set(), {"ended-in-force"})
    third.delete()
    assert stored(old) == set()


def test_a_draft_says_nothing_against_what_is_published_and_a_withdrawn_record_nothing_at_all(old, record):
    bill = record("Bill", date="2010", legal_status="in-force")
    bill.relations.create(relation="repeals", target=old)
    assert (stored(old), stored(bill)) == (set(), {"ended-in-force"})
    Law.objects.filter(pk=bill.pk).update(status=Status.WITHDRAWN)
    assert (stored(old), stored(bill)) == (set(), set())


def test_the_form_of_either_record_shows_it(old, new):
    new.relations.create(relation="repeals", target=old)
    for law in (old, new):
        assert CHECKS["ended-in-force"] in quality_of(law).findings


def test_a_law_and_the_agreement_that_it_ratifies_are_compared(new, record):
    treaty = record("Extradition treaty", model=Agreement, type="bilateral", state="ID AU", in_force_date="2009",
                    status=Status.PUBLISHED)  # fmt: skip
    treaty.ratifying_laws.add(new)
    assert stored(treaty) == stored(new) == {"ratifier-no-party", "in-force-before-ratified"}
    treaty.countries.add(Country.objects.get(code="FJ"))
    assert stored(treaty) == stored(new) == {"in-force-before-ratified"}


def test_the_starter_content_contradicts_itself_nowhere(db):
    update_findings()
    rules = {*CHECKS, "repeal-undated", "repealed-in-force", "in-force-early", "joined-twice", "signed-late",
             "acted-early", "standing-contradicts-act"}  # fmt: skip
    found = Finding.objects.filter(check_name__in=rules)
    titles = dict(Entry.objects.values_list("public_id", "slug"))
    assert {(row.check_name, titles[row.subject]) for row in found} == set()


class TestStoredContradictions(TestCase):
    """What is stored equals a fresh check of every record, after any sequence of changes."""

    changes = st.lists(
        st.tuples(
            st.integers(0, 2), st.integers(0, 2),
            st.sampled_from(["repeals", "amends", "none", "in-force", "repealed", "withdrawn", "published", "read"]),
        ),
        max_size=8,
    )  # fmt: skip

    @settings(max_examples=examples(20), deadline=None)
    @given(changes)
    def test_they_are_current_on_all_records(self, changes):
        laws = [
            Law.objects.create(title=f"Act {year}", date=str(year), repealed_date="2001") for year in (2000, 2002, 2004)
        ]
        for one, other, what in changes:
            change(laws[one], laws[other], what)
        for law in laws:
            fresh = {check.name for check in quality_of(Law.objects.get(pk=law.pk)).findings
                     if isinstance(check, ConsistencyCheck)}  # fmt: skip
            assert stored(law) == fresh


def change(law, other, what):
    if what == "read":
        update_findings()
    elif what in ("in-force", "repealed"):
        Law.objects.filter(pk=law.pk).update(legal_status=what)
    elif what in ("withdrawn", "published"):
        Law.objects.filter(pk=law.pk).update(status=what)
    elif what == "none":
        law.relations.all().delete()
    elif law != other:
        law.relations.get_or_create(relation=what, target=other)
