"""Which pages of an entry's files are shown under it, and in which order."""

from baliportal.search.index.document import PageText
from baliportal.search.index.pages import find_pages

FILLER = "filler words of no meaning " * 10


def test_pages_with_the_words_as_typed_come_before_their_other_names_and_close_words_before_scattered(filled):
    texts = ("human trafficking " * 20, f"mua {FILLER} nguoi {FILLER} ban", f"Chuong mua ban nguoi {FILLER * 2}")
    pages = tuple(PageText("0" * 64, number, "", text) for number, text in enumerate(texts, 1))
    index, typed = filled({"title": "An Act", "pages": pages}), ["mua", "ban", "nguoi"]
    with index.reading() as reader:
        found = find_pages(reader.pages, ["e1"], ["human traffick", *typed], typed)
    assert [page.number for page in found["e1"]] == [3, 2, 1]
