"""What a search of Tantivy's found, as the portal's own words for it."""

from collections.abc import Mapping
from typing import NamedTuple

from tantivy import DocAddress, Searcher

from .schema import texts

Found = tuple[float | int | str, DocAddress]  # what it is sorted by and where it stands in one state of the index


class Hit(NamedTuple):
    pk: int
    id: str
    score: float  # 0 where the order is not that of relevance
    texts: Mapping[str, str] = {}  # what its fields hold, long ones only their beginning


def hits(searcher: Searcher, found: list[Found]) -> list[Hit]:
    """The hits of a search of Tantivy's."""
    documents = [searcher.doc(address) for _, address in found]
    pks = searcher.fast_field_values("pk", [address for _, address in found])
    scores = (score if isinstance(score, float) else 0.0 for score, _ in found)
    told = ((document.get_first("id"), texts(document)) for document in documents)
    return [Hit(pk, identity, score, held) for pk, score, (identity, held) in zip(pks, scores, told, strict=True)]
