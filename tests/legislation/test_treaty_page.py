"""The page of a treaty, the treaties of a member, the matrix: parties, who is known to be none, what is not known."""

import re

import pytest
from django.http import QueryDict
from django.utils.html import strip_tags

from baliportal.catalogue.models import Country
from baliportal.catalogue.schema.records import to_record
from legislation.models import Treaty
from legislation.reports import TREATY_MATRIX
from legislation.treaty_parts import state_records

from .treaty_rows import act, standing


def text_of(client, url):
    """The text of the main part of a page, as one line."""
    html = re.sub(r"(</t[dh]>)", r"\1 ", client.get(url).content.decode())  # cells stand apart
    return re.sub(r"\s+", " ", strip_tags(html[html.index("<main") : html.index("</main>")]))


@pytest.fixture
def protocol(db):
    """The trafficking protocol of the starter content with the acts and standings of three members alone."""
    treaty = Treaty.objects.get(slug="tip-protocol")
    treaty.actions.all().delete()
    treaty.standings.all().delete()
    add(treaty.actions, act("signature", "2000-12", country="AU"))
    add(treaty.actions, act("ratification", "2005-09-14", "2005-10-14", "AU", "Not bound by article 15."))
    add(treaty.actions, act("accession", country="PK"))
    add(treaty.standings, standing("party", "2023-09", "PK"))
    add(treaty.standings, standing("not-party", "2023-09", "PG"))
    return treaty


def add(rows, row):
    rows.create(**row | {"country": Country.objects.get(code=row["country"])})


def test_the_page_names_every_member_with_what_is_known_and_what_that_rests_on(vera, protocol):
    text = text_of(vera, protocol.get_absolute_url())
    assert "2 of 45 members are parties As of 27 January 2014: until then the acts of 42 members are all" in text
    assert "Australia December 2000 Ratification, 14 September 2005 14 October 2005 Not bound by article 15." in text
    assert "Pakistan no signature recorded Accession, day not recorded, party as of September 2023 not recorded" in text
    assert "Papua New Guinea Not a party as of September 2023 Read in a list." in text
    assert "Thailand Not a party as of 27 January 2014 no signature recorded none recorded" in text
    others = text[text.index("Observers and other states 2") :]
    assert "United Kingdom Not looked up" in others


def test_the_page_of_a_past_day_counts_who_was_a_party_then(vera, protocol):
    text = text_of(vera, f"{protocol.get_absolute_url()}?as_of=2003-01-01")
    assert "0 of 45 members were parties on 1 January 2003, 1 more may have been" in text
    assert "Australia Signed December 2000; not yet a party, joined 14 September 2005" in text


def test_a_member_sees_all_treaties_with_what_nobody_looked_up(vera, protocol):
    text = text_of(vera, "/members/pk/")
    assert "Trafficking in Persons Protocol no signature recorded Party as of September 2023, since when" in text
    assert "ILO C189 no signature recorded Not looked up not recorded not recorded none recorded" in text


def test_the_treaties_of_a_country_are_read_in_one_query_as_their_records_have_them(db, django_assert_num_queries):
    treaties, thailand = list(Treaty.objects.all()), Country.objects.get(code="TH")
    with django_assert_num_queries(1):
        of_one = state_records(treaties, thailand)
    of_all = state_records(treaties)
    for treaty in treaties:
        record = to_record(treaty)
        for name in ("actions", "standings"):
            assert sorted(map(str, of_all[treaty.pk][name])) == sorted(map(str, record[name]))
            assert sorted(map(str, of_one[treaty.pk][name])) == sorted(
                str(row) for row in record[name] if row["country"] == "TH"
            )
        assert sorted(of_all[treaty.pk]["as_of_countries"]) == record["as_of_countries"]


def rows_of(query):
    filters = TREATY_MATRIX.bind_filters(QueryDict(query))
    return {row["code"]: row for row in TREATY_MATRIX.iter_rows(filters)}


def test_the_matrix_has_a_word_in_every_text_and_tells_the_states_apart(protocol):
    rows = rows_of("treaty=tip-protocol")
    told = {
        code: (rows[code]["state"], rows[code]["as_of"], rows[code]["looked_up"]) for code in ("AU", "PG", "TH", "GB")
    }
    assert told == {
        "AU": ("party", "2014-01-27", "act of this state"),
        "PG": ("not-party", "2023-09", "look at this state"),
        "TH": ("not-party", "2014-01-27", "complete list or later act"),
        "GB": ("not-looked-up", "", "not looked up"),
    }
    texts = ("words", "action", "looked_up", "short_title", "state")
    assert all(row[name] for row in rows.values() for name in texts)
    assert rows_of("treaty=tip-protocol&as_of=2003-01-01")["AU"]["state"] == "signed"
    assert rows_of("treaty=tip-protocol&known=2020-01-01") == {}


def test_a_cell_of_the_matrix_shows_its_year_and_a_column_until_when_it_is_complete(protocol):
    plot = TREATY_MATRIX.draw(TREATY_MATRIX.bind_filters(QueryDict("treaty=tip-protocol")))
    cells = {member["name"]: marks[0].text for member, marks in plot.rows}
    assert [cells[name] for name in ("Australia", "Pakistan", "Papua New Guinea", "Thailand", "United Kingdom")] == [
        "R 2005", "A by 2023", "no 2023", "no 2014", "?"
    ]  # fmt: skip
    assert [column["as_of"] for column in plot.columns] == ["as of 2014-01-27"]
