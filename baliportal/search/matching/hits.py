"""Search hits: from the addresses that Tantivy returns to records with their stored texts."""

from typing import NamedTuple

from tantivy import DocAddress, Document, Searcher

from ..index.schema import pks_at, stored_themes, unpack_texts

# A sort key and the address of a document, which holds within one state of the index.
RankedAddress = tuple[float | int | str, DocAddress]


class Hit(NamedTuple):
    """A record that matches; `score` is 0 where the order is not that of relevance. Countries and topics are codes."""

    pk: int
    id: str
    score: float
    countries: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    packed_texts: bytes = b""
    years: tuple[str, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        """The text of each of its fields, long ones cut; unpacked on each call."""
        return unpack_texts(self.packed_texts)


def load_hits(searcher: Searcher, addresses: list[RankedAddress]) -> list[Hit]:
    """Load the stored fields of the documents at these addresses, in their order."""
    documents = [searcher.doc(address) for _, address in addresses]
    pks = pks_at(searcher, [address for _, address in addresses])
    scores = (score if isinstance(score, float) else 0.0 for score, _ in addresses)
    return [_hit(*parts) for parts in zip(pks, scores, documents, strict=True)]


def _hit(pk: int, score: float, document: Document) -> Hit:
    countries, topics = tuple(document.get_all("country")), stored_themes(document)
    texts, years = document.get_first("texts") or b"", tuple(document.get_all("year"))
    return Hit(pk, str(document.get_first("id")), score, countries, topics, texts, years)
