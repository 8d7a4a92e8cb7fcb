"""Direct answers, measured on labelled questions in a file of JSON: a list of questions with what the records say.

A label has `id`, `language`, `type`, `question`, `expect` ("direct" or "silent"), `answer_facts` (texts that the sentence
and its rows must hold, all of them), `forbidden` (texts that they must not) and `records` (addresses of right results).

MRR         mean of 1 / place of the first right result: the answer, or the way to the help page, is the first where there
            is one, and leads to its own page and to those of its rows; the results of the search stand below
results     the same of the results of the search alone
answered    of the questions that the records answer, the share with a right answer
wrong       answers that lack a fact of the label, or have what it forbids
false       answers where the label has none; one that says that nothing is recorded is none of these
"""

import json
import re
from dataclasses import dataclass, field

from baliportal.catalogue.models import Entry
from baliportal.search.analysis.folding import fold
from baliportal.search.listing import Listing
from baliportal.search.search_request import SearchRequest

from ..measuring import TEN, grouped, mean

#: What an answer says that knows of nothing.
NOTHING_RECORDED = re.compile(
    r"\b(?:not (?:been )?recorded|not looked up|no [^.;:]* (?:is|are) (?:recorded|planned))\b", re.IGNORECASE
)


@dataclass(frozen=True)
class LabelledQuestion:
    id: str
    language: str
    type: str
    question: str
    expect: str
    answer: str = ""
    answer_facts: list = field(default_factory=list)
    forbidden: list = field(default_factory=list)
    records: list = field(default_factory=list)

    @property
    def has_answer(self):
        return self.expect == "direct"


@dataclass(frozen=True)
class AnsweredQuestion:
    """A labelled question with its answer, the addresses in the box above the results, and those of the results."""

    label: LabelledQuestion
    answer: object
    box: frozenset
    results: list

    @property
    def text(self):
        """All that the answer says, its rows included."""
        if self.answer is None:
            return ""
        return " ".join([self.answer.text, self.answer.note, *(cell for row in self.answer.rows for cell in row.cells)])

    @property
    def is_right(self):
        return (
            self.answer is not None
            and all(self._says(fact) for fact in self.label.answer_facts)
            and not self._is_forbidden
        )

    @property
    def is_wrong(self):
        return self.label.has_answer and self.answer is not None and not self.is_right

    @property
    def is_false(self):
        known = self.answer is not None and (self._is_forbidden or not NOTHING_RECORDED.search(self.answer.text))
        return not self.label.has_answer and known

    @property
    def place(self):
        """The place of the first right result on the page; 0 for none among the first ten."""
        if self.box & set(self.label.records):
            return 1
        return self.result_place and self.result_place + bool(self.box)

    @property
    def result_place(self):
        wanted = set(self.label.records)
        return next((place for place, url in enumerate(self.results, 1) if url in wanted), 0)

    @property
    def _is_forbidden(self):
        return any(self._says(text) for text in self.label.forbidden)

    def _says(self, fact):
        return re.search(rf"(?<!\w){re.escape(fold(fact))}(?!\w)", fold(self.text)) is not None


@dataclass(frozen=True)
class QuestionFigures:
    questions: int
    mrr: float
    results: float
    answerable: int
    answered: float
    wrong: int
    false: int


def read_set(path):
    known = LabelledQuestion.__dataclass_fields__
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [LabelledQuestion(**{name: value for name, value in row.items() if name in known}) for row in rows]


def ask_set(labels):
    """Ask as visitors do, by the list at /search/."""
    urls = {entry.pk: entry.get_absolute_url() for entry in Entry.objects.all()}
    return [_ask(label, urls) for label in labels]


def _ask(label, urls):
    page = Listing(SearchRequest(q=label.question), "/search/", per_page=TEN)
    answer = page.answer
    box = {url.partition("#")[0] for url in (answer.url, *(row.url for row in answer.rows))} if answer else set()
    box |= {"/help/"} if page.help else set()
    return AnsweredQuestion(label, answer, frozenset(box), [urls[hit.pk] for hit in page.search_results.hits[:TEN]])


def figures(asked):
    with_records = [each for each in asked if each.label.records]
    answerable = [each for each in asked if each.label.has_answer]
    return QuestionFigures(
        len(asked), mean(_reciprocal(each.place) for each in with_records),
        mean(_reciprocal(each.result_place) for each in with_records), len(answerable),
        mean(each.is_right for each in answerable), sum(each.is_wrong for each in asked), sum(each.is_false for each in asked),
    )  # fmt: skip


def figures_by(attribute, asked):
    """The figures of each language or type, the largest group first."""
    return {name: figures(group) for name, group in grouped(asked, lambda each: getattr(each.label, attribute))}


def _reciprocal(place):
    return 1 / place if place else 0.0
