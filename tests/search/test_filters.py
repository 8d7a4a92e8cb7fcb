"""A visitor's question and its query string."""

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from baliportal.search.search_request import FACETS, SearchRequest

VALUES = st.text(min_size=1, max_size=6)


@given(
    asked=st.lists(st.tuples(st.sampled_from([*FACETS, "q", "sort", "page", "synonyms"]), st.text(max_size=8))),
    key=st.sampled_from(list(FACETS)),
    value=VALUES,
)
def test_one_more_choice_is_the_same_question_however_it_is_made(asked, key, value):
    query = QueryDict(mutable=True)
    for name, each in asked:
        query.appendlist(name, each.encode("utf-8", "replace").decode())
    question = SearchRequest.read(query)
    value = value.encode("utf-8", "replace").decode()
    if value not in question.choices.get(key, []):
        assert question.with_one_more(key)(value) == question.toggled(key, value).query_string()
