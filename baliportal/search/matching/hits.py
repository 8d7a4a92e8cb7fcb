"""What a search of Tantivy's found, as the portal's own words for it."""

from typing import NamedTuple

from tantivy import DocAddress, Searcher

from ..index.schema import unpacked

Found = tuple[float | int | str, DocAddress]  # what it is sorted by and where it stands in one state of the index


class Hit(NamedTuple):
    pk: int
    id: str
    score: float  # 0 where the order is not that of relevance
    kept: bytes = b""

    @property
    def texts(self) -> dict[str, str]:
        """What its fields hold, long ones only their beginning; unpacked each time it is asked for."""
        return unpacked(self.kept)


def hits(searcher: Searcher, found: list[Found]) -> list[Hit]:
    """The hits of a search of Tantivy's."""
    documents = [searcher.doc(address) for _, address in found]
    pks = searcher.fast_field_values("pk", [address for _, address in found])
    scores = (score if isinstance(score, float) else 0.0 for score, _ in found)
    told = ((document.get_first("id"), document.get_first("kept")) for document in documents)
    return [Hit(pk, identity, score, kept) for pk, score, (identity, kept) in zip(pks, scores, told, strict=True)]
