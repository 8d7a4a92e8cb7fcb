"""Damage to the files of the index is detected and repaired, and nothing else is taken for damage."""

import pytest
import tantivy

from baliportal.search.index.index import IndexUnusable
from baliportal.search.query import search

from ..file_replacement import replace_file
from .conftest import document
from .index_access import current_directory, directory, other, titles


def spoilt(data):
    middle = len(data) // 2
    yield b""
    yield data[:middle]
    yield data[:-1]
    yield data[:middle] + bytes([data[middle] ^ 255]) + data[middle + 1 :]
    yield b"garbage" * 20


def test_any_damage_to_any_file_is_detected_and_repaired(filled):
    index = filled(*({"title": f"law {n}", "text": "trafficking " * n} for n in range(20)))
    index.apply([], ["e3"], 2)
    files = [
        path for path in current_directory(index).iterdir() if path.suffix != ".lock" and path.name != ".managed.json"
    ]
    assert {".del", ".json", ".fast", ".term", ".pos", ".idx", ".store", ".fieldnorm"} <= {
        path.suffix for path in files
    }
    pointer = directory(index) / "current"
    for path in [*files, pointer]:
        whole = path.read_bytes()
        for data in spoilt(whole):
            replace_file(path, data)
            assert other(index).needs_rebuild or harmless(path, index), (path.name, data[:40])
        path.unlink()
        assert other(index).needs_rebuild, path.name
        replace_file(path, whole)
    assert not other(index).needs_rebuild
    replace_file(files[0], b"")
    fresh = other(index)
    assert fresh.needs_rebuild
    assert fresh.rebuild([document(1)], 3)
    assert titles(fresh) == titles(index) == ["e1"]


def harmless(path, index):
    """A changed byte in the description of the index may leave it the same index."""
    return path.suffix == ".json" and len(titles(other(index))) == 19


def test_a_lost_list_of_files_does_no_harm(filled):
    index = filled({"title": "one"})
    managed = current_directory(index) / ".managed.json"
    for data in (b"", b"garbage"):
        replace_file(managed, data)
        assert other(index).needs_rebuild or titles(other(index)) == ["e1"]


def test_damage_that_shows_only_in_reading_is_detected_then(filled, monkeypatch):
    index = filled(*({"title": f"law {n}"} for n in range(50)))
    stored = next(path for path in current_directory(index).iterdir() if path.suffix == ".store")
    replace_file(stored, b"\xff" * 50 + stored.read_bytes()[50:])
    monkeypatch.setattr("baliportal.search.index.readers.MAX_SUMMED", 0)
    reader = other(index)
    assert not reader.needs_rebuild
    with pytest.raises(IndexUnusable):
        search(reader, "law")


def test_an_exception_of_the_caller_is_not_taken_for_damage(filled):
    index = filled({"title": "one"})
    with pytest.raises(RuntimeError, match="sound index"), index.reading() as reader:
        reader.searcher.search(tantivy.Query.all_query(), 1, order_by_field="no such field")
    assert not index.needs_rebuild
