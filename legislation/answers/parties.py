"""Answers about all members and a treaty: which are parties, which are not, which have signed."""

from baliportal.search.answers.answer import Answer

from ..treaty_state import CANNOT_JOIN, LEFT, NOT_LOOKED_UP, NOT_PARTY, SIGNED, UNCERTAIN
from .treaty_facts import PARTIES, STATES, facts_of, notes_of, rows_of

#: States of those that are no parties, and what they are called in a sentence.
OUTSIDE = {SIGNED: "signed only", LEFT: "left", NOT_PARTY: "not a party", CANNOT_JOIN: "cannot join",
           UNCERTAIN: "not certain", NOT_LOOKED_UP: "not looked up"}  # fmt: skip
NAMED = 4


def parties(question):
    """The number and the table of the parties; of each treaty where the name is of several."""
    facts = _facts(question)
    sentences = [f"{_counted(fact.table.parties, fact)} recorded as parties to {_called(fact, facts)}"
                 f"{fact.known}." for fact in facts]  # fmt: skip
    return _answer(facts, sentences, [fact.table.parties for fact in facts], PARTIES)


def non_parties(question):
    """The members that are not recorded as parties, told apart: not a party, signed only, not looked up."""
    facts = _facts(question)
    sentences = [_outside_sentence(fact, facts) for fact in facts]
    return _answer(facts, sentences, [fact.table.in_states(*OUTSIDE) for fact in facts])


def signatories(question):
    """The members whose signature is recorded, and how many of all are parties: many join without signing."""
    facts = _facts(question)
    signed = [[line for line in fact.table.lines if line.state.has_signed] for fact in facts]
    sentences = [
        f"A signature of {_called(fact, facts)} is recorded for {len(lines)} of the {fact.who}; "
        f"{len(fact.table.parties)} are recorded as parties, signed or not{fact.known}."
        for fact, lines in zip(facts, signed, strict=True)
    ]
    either = [[line for line in fact.table.lines if line.state.has_signed or line.state.is_party] for fact in facts]
    return _answer(facts, sentences, either)


def signed_only(question):
    """The members that signed and of which no act that joins is recorded."""
    facts = _facts(question)
    lines = [fact.table.in_states(SIGNED) for fact in facts]
    sentences = [f"{_counted(found, fact)} recorded as having signed "
                 f"{_called(fact, facts)} without joining it{_list(found)}{fact.known}."
                 for fact, found in zip(facts, lines, strict=True)]  # fmt: skip
    return _answer(facts, sentences, lines)


def _facts(question):
    if question.is_ambiguous("treaty") or len(question.all("treaty")) > 2:
        return []
    return facts_of(question.all("treaty"), question.one("group"))


def _answer(facts, sentences, tables, columns=STATES):
    """One answer for one treaty, or for the two of a name; the rows then say of which they are."""
    if not facts:
        return None
    rows = [row if len(facts) == 1 else row._replace(cells=(fact.name, *row.cells))
            for fact, lines in zip(facts, tables, strict=True) for row in rows_of(lines, columns)]  # fmt: skip
    url = facts[0].treaty.get_absolute_url() if len(facts) == 1 else "/treaties/"
    as_of = str(min((fact.as_of for fact in facts if fact.as_of), default=""))
    sources = [source for fact in facts for source in fact.sources]
    names = columns if len(facts) == 1 else ("Treaty", *columns)
    return Answer(" ".join(sentences), url, as_of, sources, names, rows, notes_of(facts))


def _outside_sentence(fact, facts):
    groups = [(words, fact.table.in_states(state)) for state, words in OUTSIDE.items()]
    told = [f"{len(lines)} {words}{_list(lines)}" for words, lines in groups if lines]
    number = sum(len(lines) for _, lines in groups)
    if not number:
        return f"All {fact.who} are recorded as parties to {_called(fact, facts)}{fact.known}."
    verb, name = "is" if number == 1 else "are", _called(fact, facts)
    return f"{number} of the {fact.who} {verb} not recorded as parties to {name}: {'; '.join(told)}{fact.known}."


def _called(fact, facts):
    return f"the {fact.treaty.title}" if len(facts) == 1 else f"the {fact.name}"


def _list(lines):
    names = "; ".join(line.name for line in lines)
    return f" ({names})" if 0 < len(lines) <= NAMED else ""


def _counted(lines, fact):
    """The beginning of a sentence: "None of the 45 members is", "3 of the 45 members are"."""
    return f"{len(lines) or 'None'} of the {fact.who} {'are' if len(lines) > 1 else 'is'}"
