"""What is known of a country and a treaty on a day: against every way in which its partial dates can be meant."""

import datetime
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from baliportal.catalogue.partial_dates import PartialDate
from legislation.treaty_state import state_of

from .treaty_rows import act, standing, treaty

#: The days that dates of the property test may mean: some of two years, with the edges of every period.
DAYS = [
    datetime.date(year, month, day)
    for year in (2015, 2016)
    for month, last in ((1, 31), (2, 28), (11, 30), (12, 31))
    for day in (1, 15, last)
]
DATES = st.sampled_from(DAYS).flatmap(lambda day: st.sampled_from([str(day), str(day)[:7], str(day)[:4]]))
ACTIONS = ["signature", "ratification", "accession", "denunciation"]
ACTS = st.lists(st.builds(act, st.sampled_from(ACTIONS), DATES), max_size=3, unique_by=lambda row: tuple(row.values()))
JOINING = {"ratification", "accession"}


def meanings(date):
    """The days that a date may mean."""
    return [day for day in DAYS if str(day).startswith(date)]


def overlap(one, other):
    return one.startswith(other) or other.startswith(one)


def is_history(rows):
    """Tell whether who left had joined, and not in the same period, in which the order of the two is not known."""
    joined = [row["date"] for row in rows if row["action"] in JOINING]
    left = [row["date"] for row in rows if row["action"] == "denunciation"]
    return bool(joined or not left) and not any(overlap(one, other) for one, other in product(joined, left))


def replayed(rows, days, day):
    """The state after the acts until a day, one after the other."""
    state = "none"
    for on, row in sorted(
        zip(days, rows, strict=True), key=lambda pair: (pair[0], pair[1]["action"] == "denunciation")
    ):
        if on > day:
            break
        if row["action"] == "signature":
            state = "signed" if state == "none" else state
        else:
            state = "left" if row["action"] == "denunciation" else "party"
    return state


@given(ACTS, st.sampled_from(DAYS), st.sampled_from(["", "2016-12"]))
def test_a_day_has_a_state_where_all_meanings_of_the_dates_agree_and_none_is_certain_elsewhere(rows, day, as_of):
    assume(is_history(rows))
    states = {replayed(rows, days, day) for days in product(*(meanings(row["date"]) for row in rows))}
    joins_later = any(row["action"] in JOINING for row in rows)
    nothing = "not-party" if joins_later or as_of else "not-looked-up"
    expected = "uncertain" if len(states) > 1 else {"none": nothing}.get(*states, *states)
    assert state_of(treaty(*rows, as_of=as_of), "TH", day).state == expected


def asked(*rows, day="", **facts):
    return state_of(treaty(*rows, **facts), "TH", datetime.date.fromisoformat(day) if day else None)


def test_a_signature_followed_by_ratification_is_one_state():
    rows = act("signature", "2000-12-13"), act("ratification", "2004-05-27", "2004-06-26")
    state = asked(*rows)
    assert (state.state, state.words, state.act) == ("party", "party: ratification, 27 May 2004", "ratification")
    assert (str(state.since), str(state.signed), str(state.bound_since)) == ("2004-05-27", "2000-12-13", "2004-06-26")
    assert asked(*rows, day="2002-01-01").words == "signed 13 December 2000; not yet a party, joined 27 May 2004"
    assert asked(*rows, day="2004-05-27").state == "party"
    assert asked(*rows, day="2000-12-12").words == "not yet a party, joined 27 May 2004"


def test_in_force_for_a_state_is_never_computed():
    assert asked(act("accession", "2004")).bound_since is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2014-12-31", "not yet a party, joined 2015"),
        ("2015-06-01", "became a party some time in 2015"),
        ("2015-12-31", "party: accession, 2015"),
    ],
)
def test_a_year_is_never_taken_for_a_day(day, words):
    assert asked(act("accession", "2015"), day=day).words == words


