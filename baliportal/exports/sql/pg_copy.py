"""Lines that PostgreSQL writes itself, by COPY, while they are read.

All keys of a batch go in at once and come out in their order. Of a large batch the first line comes late, once all of
it is found, but little is looked through twice; so a small one, to begin with, comes before large ones, and while one
of these is handed out the next is being found.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection

from baliportal.catalogue.db.chunks import batched
from baliportal.catalogue.db.prefetch import iter_parts
from baliportal.catalogue.models import Entry
from baliportal.catalogue.schema.scalars import SEPARATOR

from ..formats.formulas import neutralise_in_postgresql

FIRST, MOST = 1_000, 500_000  # keys in the first batch and in the others
LINES = 200  # put together at a time: as many as the processor keeps near, twice as quick as a thousand
PIECES = 5  # of these are handed on at once
# Everything has an index by the same keys: side by side in their order it is read once, where tables of hashes would
# be made and parted. One order is left to be made, of whole lines, and has this much memory.
SETTINGS = "SET LOCAL enable_hashjoin = off; SET LOCAL work_mem = '16MB'"


class CopyReader:
    """Lines of rows that have a key `cell_pk` and cells `cell_0`, `cell_1`, ... but for those of sets of links.

    `sets` gives, by place, pairs of a row's key and what a cell calls one end. `texts` are the places of columns in
    which a cell may have to be neutralised.
    """

    def __init__(self, rows, width: int, sets: dict, texts: Iterable[int], delimiter: str):
        self._rows, self._sets, self._delimiter = rows, sets, delimiter
        texts = set(texts)
        names = [(place in texts, f"cell_{place}") for place in range(width)]
        self._cells = ", ".join(
            neutralise_in_postgresql(name) if text else f"NULLIF({name}, '')" for text, name in names
        )

    def of(self, pks: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Lines in the order of the keys, some at a time, and how many they are."""
        pks = iter(pks)
        first = array("q", islice(pks, FIRST))
        yield from self._copied(first)
        if len(first) == FIRST:
            yield from iter_parts(self._copied, _batches(pks))

    def _copied(self, keys):
        statement, params = self._statement(keys)
        with connection.cursor() as cursor:
            cursor.execute(SETTINGS)
            with cursor.copy(statement, params) as copy:
                for pieces in batched(map(_lines, batched(copy, LINES)), PIECES):
                    yield sum(rows for rows, _ in pieces), b"".join(piece for _, piece in pieces)

    def _statement(self, keys):
        """Nothing in the statement but names of our own."""
        rows, params = self._rows.query.sql_with_params()
        joins, more = self._joins(len(keys))
        statement = f"""
            COPY (
                WITH asked AS MATERIALIZED (SELECT * FROM unnest(%s::bigint[]) WITH ORDINALITY AS asked(pk, place))
                SELECT {self._cells} FROM (
                    SELECT * FROM asked JOIN ({rows}) AS told ON told.cell_pk = asked.pk {joins} ORDER BY asked.place
                ) AS told
            ) TO STDOUT (FORMAT csv, DELIMITER %s)"""  # noqa: S608
        return statement, [_array(keys), *params, *more, self._delimiter]

    def _joins(self, asked):
        """What joins each set of links, gathered for all rows at once, and its parameters."""
        joins, params = [], []
        # To leave out what is not asked for costs more than it saves where most is.
        only = "" if _are_most(asked) else "JOIN asked ON asked.pk = ends.pk"
        for place, pairs in self._sets.items():
            found, own = pairs.query.sql_with_params()
            params += own
            joins.append(f"""LEFT JOIN (
                SELECT pk, string_agg(name, '{SEPARATOR}') AS cell_{place} FROM (
                    SELECT ends.pk, name FROM ({found}) AS ends(pk, name) {only} ORDER BY ends.pk, name COLLATE "C"
                ) AS ends GROUP BY pk
            ) AS set_{place} ON set_{place}.pk = asked.pk""")  # noqa: S608
        return " ".join(joins), params


def _are_most(asked: int) -> bool:
    return asked > FIRST and 2 * asked > Entry.objects.count()


def _batches(pks: Iterator[int]) -> Iterator[array]:
    while batch := array("q", islice(pks, MOST)):
        yield batch


def _lines(lines: Sequence[bytes]) -> tuple[int, bytes]:
    """COPY ends lines as Unix does, each of these comes by itself; within a cell all ends are newlines."""
    text = b"".join(lines)
    if b"\r" in text:
        lines = [bytes(line).replace(b"\r\n", b"\n").replace(b"\r", b"\n") for line in lines]
    elif text.count(b"\n") == len(lines):  # nearly always: none within a cell
        return len(lines), text.replace(b"\n", b"\r\n")
    return len(lines), b"\r\n".join([*(line[:-1] for line in lines), b""])


def _array(pks: Sequence[int]) -> str:
    """Keys as PostgreSQL reads an array: much quicker than to have each of them adapted."""
    return f"{{{','.join(','.join(map(str, some)) for some in batched(pks, LINES))}}}"
