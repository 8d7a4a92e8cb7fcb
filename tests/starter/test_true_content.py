"""The starter content contradicts itself nowhere: laws against laws, acts of states against each other, doubts said."""

import re
from collections import defaultdict

import pytest

from .folder import Folder

BINDING = {"ratification", "accession", "acceptance", "approval", "succession"}
LAWS = {row["slug"]: row for row in Folder.original("legislation.csv")}
RELATIONS = [(row["law"], row["relation"], row["target"]) for row in Folder.original("law_relations.csv")]
ACTS = Folder.original("treaty_actions.csv")
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
    ("id-law-1-2023", "replaces", "law/id-penal-code"),
    ("th-emergency-decree-2019", "amends", "law/th-anti-trafficking-no3-2017"),
    ("us-tvpra-2008", "amends", "law/us-tvpa-2000"),
    ("ae-cabinet-65-2022", "implements", "law/ae-fdl-29-2021"),
    ("np-content-12808", "implements", "law/np-htta-2007"),
    ("ph-ra-11862-2022", "amends", "law/ph-ra-9208-2003"),
    ("my-act-a1500-2015", "amends", "law/my-act-670-2007"),
}
#: Laws by which a state approved a treaty: the treaty, and the years in which it can have joined by that law.
APPROVALS = {
    "ae-decree-35-2007": ("untoc", "2007"),
    "ae-decree-71-2008": ("tip-protocol", "2009"),
    "id-law-19-1999": ("ilo-c105", "1999"),
    "id-law-15-2008": ("asean-mlat", ""),
    "id-law-5-2009": ("untoc", "2009"),
    "id-law-14-2009": ("tip-protocol", "2009"),
    "id-law-15-2009": ("som-protocol", "2009"),
    "id-law-6-2012": ("icrmw", "2012"),
    "id-law-10-2012": ("crc-opsc", "2012"),
    "id-law-12-2017": ("actip", "2017"),
    "tr-law-4800-2003": ("untoc", "2003"),
    "tr-law-4804-2003": ("tip-protocol", "2003"),
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


@pytest.mark.parametrize("slug", ["us-tvpa-2000", "ae-federal-law-trafficking", "us-tvpra-2008"])
def test_an_address_that_opens_another_text_is_not_given(slug):
    assert LAWS[slug]["url"] == ""


def test_relations_name_where_they_are_said():
    for row in Folder.original("law_relations.csv"):
        assert re.match("https?://", row["source_url"]), row


def acts_by_state():
    """The acts of each state on each treaty: {(treaty, member): {act: date}}."""
    found = defaultdict(dict)
    for row in ACTS:
        found[row["treaty"], row["member"]][row["action"]] = row["date"]
    return found


def test_a_state_does_each_act_once_and_binds_itself_once():
    assert len(ACTS) == sum(len(acts) for acts in acts_by_state().values())
    for state, acts in acts_by_state().items():
        assert len(acts.keys() & BINDING) <= 1, state


def test_a_state_that_is_bound_did_not_sign_afterwards():
    for state, acts in acts_by_state().items():
        for binding in acts.keys() & BINDING:
            assert not surely_before(acts[binding], acts.get("signature", "")), state


def test_a_state_that_left_is_not_also_recorded_as_bound_on_an_unknown_day():
    """The latest act is the one that counts, and two acts without a day have no order."""
    for state, acts in acts_by_state().items():
        assert "denunciation" not in acts or "" not in {acts.get(binding) for binding in BINDING}, state


def test_nobody_acts_on_a_treaty_before_its_adoption_or_is_bound_before_joining():
    adopted = {row["slug"]: row["adopted"] for row in Folder.original("treaties.csv")}
    for row in ACTS:
        assert not surely_before(row["date"], adopted[row["treaty"]]), row
        assert not surely_before(row["in_force_date"], row["date"]), row


def test_a_treaty_is_in_force_after_its_adoption():
    for row in Folder.original("treaties.csv"):
        assert not surely_before(row["in_force"], row["adopted"]), row["slug"]
        assert row["in_force"] or row["slug"] == "asean-mlat"


@pytest.mark.parametrize(("law", "approved"), APPROVALS.items())
def test_a_law_that_approves_a_treaty_agrees_with_the_acts_of_the_state(law, approved):
    treaty, joined = approved
    [date] = [date for act, date in acts_by_state()[treaty, LAWS[law]["member"]].items() if act in BINDING]
    assert date[:4] == joined
    assert not surely_before(date, LAWS[law]["enacted_date"])


def test_every_law_that_approves_a_treaty_says_which_and_is_compared():
    ratified = {(law, target) for law, relation, target in RELATIONS if relation == "ratifies"}
    assert ratified == {(law, f"treaty/{treaty}") for law, (treaty, _) in APPROVALS.items()}
    titled = {slug for slug, law in LAWS.items() if re.search(r"(ratifying|approving|accession to) ", law["title"])}
    assert {slug for slug in titled if "amending" not in LAWS[slug]["title"]} == set(APPROVALS)


@pytest.mark.parametrize(
    ("treaty", "states"),
    [
        ("untoc", "FJ JP KP KR TO PW WS"),
        ("tip-protocol", "AF FJ JP KR LK MV NP PK PW SG"),
        ("som-protocol", "AF FJ JP KR"),
        ("uncac", "BT JP NZ TO WS"),
        ("crc-opsc", "FJ SB AE KI WS"),
        ("actip", "BN ID KH LA MM MY PH SG TH VN"),
        ("ilo-c105", "KI VU CN JP"),
    ],
)
def test_states_that_joined_in_later_years_are_parties(treaty, states):
    for state in states.split():
        assert acts_by_state()[treaty, state].keys() & BINDING, state


def test_a_party_whose_day_is_not_recorded_is_named_in_the_doubt_of_its_treaty():
    undated = {row["treaty"] for row in ACTS if row["action"] in BINDING and not row["date"]}
    assert undated == {"untoc", "tip-protocol", "ilo-c105", "ilo-c138", "ilo-c97", "asean-mlat"}
    for treaty in undated:
        assert re.search("day(s of their ratifications)? (that )?(is|are) not recorded|without a recorded day",
                         DOUBTS[f"treaty/{treaty}"]), treaty  # fmt: skip


def test_what_rests_on_one_source_is_said_to_be_likely_only():
    assert {row["confidence"] for row in ACTS} == {"", "sure", "likely"}
    assert {row["treaty"] for row in ACTS if row["confidence"] == "likely"} <= {
        doubt.removeprefix("treaty/") for doubt in DOUBTS
    }


def test_a_list_of_acts_that_ended_before_2026_says_so():
    for row in Folder.original("treaties.csv"):
        assert row["as_of"] > "2026" or f"treaty/{row['slug']}" in DOUBTS, row["slug"]


def test_what_was_found_of_a_state_does_not_contradict_its_acts():
    for row in Folder.original("treaty_standings.csv"):
        acts = acts_by_state()[row["treaty"], row["member"]]
        joined = [date for act, date in acts.items() if act in BINDING]
        if row["state"] == "party":
            assert joined, row
        if row["state"] == "cannot-join":
            assert not acts, row
        if row["state"] == "not-party" and "denunciation" not in acts:
            assert not any(date and surely_before(date, row["as_of"]) for date in joined), row
