"""A question has one frame of the grammar, which all its words fit; anything else is no question."""

import pytest

from baliportal.search.answers.answer import Entity
from baliportal.search.answers.grammar import languages, words
from baliportal.search.answers.keywords import DECISIVE, FILES, RULES, _words, rules
from baliportal.search.answers.names import Names, NameTable
from baliportal.search.answers.normal_form import normal_form
from baliportal.search.answers.recognition import recognise, without_question_words
from baliportal.search.answers.registry import answering

COUNTRIES = [
    (Entity("country", "TH", "Thailand"), ["Thailand", "Thai", "ไทย", "ประเทศไทย", "থাইল্যান্ড"]),
    (Entity("country", "KR", "Republic of Korea"), ["South Korea", "Korea"]),
    (Entity("country", "KP", "North Korea"), ["North Korea", "Korea"]),
]
TOPICS = [(Entity("topic", "trafficking", "Trafficking"), ["trafficking in persons", "মানব পাচার", "ค้ามนุษย์"])]
TREATIES = [
    (Entity("treaty", "1", "First", is_record=True), ["Protocol on Trafficking in Persons", "Palermo Protocol"]),
    (Entity("treaty", "2", "Second", is_record=True), ["Palermo Protocol", "Palermo Protocol against Smuggling"]),
    (Entity("system", "3", "FIND", is_record=True), ["FIND"]),
]
NAMES = Names(NameTable(COUNTRIES + TOPICS), NameTable(TREATIES), words())


def frame_of(query):
    question = recognise(query, NAMES, lambda kind, text: None)
    return question and question.frame


def slots_of(query):
    question = recognise(query, NAMES, lambda kind, text: Entity(kind, text, ""))
    return {slot: [entity.value for entity in entities] for slot, entities in question.slots.items()}


@pytest.mark.parametrize(
    "query",
    [
        "Who ratified the Palermo Protocol?",
        "who has already ratified Palermo protocol",
        "Please tell me which countries have ratified the Palermo Protocol",
        "WHICH STATES ARE PARTIES TO THE PALERMO PROTOCOL",
        "ประเทศไหนให้สัตยาบัน Palermo Protocol บ้าง",
    ],
)
def test_however_it_is_put_the_question_is_the_same(query):
    assert frame_of(query) == "parties"


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?",
        "Palermo Protocol",
        "who ratified the Palermo Protocol and why",
        "who ratified the Vienna Protocol",
        "who ratified Thailand",
        '"who ratified the Palermo Protocol"',
        "kind:law who ratified the Palermo Protocol",
        "who ratified the Palermo Protocol " * 8,
    ],
)
def test_anything_else_is_no_question(query):
    assert frame_of(query) is None


def test_the_longest_name_counts():
    assert slots_of("who ratified the Palermo Protocol against Smuggling") == {"treaty": ["2"]}


def test_a_name_of_two_treaties_stands_for_both():
    assert slots_of("has Thailand ratified the Palermo Protocol") == {"country": ["TH"], "treaty": ["1", "2"]}


def test_a_case_ending_belongs_to_no_name():
    assert slots_of("থাইল্যান্ডের মানব পাচার আইন কী কী") == {"country": ["TH"], "topic": ["trafficking"]}


def test_a_name_inside_a_longer_word_is_none():
    assert frame_of("laws of Thailandia on trafficking in persons") is None


def test_a_word_of_the_grammar_is_the_name_of_a_record_in_capitals_only():
    assert slots_of("who uses FIND") == {"system": ["3"]}
    assert frame_of("who uses find") is None


def test_words_that_name_a_record_are_as_they_were_typed():
    assert slots_of("which laws amended the Anti-Money Act, 1988?") == {"law": ["Anti-Money Act, 1988?"]}


@pytest.mark.parametrize(
    ("query", "frame"),
    [
        ("Thailand Palermo Protocol against Smuggling party?", "is-party"),
        ("Palermo Protocol against Smuggling parties how many", "parties-count"),
        ("parties to the Palermo Protocol against Smuggling since 2010", "parties-since-year"),
        ("parties to the Palermo Protocol against Smuggling after 2010", "parties-after-year"),
        ("ไทยเป็นภาคี Palermo Protocol against Smuggling เมื่อใด", "party-since"),
        ("kapan Thailand menjadi pihak Palermo Protocol against Smuggling", "party-since"),
        ("hotline Thailand trafficking in persons", "help"),
        ("Palermo Protocol against Smuggling elephants party", None),
        ("parties to the Palermo Protocol against Smuggling since 2010 before 2015", None),
        ("Thailand trafficking in persons", None),
    ],
)
def test_keywords_in_any_order_are_a_question_where_every_word_is_one(query, frame):
    assert frame_of(query) == frame


def test_a_word_that_turns_a_question_round_is_never_passed_over():
    for keywords in (_words(path.name) for path in FILES.glob("*.txt") if path.name != RULES):
        assert [word for word, roles in keywords.items() if roles & DECISIVE and "fill" in roles] == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("When did Thailand join the Palermo Protocol?", "Thailand join Palermo Protocol?"),
        ("ไทยเป็นภาคี Palermo Protocol เมื่อใด", "ไทยเป็นภาคี Palermo Protocol"),
    ],
)
def test_words_that_only_ask_are_not_searched_for(query, words):
    assert without_question_words(query, NAMES).split() == words.split()


def test_two_readings_are_none():
    both = recognise("is the Pact in force", NAMES, lambda kind, text: Entity(kind, text, ""))
    assert both is None  # a law, or an agreement
    one = recognise("is the Pact in force", NAMES, lambda kind, text: Entity(kind, text, "") if kind == "law" else None)
    assert one.frame == "law-status"


def test_every_frame_of_the_grammar_is_answered_and_every_answer_has_a_question():
    asked = {pattern.frame for language in languages() for pattern in language.patterns}
    asked |= {rule.frame for rule in rules()}
    assert asked == set(answering())


def test_every_pattern_can_be_read():
    for language in languages():
        for pattern in language.patterns:
            assert pattern.regex.groups >= len(pattern.free)


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("Co-Chairs' statement", "co chair statement "),
        ("the U.S. isn't", "us is not "),
        ("contact us in the US", "contact ourselv in us "),
        ("l'aide d'urgence", "aid urgenc "),
        ("ILO C189", "ilo c 189 "),
        ("the 14th, fourteenth", "14 14 "),
    ],
)
def test_spellings_have_one_normal_form(text, normal):
    assert normal_form(text) == normal
