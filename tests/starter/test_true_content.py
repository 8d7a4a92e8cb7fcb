"""The starter content contradicts itself nowhere: laws against laws, acts of states against each other, doubts said."""

import re
from collections import defaultdict

import pytest

from .folder import Folder

BINDING = {"ratification", "accession", "acceptance", "approval", "succession"}
LAWS = {row["slug"]: row for row in Folder.original("legislation.csv")}
RELATIONS = [(row["law"], row["relation"], row["target"]) for row in Folder.original("law_relations.csv")]
DOUBTS = {f"{row['kind']}/{row['slug']}": row["doubt"] for row in Folder.original("doubts.csv")}
#: The relations that a lawyer asks for first: what the later law does to the earlier one.
EFFECTS = {
    ("bd-act-1598", "repeals", "law/bd-human-trafficking-act-2012"),
    ("ae-fdl-24-2023", "repeals", "law/ae-federal-law-trafficking"),
    ("th-anti-trafficking-2008", "repeals", "law/th-trafficking-women-children-1997"),
    ("pk-prevention-trafficking-2018", "repeals", "law/pk-pachto-2002"),
    ("bd-overseas-employment-2013", "repeals", "law/bd-act-628"),
    ("vn-law-53-2024", "replaces", "law/vn-law-66-2011"),
    ("nz-immigration-2009", "replaces", "law/nz-immigration-1987"),
    ("mm-prevention-suppression-2022", "replaces", "law/mm-law-5-2005"),
    ("id-law-6-2011", "replaces", "law/id-law-9-1992"),
    ("lk-act-10-2023", "replaces", "law/lk-act-04-2015"),
    ("ae-cabinet-65-2022", "implements", "law/ae-fdl-29-2021"),
    ("np-content-12808", "implements", "law/np-htta-2007"),
    ("ph-ra-11862-2022", "amends", "law/ph-ra-9208-2003"),
    ("my-act-a1500-2015", "amends", "law/my-act-670-2007"),
}


def surely_before(one, other):
    """True where two dates, each as precise as known, leave no doubt: 2015-03 is not surely before 2015."""
    shared = min(len(one), len(other))
    return bool(shared) and one[:shared] < other[:shared]


def ended_by():
    """The laws that repeal or replace each law: {target: laws}."""
    found = defaultdict(list)
    for law, relation, target in RELATIONS:
        if relation in ("repeals", "replaces"):
            found[target.removeprefix("law/")].append(law)
    return found


def test_partial_dates_are_compared_as_far_as_both_are_known():
    assert surely_before("2013", "2014-01-27")
    assert surely_before("2015-03", "2015-04-01")
    assert not surely_before("2015", "2015-04-01")
    assert not surely_before("2015-04-01", "2015")
    assert not surely_before("", "2015")


def test_later_laws_do_to_earlier_ones_what_their_texts_say():
    assert set(RELATIONS) >= EFFECTS


def test_nothing_amends_or_implements_what_was_repealed_before_it():
    wrong = [
        (law, target)
        for law, relation, target in RELATIONS
        for earlier in [LAWS.get(target.removeprefix("law/"))]
        if relation in ("amends", "implements") and earlier
        and surely_before(earlier["repealed_date"], LAWS[law]["enacted_date"])
    ]  # fmt: skip
    assert wrong == []


def test_nothing_is_replaced_and_amended_by_one_law():
    pairs = [(law, target) for law, _, target in RELATIONS]
    assert len(pairs) == len(set(pairs))


def test_what_a_law_bears_on_is_not_younger_than_the_law():
    dates = {slug: law["enacted_date"] for slug, law in LAWS.items()}
    wrong = [
        (law, target)
        for law, _, target in RELATIONS
        if surely_before(dates[law], dates.get(target.removeprefix("law/"), ""))
    ]
    assert wrong == []


def test_a_law_that_is_repealed_names_the_date_or_its_doubt_says_that_none_is_recorded():
    for slug, law in LAWS.items():
        if law["status"] == "repealed":
            assert law["repealed_date"] or "day of the repeal is not recorded" in DOUBTS[f"law/{slug}"], slug
        else:
            assert not law["repealed_date"], slug


def test_a_law_that_is_repealed_names_who_repealed_it_or_its_doubt_says_why_not():
    silent = {slug for slug, law in LAWS.items() if law["status"] == "repealed" and slug not in ended_by()}
    assert silent <= {"my-child-protection-1991"}
    assert "Act 611, which repealed it, is not recorded" in DOUBTS["law/my-child-protection-1991"]


def test_a_law_that_is_replaced_or_repealed_is_not_in_force():
    for slug, later in ended_by().items():
        begun = [law for law in later if LAWS[law]["status"] != "not-yet-in-force"]
        assert not begun or LAWS[slug]["status"] not in ("in-force", "amended"), slug


def test_a_repeal_is_not_older_than_the_law_that_brings_it():
    for slug, later in ended_by().items():
        for law in later:
            assert not surely_before(LAWS[slug]["repealed_date"], LAWS[law]["enacted_date"]), (slug, law)


def test_nothing_is_in_force_before_it_is_enacted_unless_its_commencement_says_why():
    early = {slug for slug, law in LAWS.items() if surely_before(law["in_force_date"], law["enacted_date"])}
    assert early == {"in-bonded-labour-1976", "ki-extradition-1981"}
    assert all("before" in LAWS[slug]["commencement_note"] for slug in early)


def test_nothing_is_repealed_before_it_is_in_force():
    for slug, law in LAWS.items():
        assert not surely_before(law["repealed_date"], law["in_force_date"] or law["enacted_date"]), slug


def test_a_law_that_is_amended_says_so():
    amended = {target.removeprefix("law/") for _, relation, target in RELATIONS if relation == "amends"}
    in_force = {slug for slug in amended & set(LAWS) if LAWS[slug]["status"] == "in-force"}
    assert in_force == set()


@pytest.mark.parametrize("slug", ["us-tvpa-2000", "ae-federal-law-trafficking"])
def test_an_address_that_opened_another_text_is_gone(slug):
    assert LAWS[slug]["url"] == ""


def test_relations_name_where_they_are_said():
    for row in Folder.original("law_relations.csv"):
        assert re.match("https?://", row["source_url"]), row