@pytest.mark.parametrize(
    ("day", "state", "words"),
    [
        ("", "party-undated", "party as of September 2023, since when is not recorded"),
        ("2023-09-30", "party-undated", "party as of September 2023, since when is not recorded"),
        ("2023-09-15", "uncertain", "party as of September 2023, since when is not recorded"),
        ("2022-10-29", "not-party", "not a party as of 29 October 2022"),
        ("2013-01-01", "not-party", "not a party as of 29 October 2022"),
    ],
)
def test_a_party_since_an_unrecorded_day_is_one_from_the_look_that_found_it(day, state, words):
    found = standing("not-party", "2022-10-29"), standing("party", "2023-09")
    for rows in (found, (act("accession"), *found)):
        answer = asked(*rows, day=day, as_of="2014")
        assert (answer.state, answer.words) == (state, words)


def test_a_standing_says_who_is_not_a_party_and_who_cannot_join():
    state = asked(standing("not-party", "2023-09"))
    assert (state.state, state.words, str(state.as_of)) == ("not-party", "not a party as of September 2023", "2023-09")
    assert (state.note, state.source_url) == ("Read in a list.", "https://example.org/list")
    assert asked(standing("cannot-join", "2022-10"), as_of="2024").words == "cannot join as of October 2022"
    assert asked(act("signature", "2000"), standing("not-party", "2024")).words == "signed 2000; not a party as of 2024"


def test_a_complete_list_tells_who_is_no_party_of_the_countries_for_which_it_is_complete():
    assert asked(as_of="2014-01-27").words == "not a party as of 27 January 2014"
    assert asked(standing("not-party", "2010"), as_of="2014-01-27").words == "not a party as of 27 January 2014"
    assert asked(standing("not-party", "2020"), as_of="2014-01-27").words == "not a party as of 2020"
    assert asked(as_of="2014-01-27", complete_for=["AU"]).state == "not-looked-up"
    assert asked(as_of="").words == "not looked up"


def test_a_signature_does_not_tell_that_the_state_is_no_party():
    assert asked(act("signature", "2000")).words == "signed 2000; whether it has joined since was not looked up"


def test_who_left_is_no_party_until_it_joins_again():
    rows = [act("ratification", "1957"), act("denunciation", "1990")]
    assert asked(*rows).words == "left: denunciation, 1990"
    assert asked(*rows, day="1980-01-01").state == "party"
    assert asked(*rows, day="1990-05-05").words == "left some time in 1990"
    assert asked(*rows, act("accession", "2005"), day="2006-01-01").words == "party: accession, 2005"


def test_who_left_without_a_recorded_day_had_joined():
    alone = act("denunciation", "1990")
    assert asked(alone).words == "left: denunciation, 1990"
    assert asked(alone, day="1985-01-01").state == "uncertain"
    undated = act("denunciation"), standing("not-party", "2021")
    assert asked(*undated).words == "left: denunciation, day not recorded"
    assert asked(*undated, day="2022-01-01").state == "left"
    assert asked(*undated, day="2019-01-01").state == "uncertain"


def test_before_a_succession_nothing_is_known():
    state = asked(act("succession", "1972-06"), day="1971-01-01", as_of="2014")
    assert (state.state, state.words) == ("uncertain", "succeeded June 1972, what applied before is not recorded")


def test_nobody_is_a_party_before_the_treaty_is_adopted():
    state = asked(act("ratification"), day="1940-01-01", adopted="1949-07")
    assert (state.state, state.words) == ("not-party", "not a party, as it was adopted July 1949")


def test_as_of_is_the_latest_day_on_which_something_was_learnt():
    assert asked(act("accession", "2004"), as_of="2014-01-27").as_of == PartialDate(2014, 1, 27)
    assert asked(act("accession", "2020"), as_of="2014-01-27").as_of == PartialDate(2020)
    assert asked(act("accession", "2004"), standing("party", "2023-09"), as_of="2014").as_of == PartialDate(2023, 9)


def test_a_record_of_an_older_form_has_no_standings_and_no_complete_list():
    assert state_of({"date": "1949", "actions": []}, "TH").state == "not-looked-up"
